// What sse explain and sse lint say of bytes. The server is asked, so that there is one set of rules and of words.

async function ask(path, bytes) {
  const response = await fetch("/_/lab/" + path, {
    method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: bytes,
  });
  if (!response.ok) throw new Error((await response.text()).trim() || String(response.status));
  return response;
}

/**
 * What each line of a stream did: { heads, lines, findings, summary }, as sse explain --json prints them; in front of
 * the stream there may be a head, as curl -i and curl -v show it.
 */
export async function explain(bytes) {
  const rows = (await (await ask("explain", bytes)).text()).trimEnd().split("\n").map(row => JSON.parse(row));
  const of = kind => rows.filter(row => row.kind === kind);
  return { heads: of("head"), lines: of("line"), findings: of("finding"), summary: of("summary")[0] };
}

/** The stream with what a machine can mend mended, as sse lint --fix prints it. */
export async function mend(bytes) {
  return new Uint8Array(await (await ask("fix", bytes)).arrayBuffer());
}

let table = null;

/** The table of findings: code -> { name, severity, says, why, fix, basis }. */
export async function rules() {
  table ??= fetch("/_/lab/rules").then(response => response.json()).then(all => all.rules);
  const all = await table.catch(gone => { table = null; throw gone; });
  return new Map(all.map(rule => [rule.code, rule]));
}
