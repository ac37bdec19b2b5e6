/**
 * What language models say over their APIs, whichever it is: begin with {@link sse.llm.LlmStream}, which is given
 * bytes, events and the time, knows the API by their shape, and has the text; {@link sse.llm.LlmReport} is the account
 * of it. Each API is one {@link sse.llm.ApiShape}; what they all tell is a {@link sse.llm.Generation}. No threads, and
 * no clock.
 */
package sse.llm;
