package sse.text;

/** Decimal digits of ASCII as a number: no sign, no space, no digit of another script. */
public final class Digits {
    private Digits() {}

    /** {@return the number that the whole text is, or -1: not all digits, none, or more than a long holds} */
    public static long parse(String text) {
        return parse(text, 0, text.length());
    }

    /** {@return the same of a part of the text} */
    public static long parse(String text, int from, int to) {
        if (from >= to) return -1;
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) return -1;
            number = number * 10 + digit;
        }
        return number;
    }

    /** {@return where the digits at the end of the text begin; its length for none} */
    public static int atEnd(String text) {
        int at = text.length();
        while (at > 0 && text.charAt(at - 1) >= '0' && text.charAt(at - 1) <= '9') at--;
        return at;
    }
}
