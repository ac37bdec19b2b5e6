package sse.llm;

import java.util.List;

/**
 * Streams in the shapes that the APIs document, with words of our own in them.
 *
 * @param body as it is on the wire
 * @param mark the end of the body, from the mark of its end on
 * @param text what the model says
 * @param says what is told of it when every read takes 10 ms; without the times
 */
record Recorded(String name, String body, String mark, String text, String... says) {

    /** Chat completions with usage in the last chunk. */
    static final Recorded CHAT = new Recorded("chat", """
            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,\
            "delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null}

            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,\
            "delta":{"content":"Good"},"logprobs":null,"finish_reason":null}],"usage":null}

            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,\
            "delta":{"content":" day,\\n\u1ecdc"},"logprobs":null,"finish_reason":null}],"usage":null}

            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,\
            "delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}

            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[],"usage":\
            {"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":3},\
            "completion_tokens_details":{"reasoning_tokens":4}}}

            data: [DONE]

            """, "data: [DONE]\n\n", "Good day,\n\u1ecdc", "chat completions of gpt-x: finish reason stop",
            "usage: 19 tokens in (3 cached), 10 out (4 of reasoning)");

    /** Two tools at once: the name first, the arguments in parts, the two mixed. */
    static final Recorded TOOLS = new Recorded("tools", """
            data: {"object":"chat.completion.chunk","model":"gpt-x","choices":[{"index":0,"delta":{"role":"assistant",\
            "content":null,"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"weather",\
            "arguments":""}}]},"finish_reason":null}]}

            data: {"object":"chat.completion.chunk","model":"gpt-x","choices":[{"index":0,"delta":{"tool_calls":[\
            {"index":0,"function":{"arguments":"{\\"city\\":"}}]},"finish_reason":null}]}

            data: {"object":"chat.completion.chunk","model":"gpt-x","choices":[{"index":0,"delta":{"tool_calls":[\
            {"index":1,"id":"call_b","type":"function","function":{"name":"time","arguments":"{}"}}]},\
            "finish_reason":null}]}

            data: {"object":"chat.completion.chunk","model":"gpt-x","choices":[{"index":0,"delta":{"tool_calls":[\
            {"index":0,"function":{"arguments":"\\"Hu\u1ebf\\"}"}}]},"finish_reason":null}]}

            data: {"object":"chat.completion.chunk","model":"gpt-x","choices":[{"index":0,"delta":{},\
            "finish_reason":"tool_calls"}]}

            data: [DONE]

            """, "data: [DONE]\n\n", "", "chat completions of gpt-x: finish reason tool_calls",
            "tool calls: weather {\"city\":\"Hu\u1ebf\"}, time {}");

    /** As proxies and other vendors send it: no space, comments, no choices at first, thoughts, two choices, no ids. */
    static final Recorded VENDORS = new Recorded("vendors", """
            : OPENROUTER PROCESSING

            data:{"choices":[],"prompt_filter_results":[{"prompt_index":0,"content_filter_results":{}}]}

            : OPENROUTER PROCESSING

            data:{"model":"r1","choices":[{"index":1,"delta":{"content":"the other"}}]}

            data:{"model":"r1","choices":[{"index":0,"delta":{"content":null,"reasoning_content":"Hm."}}]}

            data:{"model":"r1","choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text",\
            "text":"So"}]}]}}]}

            data:{"model":"r1","choices":[{"delta":{"content":[{"type":"text","text":"Yes"}]}}]}

            data:{"model":"r1","choices":[{"delta":{"content":"."},"finish_reason":"stop"}],"x_groq":{"usage":\
            {"prompt_tokens":1,"completion_tokens":2}}}

            data:[DONE]

            """, "data:[DONE]\n\n", "Yes.", "chat completions of r1: finish reason stop",
            "usage: 1 token in, 2 out", "reasoning: 5 characters, not shown",
            "2 choices; shown is the first, the others have 9 characters");

    /** No answer, but the words with which it is refused. */
    static final Recorded REFUSAL = new Recorded("refusal", """
            data: {"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","refusal":"I "}}]}

            data: {"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"refusal":"will not."}}]}

            data: {"object":"chat.completion.chunk","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]

            """, "data: [DONE]\n\n", "", "chat completions: finish reason stop", "refused: I will not.");

