/**
 * Events and the wire; and, as this is the package on which all others stand, the plan of the house.
 *
 * <p>Server-sent events are lines of text in an HTTP response that does not end. This program reads
 * them, writes them, serves them, explains them, and keeps them on tapes that can be played again. It is one jar and
 * needs no package but the JDK.
 *
 * <p>How it works is in four packages, an afternoon's reading, in this order: {@code sse} ({@link sse.Event}; then
 * {@link sse.EventReader}, which follows the standard in its own order and words; then {@link sse.Encoder}, which is
 * the way back), {@code sse.hub}, {@code sse.courier} and {@code sse.server}. The rest is commands around it.
 *
 * <h2>How an event travels</h2>
 *
 * <pre>{@code
 * bytes in                                                     bytes out
 * ────────                                                     ─────────
 * socket ─► LineReader ─► EventReader ─► Event ─────────────► Encoder ─► byte[] ─► socket
 *              │  │                        ▲                     │         (one immutable array,
 *              │  └─► Explain  what each   │ publish             │          shared by every reader)
 *              │              line did     │                     ▼
 *              └────► Lint     findings    └──────────────── Hub ─ Topic = a log (ring of encoded events)
 *                                                                │
 *                                          Subscription = a CURSOR into topics, not a queue
 *                                                                │
 *                                          Courier      = a platform thread that walks the open streams
 *                                                         and writes each what its cursor has not seen
 *                                          HeldResponse = one open HTTP response, held and ended by its
 *                                                         handler's virtual thread
 * }</pre>
 *
 * <h2>Three ideas carry it</h2>
 *
 * <ol>
 * <li><b>One reader of bytes, three consumers.</b> The client, {@code explain} and {@code lint} share
 *     {@code LineReader} and the field rules, so they cannot disagree about the format. One
 *     {@code Encoder} writes every byte of an event that leaves.
 * <li><b>A topic is a log, a subscription is a cursor.</b> An event is encoded once, and readers at the
 *     same place share the same arrays. {@code Last-Event-ID} only chooses where the cursor starts, so
 *     replay and live are one path: no hole, no double. A reader that falls off the end of the log is
 *     ended and comes back with its {@code Last-Event-ID}; what it lost is told with a {@code gap}
 *     event. Memory is bounded by the log, not by the readers.
 * <li><b>A virtual thread holds the response, a courier carries the bytes.</b> The handler's virtual
 *     thread opens the exchange, subscribes, parks until the stream ends, and ends it. In between, a
 *     few couriers, platform threads, one a core, walk the open streams; every stream at the same place
 *     in the log is sent the same batch with one write and one flush. A slow reader that holds a
 *     courier up keeps it to itself: a new courier takes over the others at once, and the stuck one is
 *     interrupted at the write deadline. A publisher too far ahead of the couriers waits a little; a
 *     slow reader alone never makes it wait.
 * </ol>
 *
 * <p>Ids that the hub gives are {@code <boot>-<seq>}: one sequence for the whole hub, so that a single
 * {@code Last-Event-ID} resumes a stream of several topics; {@code boot} changes at every start, so
 * that an id from before a restart is recognised and answered with {@code gap} instead of silence. Where a log outside
 * gives the order to several hubs, ids are its places, {@code <milliseconds>-<n>}, and outlive each of them.
 *
 * <h2>Packages, and who may import whom</h2>
 *
 * <pre>{@code
 * sse.cli           Main, Cli, a file per command             → everything
 *  ├── sse.tail       following streams in a terminal  → ask tape client explain lint llm head term text sse
 *  ├── sse.doctor     who holds events on their way           → ask client lint head term text sse
 *  ├── sse.inspect    what explain and lint read, and print    → ask tape client explain lint feed head term text sse
 *  ├── sse.exec       programs that print, as streams          → server http hub head term text sse
 *  ├── sse.load       load test, histogram, report             → client head text sse
 *  ├── sse.proxy      a server seen, taped, broken → tape explain lint broken fault client head term text sse
 *  ├── sse.replay     tapes made to happen again               → tape broken fault head text sse
 *  ├── sse.lab        what the page sees of its streams     → demo explain lint server broken fault http head text sse
 *  ├── sse.shell      completions, the manual page             → term text
 *  ├── sse.folder     files of the user's, and their changes   → server http hub head term text sse
 *  ├── sse.redis      one Redis stream as the log of several servers → ask hub term text sse
 *  ├── sse.demo       demo streams, one file each              → server broken fault http hub head text sse
 *  ├── sse.corpus     hard streams, and who read them right    → server http head text sse
 *  ├── sse.server     EventStream, SseServer, topics over HTTP → http courier hub head text sse, jdk.httpserver
 *  │    ├── sse.http     a request and its answer              → courier head text sse, jdk.httpserver
 *  │    └── sse.courier   who writes to which stream, and when → hub sse
 *  │         └── sse.hub  topic = log, subscription = cursor   → sse
 *  ├── sse.broken     answers that go wrong on their way       → fault http head text sse, jdk.httpserver
 *  │    └── sse.fault bytes made wrong on purpose, and time    → head text sse
 *  ├── sse.explain    what each line of a stream did           → lint head text sse
 *  │    └── sse.lint  findings with codes, and their rules    → head text sse
 *  ├── sse.tape       streams kept with their times           → client head term text sse
 *  ├── sse.ask        how streams are asked for, as in curl    → client head term text sse
 *  ├── sse.tls        keys and certificates of a server        → term text sse
 *  ├── sse.client     EventSource, Fetch, Publisher            → head text sse
 *  ├── sse.llm        what language models say over their APIs → text sse
 *  ├── sse.feed       lines, NDJSON, files that grow to events → text sse
 *  ├── sse.term       console, arguments, exit codes, signals  → text
 *  ├── sse.head       the head of an HTTP message              → text sse
 *  ├── sse.text       JSON, harmless text, figures, units      → sse
 *  └── sse            Event and the wire                       → java.base; no network, no threads
 * src/sse/web         the page                                 resources, imported by nobody
 * }</pre>
 *
 * <p>Arrows point down only; a test reads this drawing and the import lines, and fails on any other. In a package two
 * files that need each other say why. The module exports the parts worth embedding: {@code sse}, {@code sse.hub},
 * {@code sse.head}, {@code sse.http}, {@code sse.server}, {@code sse.client}, {@code sse.lint} and {@code sse.explain}.
 * A package appears when its first class does, and its package-info says its one job, where to begin, and its threads.
 *
 * <h2>Where is ...?</h2>
 *
 * <ul>
 * <li>an event made into bytes: {@code sse.Encoder}; read: {@code sse.EventReader}, by lines: {@code sse.LineReader}
 * <li>a {@code Last-Event-ID} looked up: {@code sse.hub.Cursors}; a topic's history: {@code sse.hub.Topic};
 *     topics made and forgotten: {@code sse.hub.Catalogue}; the lock on all of them: {@code sse.hub.Logs}; the order
 *     given by a log outside: {@code sse.hub.Journal}, whose events {@code sse.hub.FromJournal} takes in
 * <li>several servers with one log: {@code sse.redis.RedisJournal}; what Redis answers: {@code sse.redis.ReplyReader}
 * <li>a slow reader set apart: {@code sse.courier.Courier.takeOver}; how long a write may take before that:
 *     {@code sse.courier.Vigil}
 * <li>a heartbeat due: {@code sse.server.Heartbeat}; asked for it by {@code sse.courier.Ticker}, sent by the courier
 * <li>a stream opened and ended: {@code sse.server.Streams}; who may ask: {@code sse.server.Guard}
 * <li>a form of an event, such as {@code /json}, made once for all: {@code sse.hub.Forms}; what is kept counted:
 *     {@code sse.hub.Kept}
 * <li>a reader that left seen without writing to it: {@code sse.courier.Sockets}; large writes bounded together:
 *     {@code sse.courier.Unsent}; a crowd that catches up: {@code sse.courier.Crowd}
 * <li>a page of another origin let in or kept out: {@code sse.server.Guard}; what browsers make of a head:
 *     {@code sse.head.BrowserRules}
 * <li>a certificate read or made: {@code sse.tls.Identity}; clients kept from blocking the JDK's server over TLS:
 *     {@code sse.http.TlsEngine}
 * <li>a stream broken on purpose: {@code sse.fault.Breaker}; its notation: {@code sse.fault.Spec}; how its bytes get to
 *     the socket: {@code sse.broken.Pump}; requests led there: {@code sse.http.Detour}
 * <li>the page put together: {@code src/sse/web/lab.js}; its parser: {@code parse.js}; its files served:
 *     {@code sse.server.Site}
 * <li>what is on the wire shown to the page: {@code sse.lab.Watched}; bytes explained to it: {@code sse.lab.Judging};
 *     hard streams: {@code sse.corpus}'s cases.txt
 * <li>a stream kept with its times: {@code sse.tape.Recorder}; what may not stand on a tape: {@code sse.tape.Redacted};
 *     made to happen again: {@code sse.replay.Timeline}, for whoever comes back: {@code sse.replay.Choice}
 * <li>a request asked of an upstream, and its answer passed on: {@code sse.proxy.Passage}; what may not go through:
 *     {@code sse.proxy.OnwardRequest}
 * <li>a redirect followed: {@code sse.client.Redirects}; a body taken out of its chunks: {@code sse.client.BodyDecoder}
 * <li>a proxy, a CDN or a framework on the way known by its head, and the setting that ends its buffering:
 *     {@code sse.doctor}'s hops.txt
 * <li>what is said where nothing arrives: {@code sse.ask.Waiting} of a head, {@code sse.tail.Silence} of events; how
 *     far an attempt has come: {@code sse.client.Stage}; asked again without a head: {@code sse.ask.PlainerAsk}
 * <li>an API of a language model known: {@code sse.llm.Shapes}; printed: {@code sse.tail.LlmOutput}
 * <li>a condition such as that of {@code --where} parsed and judged: {@code sse.tail.Condition}
 * <li>a finding judged: the {@code Checks} of {@code sse.lint}; its text: the {@code Rules} beside them; judged for the
 *     summary of tail: {@code sse.tail.Judgement}
 * <li>text made harmless for a terminal: {@code sse.text.Harmless}, {@code sse.text.Markers}; escaped for JSON: the
 *     former for {@code sse.text.JsonWriter}
 * <li>an event as a JSON object, written and read: {@code sse.text.EventJson}
 * <li>a code that phones read: {@code sse.text.QrCode}; the addresses it is made of: {@code sse.text.HostName}
 * <li>words and names of files in every locale: {@code sse.term.CommandLine}, {@code sse.term.NamedFile}
 * <li>what a program prints made into events: {@code sse.exec.Printed}; ended: {@code sse.exec.Program}; a request made
 *     into its environment: {@code sse.exec.ForEach}; a path that is a file, and one that must not be:
 *     {@code sse.folder.Folder}
 * <li>a command's words: {@code sse.term.Args}; its help: the command's own file in {@code sse.cli};
 *     a shell's completions and the manual page, which are made of both: {@code sse.shell}
 * </ul>
 *
 * <h2>Rules of the house</h2>
 *
 * <ul>
 * <li>Illegal values cannot be built: an {@code Event} that exists can travel. The reader knows no HTTP.
 * <li>The command line is a function of its words and its streams; only {@code Main} ends the process.
 * <li>Everything is bounded, and each bound has a name, a default and a consequence that is documented.
 * <li>Time comes from outside, and no test sleeps to wait for something. Two values of {@code nanoTime} are subtracted,
 *     never compared.
 * <li>A thread that the house lives on survives an Error: it is told, and one round is lost.
 * <li>The same bytes, every cut: how a network slices a stream never changes what it says.
 * <li>Bytes from a stream never control a terminal or a page.
 * <li>Starting is a feature: nothing slow to load stands between the command and its first event.
 * </ul>
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML Standard, 9.2 Server-sent
 * events</a>
 */
package sse;
