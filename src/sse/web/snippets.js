// The programs of the Code tab: text in, text out. Every one is whole, and says what it does not do.
// test/sse/page/SnippetsTest.java runs them all.

/** In a shell: as it stands, in quotes, or in bash's $'...' where something in it cannot be seen. */
export function shell(text) {
  if (/^[\w.\/:,~=+@%-]+$/.test(text)) return text;
  if (!/[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]/.test(text)) return "'" + text.replaceAll("'", "'\\''") + "'";
  return "$'" + text.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\\']/g, c =>
    c === "\n" ? "\\n" : c === "\r" ? "\\r" : c === "\t" ? "\\t" : c === "\\" || c === "'" ? "\\" + c
    : "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0")) + "'";
}

/** Bytes as a printf that writes exactly these, in every POSIX shell. */
export function printf(bytes) {
  const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text;
  try {
    text = utf8.decode(bytes);
  } catch (notUtf8) {
    text = null;
  }
  const octal = byte => "\\" + byte.toString(8).padStart(3, "0");
  const known = { "\n": "\\n", "\r": "\\r", "\\": "\\\\", "%": "%%", "'": "'\\''" };
  const one = c => known[c]
    ?? (/[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/.test(c)
      ? Array.from(new TextEncoder().encode(c), octal).join("") : c);
  const shown = text === null
    ? Array.from(bytes, byte => byte < 0x80 ? one(String.fromCharCode(byte)) : octal(byte)).join("")
    : Array.from(text, one).join("");
  return "printf '" + shown.replace(/^-/, "\\055") + "'";
}

// A string of JSON is a string of JavaScript, Java and Python as well; a quote ends it, and it has no line break.
const quoted = text => JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029\ufeff]/g, c =>
  "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));

