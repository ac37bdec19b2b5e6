#!/usr/bin/env bash
# test/bench/soak.sh [SECONDS]   an hour of abuse in ten minutes, or in SECONDS (./build.sh soak)
set -euo pipefail
cd -- "$(dirname -- "$0")/../.."
# shellcheck source=src/META-INF/find-java.sh
. src/META-INF/find-java.sh
find_java javac jcmd || { echo "soak.sh: needs a JDK 21 or newer" >&2 && exit 1; }
classes=.build/soak
mkdir -p "$classes"
"$java_home/bin/javac" --release 21 -cp .build/classes -d "$classes" test/sse/load/Soak.java \
    test/sse/load/ServerProcess.java test/sse/load/ExactlyOnce.java test/sse/load/CutReader.java test/sse/load/Truth.java
exec "$java_home/bin/java" -cp "$classes:.build/classes" sse.load.Soak "$@"
