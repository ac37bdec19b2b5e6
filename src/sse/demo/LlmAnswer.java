package sse.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * What the model that there is not says, cut into tokens.
 *
 * @param model as the client named it
 * @param tokens the text, with the space in front of each word, as models do
 * @param asked tokens of the question
 * @param isCutShort whether it ran out of tokens
 */
record LlmAnswer(String model, List<String> tokens, int asked, boolean isCutShort) {
    static final String TEXT = "Xin ch\u00e0o! \ud83d\udc4b This text comes token by token, as from a language model. "
            + "Nobody thinks here: every question gets this answer. \u0110\u1ecdc t\u1eebng d\u00f2ng, \u0111\u1ee3i "
            + "d\u00f2ng tr\u1ed1ng, r\u1ed3i m\u1edbi x\u1eed l\u00fd. \ud83c\udf0f";

    static LlmAnswer of(String model, String text, String question, int most) {
        List<String> tokens = tokens(text);
        boolean cut = tokens.size() > most;
        return new LlmAnswer(model, cut ? List.copyOf(tokens.subList(0, most)) : tokens,
                tokens(question.strip()).size(), cut);
    }

    /** Words, each with the space in front of it. */
    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        int from = 0;
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) != ' ' || text.charAt(i - 1) == ' ') continue;
            tokens.add(text.substring(from, i));
            from = i;
        }
        if (from < text.length()) tokens.add(text.substring(from));
        return tokens;
    }

    String text() {
        return String.join("", tokens);
    }
}