// What browsers and curl let pass in a URL, and java.net.URI does not.
const strict = url => url.replace(/["<>\\^`{|}]/g, encodeURIComponent);

/** Whether every language can send it as the value of a header. */
const visible = text => /^[!-~]([ -~]*[!-~])?$/.test(text);

/**
 * Programs that read a stream: { url, lastId, types }, where types are the names of events it has sent.
 * The sentences of what each does not do come from outside: they are in the reader's language.
 */
export const receive = {
  curl: ({ url, lastId }, not) => {
    const globbed = /[{[]/.test(url) ? "g" : ""; // which curl would take for a pattern
    const id = lastId ? `-H ${shell("Last-Event-ID: " + lastId)} ` : "";
    return `# ${not}
curl -N${globbed} -H 'Accept: text/event-stream' ${id}${shell(url)}
`;
  },

  eventsource: ({ url, types }, not) => `// ${not}
const source = new EventSource(${quoted(url)});

source.onopen = () => console.log("open");
source.onmessage = e => console.log("message", e.lastEventId, e.data);  // events with a name do NOT come here
${types.filter(type => type !== "message" && type !== "error" && type !== "open").map(type =>
`source.addEventListener(${quoted(type)}, e => console.log(${quoted(type)}, e.lastEventId, e.data));
`).join("")}source.onerror = () => console.log(source.readyState === 2 ? "closed for good" : "will come back");
`,

  fetch: ({ url, lastId }, not) => `// ${not}
const response = await fetch(${quoted(url)}, {
  headers: { Accept: "text/event-stream"${visible(lastId) ? `, "Last-Event-ID": ${quoted(lastId)}` : ""} },
});
if (response.status !== 200) throw new Error("status " + response.status);

const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();  // one decoder for all reads
let rest = "", afterCr = false, type = "", data = [];
for (let read; !(read = await reader.read()).done; ) {         // a read is not an event, and not a line
  const text = afterCr ? read.value.replace(/^\\n/, "") : read.value;
  afterCr = text.endsWith("\\r");                               // its LF may come with the next read
  const lines = (rest + text).split(/\\r\\n|\\r|\\n/);
  rest = lines.pop();
  for (const line of lines) {
    if (line === "") {
      if (data.length) onEvent(type || "message", data.join("\\n"));
      type = "";
      data = [];
      continue;
    }
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "data") data.push(value);
    if (name === "event") type = value;
  }
}

function onEvent(type, data) {
  console.log(type, data);
}
`,

  java: ({ url, lastId }, not) => `// ${not}
// java Receive.java
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

class Receive {
    public static void main(String[] args) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(${quoted(strict(url))}))
                .header("Accept", "text/event-stream")${visible(lastId) ? `
                .header("Last-Event-ID", ${quoted(lastId)})` : ""}
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofLines()); // LF, CR and CR LF end a line
        if (response.statusCode() != 200) throw new Exception("status " + response.statusCode());

        String type = "";
        List<String> data = new ArrayList<>();
        for (Iterator<String> lines = response.body().iterator(); lines.hasNext(); ) {
            String line = lines.next();
            if (line.isEmpty()) {
                if (!data.isEmpty()) onEvent(type.isEmpty() ? "message" : type, String.join("\\n", data));
                type = "";
                data.clear();
                continue;
            }
            int colon = line.indexOf(':');
            String name = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            if (value.startsWith(" ")) value = value.substring(1);
            if (name.equals("data")) data.add(value);
            if (name.equals("event")) type = value;
        }
    }

    static void onEvent(String type, String data) {
        System.out.println(type + " " + data);
    }
}
`,

  python: ({ url, lastId }, not) => `# ${not}
import io
import urllib.request

def on_event(type, data):
    print(type, data, flush=True)

request = urllib.request.Request(${quoted(url)}, headers={
    "Accept": "text/event-stream",${visible(lastId) ? `
    "Last-Event-ID": ${quoted(lastId)},` : ""}
})
with urllib.request.urlopen(request) as response:
    type, data = "", []
    # LF, CR and CR LF end a line, and nothing else: never str.splitlines(), which also cuts at U+2028
    for line in io.TextIOWrapper(response, "utf-8-sig", "replace"):
        line = line.rstrip("\\n")
        if line == "":
            if data:
                on_event(type or "message", "\\n".join(data))
            type, data = "", []
            continue
        name, _, value = line.partition(":")
        value = value[1:] if value.startswith(" ") else value
        if name == "data":
            data.append(value)
        if name == "event":
            type = value
`,
};

/**
 * Programs that publish an event: { url, type, id, retry, data }, where null is a field that is left out. Headers
 * carry what can be seen and has no space at its edges; anything else goes as a line of JSON.
 */
export const send = {
  curl: (event, not) => {
    const { headers, body } = request(event);
    const type = headers["Content-Type"];
    // curl calls what it sends a form, and a text with data= in it may be one
    const needed = type === NDJSON || /(^|&)data=/.test(body);
    const lines = Object.entries(headers).filter(([name]) => name !== "Content-Type" || needed)
      .map(([name, value]) => `-H ${shell(name + ": " + value)} `);
    return `# ${not}
curl ${lines.join("")}--data-raw ${shell(body)} ${shell(event.url)}
`;
  },

  fetch: (event, not) => {
    const { headers, body } = request(event);
    return `// ${not}
const response = await fetch(${quoted(event.url)}, {
  method: "POST",
  headers: {${Object.entries(headers).map(([name, value]) => ` ${quoted(name)}: ${quoted(value)}`).join(",")} },
  body: ${quoted(body)},
});
console.log(response.status, await response.text());
`;
  },

  java: (event, not) => {
    const { headers, body } = request(event);
    return `// ${not}
// java Send.java
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

class Send {
    public static void main(String[] args) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(${quoted(strict(event.url))}))
${Object.entries(headers).map(([name, value]) => `                .header(${quoted(name)}, ${quoted(value)})
`).join("")}                .POST(BodyPublishers.ofString(${quoted(body)}))
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        System.out.println(response.statusCode() + " " + response.body());
    }
}
`;
  },

  python: (event, not) => {
    const { headers, body } = request(event);
    return `# ${not}
import urllib.request

request = urllib.request.Request(${quoted(event.url)}, method="POST", headers={
${Object.entries(headers).map(([name, value]) => `    ${quoted(name)}: ${quoted(value)},
`).join("")}}, data=${quoted(body)}.encode())
with urllib.request.urlopen(request) as response:
    print(response.status, response.read().decode())
`;
  },
};

const NDJSON = "application/x-ndjson";

function request({ type, id, retry, data }) {
  const fields = { type, id, retry };
  for (const name in fields) if (fields[name] === null || fields[name] === "") delete fields[name];
  if (!Object.values(fields).every(visible)) {
    return { headers: { "Content-Type": NDJSON }, body: JSON.stringify({ ...fields, data }) };
  }
  const headers = { "Content-Type": "text/plain; charset=utf-8" };
  if (fields.type) headers["X-Event"] = fields.type;
  if (fields.id) headers["X-Id"] = fields.id;
  if (fields.retry) headers["X-Retry"] = fields.retry;
  return { headers, body: data };
}
