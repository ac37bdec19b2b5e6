#!/usr/bin/env bash
# test/bench/cluster.sh [EVENTS [READERS [CUTS]]]   three servers on one Redis, behind nginx, on loopback
#
# Publishers send EVENTS (10000) of 20 topics through nginx; READERS (300) follow all of them, are cut CUTS (100) times
# each and come back at another server. First in peace; then servers are killed and started, and Redis, which appends to
# a file, is stopped for 5 s. Nothing may be lost, come twice or out of order, nor a reader be told of a gap.
set -euo pipefail
cd -- "$(dirname -- "$0")/../.."
# shellcheck source=src/META-INF/find-java.sh
. src/META-INF/find-java.sh
find_java javac || { echo "cluster.sh: needs a JDK 21 or newer" >&2 && exit 1; }
PATH=$PATH:/usr/sbin
for program in redis-server nginx; do
    command -v "$program" >/dev/null || { echo "cluster.sh: needs $program" >&2 && exit 1; }
done
./build.sh build
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for how in calm chaos; do
    echo "$how:"
    mkdir "$work/$how"
    chmod 755 "$work" "$work/$how"
    "$java_home/bin/java" test/bench/Cluster.java "$work/$how" "$PWD/sse.jar" \
        "${1:-10000}" "${2:-300}" "${3:-100}" "$how"
done
