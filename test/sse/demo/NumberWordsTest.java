package sse.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NumberWordsTest {
    private static void is(String words, long number) {
        assertEquals(words, NumberWords.of(number));
    }

    @Test
    void smallNumbersHaveWordsOfTheirOwn() {
        is("zero", 0);
        is("one", 1);
        is("five", 5);
        is("twelve", 12);
        is("nineteen", 19);
    }

    @Test
    void tensAndOnesAreJoinedByAHyphen() {
        is("twenty", 20);
        is("twenty-one", 21);
        is("forty-two", 42);
        is("ninety-nine", 99);
    }

    @Test
    void andStandsBehindHundreds() {
        is("one hundred", 100);
        is("one hundred and five", 105);
        is("nine hundred and ninety-nine", 999);
    }

    @Test
    void groupsOfThreeHaveNames() {
        is("one thousand", 1000);
        is("one thousand and five", 1005);
        is("one thousand and ninety-nine", 1099);
        is("one thousand one hundred and five", 1105);
        is("twelve thousand three hundred and forty-five", 12_345);
        is("one million", 1_000_000);
        is("one million and one", 1_000_001);
        is("one hundred and five thousand", 105_000);
        is("one billion two million three thousand and four", 1_002_003_004);
    }

    @Test
    void everyLongHasWords() {
        is("minus one", -1);
        is("nine quintillion two hundred and twenty-three quadrillion three hundred and seventy-two trillion "
                + "thirty-six billion "
                + "eight hundred and fifty-four million seven hundred and "
                + "seventy-five thousand eight hundred and seven",
                Long.MAX_VALUE);
        is("minus nine quintillion two hundred and twenty-three quadrillion three hundred and seventy-two trillion "
                + "thirty-six billion "
                + "eight hundred and fifty-four million seven hundred and "
                + "seventy-five thousand eight hundred and eight",
                Long.MIN_VALUE);
    }
}
