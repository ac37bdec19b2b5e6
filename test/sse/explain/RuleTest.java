package sse.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sse.lint.Lint;
import sse.lint.Rule;
import sse.lint.Severity;

class RuleTest {

    private static Lint bad(Rule rule) {
        return new Example(rule.bad()).lint(null);
    }

    private static Lint good(Rule rule) {
        return new Example(rule.good()).lint(null);
    }

    @Test
    void badExampleOfEachRuleHasTheFindingAndTheGoodOneHasNot() {
        for (Rule rule : Rule.all()) {
            assertTrue(bad(rule).count(rule) > 0, rule.code() + ": the bad example has no such finding");
            assertEquals(0, good(rule).count(rule), rule.code() + ": the good example has it, too");
        }
    }

    @Test
    void goodExamplesHaveNoErrorAndNoWarning() {
        for (Rule rule : Rule.all()) {
            assertEquals(0, good(rule).count(Severity.ERROR), rule.code() + ": " + good(rule).findings());
            assertEquals(0, good(rule).count(Severity.WARNING), rule.code() + ": " + good(rule).findings());
        }
    }

    @Test
    void tableIsInOrderAndCompleteAndNamesAreUnique() {
        Set<String> names = new HashSet<>();
        int before = 0;
        for (Rule rule : Rule.all()) {
            assertTrue(rule.number() > before, rule.code());
            before = rule.number();
            assertTrue(names.add(rule.name()), rule.name());
        }
        assertEquals(73, Rule.all().size());
    }

    @Test
    void textsAreShortAndPlain() {
        for (Rule rule : Rule.all()) {
            for (String text : new String[] {rule.says(), rule.why(), rule.fix(), rule.basis()}) {
                assertFalse(text.isBlank(), rule.code());
                assertTrue(text.length() <= 90, rule.code() + ": " + text);
                assertFalse(text.endsWith("."), rule.code() + ": " + text);
                assertTrue(text.chars().allMatch(c -> c >= 0x20 && c < 0x7F), rule.code() + ": " + text);
            }
        }
    }

    @Test
    void rulesAreFoundByCodeNumberAndName() {
        for (String word : new String[] {"SSE104", "sse104", "104", "raw-line-break"}) assertSame(Rule.named("104"),
                Rule.named(word));
        for (String word : new String[] {"", "SSE", "SSE999", "10", "nothing"}) assertNull(Rule.named(word));
    }

    @Test
    void examplesCanBeExplained() throws IOException {
        for (Rule rule : Rule.all()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Explain rows = new Explain(out, Set.of(Show.NOTES), 118, new Example(rule.bad()).isLive());
            new Example(rule.bad()).lint(rows);
            rows.flush();
            assertTrue(out.toString(StandardCharsets.UTF_8).contains(rule.code() + "]"), rule.code() + ":\n" + out);
        }
    }
}
