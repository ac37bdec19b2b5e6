package sse.llm;

/** A call of a tool, as far as it has been said. */
final class ToolCall {
    String name = "";
    final StringBuilder arguments = new StringBuilder(); // the beginning, if they are long
    long length;                                         // characters of all of them
}