    static final Recorded OLD = new Recorded("old", """
            data: {"id":"x","object":"text_completion","model":"davinci","choices":[{"text":"one","index":0,\
            "logprobs":null,"finish_reason":null}]}

            data: {"id":"x","object":"text_completion","model":"davinci","choices":[{"text":" two","index":0,\
            "logprobs":null,"finish_reason":"length"}]}

            data: [DONE]

            """, "data: [DONE]\n\n", "one two", "completions of davinci: finish reason length");

    static final Recorded RESPONSES = new Recorded("responses", """
            event: response.created
            data: {"type":"response.created","sequence_number":0,"response":{"id":"r","object":"response","status":\
            "in_progress","error":null,"model":"gpt-y","output":[],"usage":null}}

            event: response.output_item.added
            data: {"type":"response.output_item.added","output_index":0,"item":{"id":"rs","type":"reasoning","summary":[]}}

            event: response.reasoning_summary_text.delta
            data: {"type":"response.reasoning_summary_text.delta","item_id":"rs","output_index":0,"delta":"Thinking"}

            event: response.output_item.added
            data: {"type":"response.output_item.added","output_index":1,"item":{"id":"m","type":"message","content":[]}}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","item_id":"m","output_index":1,"content_index":0,"delta":"In"}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","item_id":"m","output_index":1,"content_index":0,"delta":" short"}

            event: response.output_text.done
            data: {"type":"response.output_text.done","item_id":"m","output_index":1,"content_index":0,"text":"In short"}

            event: response.output_item.added
            data: {"type":"response.output_item.added","output_index":2,"item":{"id":"f","type":"function_call",\
            "call_id":"c","name":"look_up","arguments":""}}

            event: response.function_call_arguments.delta
            data: {"type":"response.function_call_arguments.delta","item_id":"f","output_index":2,"delta":"{\\"q\\""}

            event: response.function_call_arguments.delta
            data: {"type":"response.function_call_arguments.delta","item_id":"f","output_index":2,"delta":":1}"}

            event: response.completed
            data: {"type":"response.completed","response":{"id":"r","object":"response","status":"completed","error":null,\
            "incomplete_details":null,"model":"gpt-y","output":[{"type":"message","content":[{"type":"output_text",\
            "text":"In short"}]}],"usage":{"input_tokens":7,"input_tokens_details":{"cached_tokens":0},\
            "output_tokens":21,"output_tokens_details":{"reasoning_tokens":12},"total_tokens":28}}}

            """, "event: response.completed", "In short", "responses of gpt-y: finish reason completed",
            "usage: 7 tokens in, 21 out (12 of reasoning)", "tool call: look_up {\"q\":1}",
            "reasoning: 8 characters, not shown");

    static final Recorded INCOMPLETE = new Recorded("incomplete", """
            data: {"type":"response.output_text.delta","item_id":"m","output_index":0,"content_index":0,"delta":"In"}

            data: {"type":"response.incomplete","response":{"status":"incomplete","error":null,"incomplete_details":\
            {"reason":"max_output_tokens"},"model":"gpt-y","usage":null}}

            """, "data: {\"type\":\"response.incomplete\"", "In",
            "responses of gpt-y: finish reason max_output_tokens");

    static final Recorded MESSAGES = new Recorded("messages", """
            event: message_start
            data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"claude-x",\
            "content":[],"stop_reason":null,"usage":{"input_tokens":25,"cache_read_input_tokens":75,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}

            event: ping
            data: {"type": "ping"}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Let me"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"Eq=="}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Xin"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":" ch\u00e0o"}}

            event: content_block_start
            data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"t","name":"weather",\
            "input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\\"in\\": 1}"}}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},\
            "usage":{"output_tokens":89}}

            event: message_stop
            data: {"type":"message_stop"}

            """, "event: message_stop", "Xin ch\u00e0o", "messages of claude-x: finish reason tool_use",
            "usage: 100 tokens in (75 cached), 89 out", "tool call: weather {\"in\": 1}",
            "reasoning: 6 characters, not shown");

