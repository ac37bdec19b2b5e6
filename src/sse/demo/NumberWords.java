package sse.demo;

/** Numbers as English words: five, twenty-one, one hundred and five. */
final class NumberWords {
    private static final String[] SMALL = {
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
        "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    private static final String[] TENS =
            {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
    private static final String[] GROUPS =
            {"", " thousand", " million", " billion", " trillion", " quadrillion", " quintillion"};

    private NumberWords() {}

    /** {@return the number's words} */
    static String of(long n) {
        if (n == 0) return SMALL[0];
        String words = "";
        long left = n;
        for (int group = 0; left != 0; group++, left /= 1000) {
            int three = (int) Math.abs(left % 1000); // the smallest long has no positive twin; its remainders have
            if (three == 0) continue;
            String front = left / 1000 != 0 && group == 0 && three < 100 ? "and " : "";
            words = front + belowThousand(three) + GROUPS[group] + (words.isEmpty() ? "" : " ") + words;
        }
        return n < 0 ? "minus " + words : words;
    }

    private static String belowThousand(int n) {
        if (n < 100) return belowHundred(n);
        String hundreds = SMALL[n / 100] + " hundred";
        return n % 100 == 0 ? hundreds : hundreds + " and " + belowHundred(n % 100);
    }

    private static String belowHundred(int n) {
        if (n < 20) return SMALL[n];
        return n % 10 == 0 ? TENS[n / 10] : TENS[n / 10] + "-" + SMALL[n % 10];
    }
}
