package sse.llm;

import java.util.ArrayList;
import java.util.List;
import sse.text.Figures;
import sse.text.Harmless;
import sse.text.JsonWriter;

/** The account of what a model said: lines for people, or one JSON object. */
public final class LlmReport {
    private static final int ARGUMENTS = 60; // characters of a call that a line shows

    private final LlmStream stream;
    private final Generation said;
    private final Timing timing;

    /** About all that came so far. */
    public LlmReport(LlmStream stream) {
        this.stream = stream;
        this.said = stream.generation;
        this.timing = stream.timing;
    }

    /** {@return it in lines; none if no API of a known shape was there} */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (stream.notJson > 0) {
            lines.add(Figures.count(stream.notJson, "piece") + " of data that is no JSON; the first: "
                    + stream.strange());
        }
        if (stream.shape == null) return lines;
        lines.add(first());
        if (timing.chunks > 0) lines.add(times());
        if (said.input >= 0 || said.output >= 0) lines.add(usage());
        if (!said.tools.isEmpty()) lines.add(tools());
        if (said.reasoning > 0) lines.add("reasoning: " + Figures.count(said.reasoning, "character") + ", not shown");
        if (!said.refusal.isEmpty()) lines.add("refused: " + Harmless.brief(said.refusal.toString(), 300));
        if (said.choices() > 1) {
            lines.add(Figures.count(said.choices(), "choice") + "; shown is the first, the others have "
                    + Figures.count(said.others, "character"));
        }
        if (said.odd > 0) lines.add(Figures.count(said.odd, "piece") + " that should be text and is not");
        if (said.behind > 0) {
            lines.add(Figures.count(said.behind, "character") + " behind the end, which no client reads: not shown");
        }
        if (said.whole) lines.add("it came whole and not as a stream: ask with \"stream\": true");
        return lines;
    }

    private String first() {
        String model = said.model == null ? "" : " of " + Harmless.brief(said.model, 60);
        String reason = said.reason == null ? "no finish reason" : "finish reason " + Harmless.brief(said.reason, 40);
        String end = ", and no " + stream.shape.mark + (stream.ended ? " at the end" : " so far");
        if (said.complete) end = "";
        if (said.error != null) end = ", then an error";
        return stream.shape.name + model + ": " + reason + end;
    }

    /** No more digits than the clock of the request has. */
    private static String millis(long nanos) {
        return nanos < 1_000_000 ? "0 ms" : Figures.time(nanos - nanos % 1_000_000);
    }

    private String times() {
        StringBuilder says = new StringBuilder("first token after ").append(millis(timing.toFirst()));
        if (timing.toText() > timing.toFirst()) says.append(", of text after ").append(millis(timing.toText()));
        long tokens = tokens();
        long n = tokens < 0 ? timing.chunks : tokens;
        double rate = timing.rate(n);
        says.append(rate > 0 ? ", then " : ", ").append(Figures.count(n, tokens < 0 ? "chunk" : "token"));
        if (rate == 0) return says.append(timing.chunks > 1 ? " all at once" : "").toString();
        says.append(" at ").append(Figures.rate(rate));
        return says.append(", longest gap ").append(millis(timing.longestGap)).toString();
    }

    /** Tokens of what was shown, in whatever form; -1 where the stream does not tell. */
    private long tokens() {
        if (said.output < 0 || !stream.isComplete()) return -1;
        long hidden = said.reasoning == 0 ? Math.max(0, said.reasoned) : 0;
        if (said.reasonedApart) return said.output + Math.max(0, said.reasoned) - hidden;
        return Math.max(0, said.output - hidden);
    }

    private String usage() {
        StringBuilder says = new StringBuilder("usage: ");
        if (said.input >= 0) says.append(Figures.count(said.input, "token")).append(" in");
        if (said.cached > 0) says.append(" (").append(Figures.grouped(said.cached)).append(" cached)");
        if (said.output >= 0) {
            says.append(said.input >= 0 ? ", " : "").append(Figures.grouped(said.output)).append(" out");
        }
        if (said.reasoned > 0) {
            says.append(said.reasonedApart ? " and " : " (").append(Figures.grouped(said.reasoned))
                    .append(said.reasonedApart ? " of reasoning" : " of reasoning)");
        }
        return says.toString();
    }

    private String tools() {
        StringBuilder says = new StringBuilder(said.tools.size() == 1 ? "tool call: " : "tool calls: ");
        int n = 0;
        for (ToolCall tool : said.tools.values()) {
            if (++n > 8) break;
            says.append(n == 1 ? "" : ", ").append(Harmless.brief(tool.name.isEmpty() ? "?" : tool.name, 40));
            if (tool.length > ARGUMENTS) says.append(" (").append(Figures.count(tool.length, "character")).append(")");
            else if (tool.length > 0) says.append(' ').append(Harmless.brief(tool.arguments.toString(), ARGUMENTS));
        }
        int more = said.tools.size() + said.moreTools - Math.min(8, said.tools.size());
        return more == 0 ? says.toString() : says.append(" and ").append(more).append(" more").toString();
    }

    /** Writes it as the members of an object that is open. */
    public void write(JsonWriter json) {
        json.put("api", stream.shape == null ? null : stream.shape.name).put("model", said.model);
        json.put("complete", stream.isComplete()).put("finishReason", said.reason).put("error", said.error);
        json.put("text", said.text.toString());
        if (said.length > said.text.length()) json.put("length", said.length);
        if (!said.refusal.isEmpty()) json.put("refusal", said.refusal.toString());
        if (timing.chunks > 0) {
            json.put("firstTokenMs", timing.toFirst() / 1e6);
            if (timing.toText() >= 0) json.put("firstTextMs", timing.toText() / 1e6);
            json.put("ms", (timing.toFirst() + timing.span()) / 1e6).put("longestGapMs", timing.longestGap / 1e6);
        }
        json.put("chunks", timing.chunks);
        if (timing.rate(timing.chunks) > 0) json.put("chunksPerSecond", timing.rate(timing.chunks));
        if (timing.rate(tokens()) > 0) json.put("tokensPerSecond", timing.rate(tokens()));
        if (said.input >= 0 || said.output >= 0) {
            json.object("usage");
            put(json, "input", said.input);
            put(json, "cached", said.cached);
            put(json, "output", said.output);
            put(json, "reasoning", said.reasoned);
            json.end();
        }
        if (said.reasoning > 0) json.put("reasoningLength", said.reasoning);
        if (said.choices() > 1) json.put("choices", said.choices()).put("othersLength", said.others);
        if (said.behind > 0) json.put("behindLength", said.behind);
        if (said.tools.isEmpty()) return;
        json.array("toolCalls");
        for (ToolCall tool : said.tools.values()) {
            json.open().put("name", tool.name).put("arguments", tool.arguments.toString());
            if (tool.length > tool.arguments.length()) json.put("length", tool.length);
            json.end();
        }
        json.end();
    }

    private static void put(JsonWriter json, String name, long value) {
        if (value >= 0) json.put(name, value);
    }
}