    /** With {@code alt=sse}. */
    static final Recorded GEMINI = new Recorded("gemini", """
            data: {"candidates":[{"content":{"parts":[{"text":"Plan","thought":true}],"role":"model"},"index":0}],\
            "usageMetadata":{"promptTokenCount":4,"totalTokenCount":4},"modelVersion":"gemini-x"}

            data: {"candidates":[{"content":{"parts":[{"text":"Red"},{"text":" and"}],"role":"model"},"index":0}],\
            "modelVersion":"gemini-x"}

            data: {"candidates":[{"content":{"parts":[{"text":" blue"},{"functionCall":{"name":"mix","args":{"n":2}}}],\
            "role":"model"},"finishReason":"STOP","index":0}],"modelVersion":"gemini-x"}

            data: {"usageMetadata":{"promptTokenCount":4,"candidatesTokenCount":9,"thoughtsTokenCount":30}}

            """, ",\"finishReason\"", "Red and blue", "generate-content of gemini-x: finish reason STOP",
            "usage: 4 tokens in, 9 out and 30 of reasoning", "tool call: mix {\"n\":2}",
            "reasoning: 4 characters, not shown");

    /** Without it: an array over several lines. */
    static final Recorded ARRAY = new Recorded("array", """
            [{
              "candidates": [ { "content": { "parts": [ { "text": "Red {[" } ], "role": "model" } } ],
              "modelVersion": "gemini-x"
            }
            ,
            {
              "candidates": [ { "content": { "parts": [ { "text": "\\"]}" } ] }, "finishReason": "MAX_TOKENS" } ],
              "usageMetadata": { "promptTokenCount": 4, "candidatesTokenCount": 2 }
            }
            ]
            """, " }, \"finishReason\"", "Red {[\"]}", "generate-content of gemini-x: finish reason MAX_TOKENS",
            "usage: 4 tokens in, 2 out");

    static final Recorded OLLAMA = new Recorded("ollama", """
            {"model":"llama","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"","thinking":"so"},\
            "done":false}
            {"model":"llama","message":{"role":"assistant","content":"Why \u2013"},"done":false}
            {"model":"llama","message":{"role":"assistant","content":" not?","tool_calls":[{"function":{"name":"ask",\
            "arguments":{"who":"you"}}}]},"done":false}
            {"model":"llama","message":{"role":"assistant","content":""},"done_reason":"stop","done":true,\
            "total_duration":1,"prompt_eval_count":26,"eval_count":3,"eval_duration":1}
            """, ",\"done_reason\"", "Why \u2013 not?", "Ollama chat of llama: finish reason stop",
            "usage: 26 tokens in, 3 out", "tool call: ask {\"who\":\"you\"}", "reasoning: 2 characters, not shown");

    static final Recorded GENERATE = new Recorded("generate", """
            {"model":"llama","response":"The","done":false}
            {"model":"llama","response":" sky","done":false}
            {"model":"llama","response":"","done":true,"done_reason":"length","context":[1,2],"eval_count":2}
            """, "{\"model\":\"llama\",\"response\":\"\"", "The sky", "Ollama generate of llama: finish reason length",
            "usage: 2 out");

    static final Recorded COHERE = new Recorded("cohere", """
            event: message-start
            data: {"id":"a","type":"message-start","delta":{"message":{"role":"assistant","content":[],"tool_calls":[]}}}

            event: content-start
            data: {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"text","text":""}}}}

            event: content-delta
            data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"An"}}}}

            event: content-delta
            data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":" answer"}}}}

            event: tool-call-start
            data: {"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"t","type":"function",\
            "function":{"name":"find","arguments":""}}}}}

            event: tool-call-delta
            data: {"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"{}"}}}}}

            event: message-end
            data: {"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":{"billed_units":{"input_tokens":1},\
            "tokens":{"input_tokens":71,"output_tokens":418}}}}

            """, "event: message-end", "An answer", "Cohere chat: finish reason COMPLETE",
            "usage: 71 tokens in, 418 out", "tool call: find {}");

    static final List<Recorded> ALL = List.of(CHAT, TOOLS, VENDORS, REFUSAL, OLD, RESPONSES, INCOMPLETE, MESSAGES,
            GEMINI, ARRAY, OLLAMA, GENERATE, COHERE);

    /** The body without the mark of its end, and what follows it. */
    String torn() {
        int at = body.lastIndexOf(mark);
        if (at < 0) throw new AssertionError(name);
        return body.substring(0, at);
    }
}
