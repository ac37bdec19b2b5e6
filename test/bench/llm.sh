#!/bin/sh
# Asks /demo/llm with two client libraries, openai and @anthropic-ai/sdk: test/bench/llm.sh. Needs node and npm, which
# gets them; says so and does nothing where they cannot be had.
set -eu
cd -- "$(dirname -- "$0")/../.."
for program in node npm; do
    command -v "$program" >/dev/null || { echo "llm.sh: no $program here" >&2 && exit 0; }
done
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$folder"' EXIT
(cd "$folder" && npm install --silent --no-audit --no-fund openai @anthropic-ai/sdk) ||
    { echo "llm.sh: npm cannot get the libraries" >&2 && exit 0; }
./build.sh
./sse.jar serve -p 0 >"$folder/said" &
server=$!
until url=$(sed -n 's/^SSE server on \(http[^ ]*[0-9]\).*/\1/p' "$folder/said") && [ -n "$url" ]; do
    kill -0 "$server"
    sleep 0.1
done
script=$PWD/test/bench/llm.mjs
cd "$folder" && node "$script" "$url"
