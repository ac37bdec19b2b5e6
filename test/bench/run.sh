#!/usr/bin/env bash
# test/bench/run.sh [SCENARIO...]   runs sse.jar beside its peers and prints a table (./build.sh bench)
#
#   ROUNDS=5            how often; in each round every peer is run once, one after the other
#   PEERS="ours nchan"  only these, of: ours before nchan undertow node better-sse
#   BEFORE=JAR          another sse.jar, such as that of the commit before: the peer `before`
#
# Scenarios, all of them if none is named. Events are of 200 B.
#   S1    50 events/s to 1,000 readers
#   S2c   500 events/s to 1,000 readers
#   S2a   as many as it takes, to 1,000 readers     S2b   the same to 100
#   S3    as many as it takes, to one reader        S3m   the same, 50 events a POST
#   S4    10,000 readers that hear heartbeats only
#   S5    a reader that comes back 10,000 events late
#   S6    from starting the process to the first event at a reader
#   wire  reading and writing the format, without a network
#   stall 500 events/s of 4 kB to 100 readers, beside 0, 3 and 40 that read nothing (sse.jar alone)
#
# The load comes from `sse.jar bench`. Where events are published, every peer is warmed up for 4 s at the rate
# that is measured (in S5 they are warm by what is published first): a JVM would else be measured while it
# compiles. Peers are fetched through npm and Maven into .cache/bench; nchan is used if nginx and its module
# are installed (Debian: nginx-light libnginx-mod-nchan). What cannot be had is said and left out. Nothing else
# should use the machine; compare only within one run.
set -euo pipefail
cd -- "$(dirname -- "$0")/../.."
# shellcheck source=src/META-INF/find-java.sh
. src/META-INF/find-java.sh
find_java javac || { echo "run.sh: needs a JDK 21 or newer" >&2 && exit 1; }
java=$java_home/bin/java
here=test/bench
cache=$PWD/.cache/bench
work=$PWD/.build/bench
results=$work/results.jsonl
rounds=${ROUNDS:-5}
peers=${PEERS:-ours nchan undertow node better-sse}
command="${ROUNDS:+ROUNDS=$ROUNDS }${PEERS:+PEERS=\"$PEERS\" }./build.sh bench $*"
[ $# -gt 0 ] || set -- S1 S2c S2a S2b S3 S3m S4 S5 S6 wire stall
mkdir -p "$cache" "$work"
export XDG_CACHE_HOME=$work/cache
: >"$results"
ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
server=

say() { echo "# $*" >&2; }

stop() {
    [ -n "$server" ] || return 0
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}
trap stop EXIT

# ── peers ──

has() { case " $peers " in *" $1 "*) return 0 ;; *) return 1 ;; esac }

without() {
    say "without $1: $2"
    peers=$(echo " $peers " | sed "s/ $1 / /")
}

prepare() {
    if has before && [ ! -x "${BEFORE:-}" ]; then without before "BEFORE names no sse.jar"; fi
    if has nchan; then
        nchan_module=$(find /usr/lib/nginx/modules /usr/share/nginx/modules -name ngx_nchan_module.so 2>/dev/null | head -n 1)
        if [ -z "$nchan_module" ] || ! command -v nginx >/dev/null; then
            without nchan "nginx with its nchan module is not installed"
        fi
    fi
    if has node || has better-sse; then
        command -v node >/dev/null || { without node "there is no node" && without better-sse "there is no node"; }
    fi
    if has better-sse && [ ! -e "$cache/node/node_modules/better-sse" ]; then
        mkdir -p "$cache/node"
        npm install --silent --no-audit --no-fund --prefix "$cache/node" better-sse@0.16.1 eventsource-parser@4.1.3 >"$cache/npm.log" 2>&1 ||
            without better-sse "npm could not fetch it; $cache/npm.log says why"
    fi
    if has undertow || want wire "$@"; then
        fetch_jars || without "undertow, okhttp-sse and okhttp-eventsource" "Maven could not fetch them; $cache/mvn.log says why"
        [ -e "$cache/lib/done" ] || peers=$(echo " $peers " | sed "s/ undertow / /")
    fi
    if has undertow; then
        mkdir -p "$work/classes"
        "$java_home/bin/javac" -nowarn -cp "$cache/lib/*" -d "$work/classes" $here/peers/UndertowPeer.java
    fi
}

want() {
    local name=$1
    shift
    for s in "$@"; do [ "$s" != "$name" ] || return 0; done
    return 1
}

fetch_jars() {
    [ ! -e "$cache/lib/done" ] || return 0
    command -v mvn >/dev/null || { echo "there is no mvn" >"$cache/mvn.log" && return 1; }
    mkdir -p "$cache/lib"
    cat >"$cache/pom.xml" <<'END'
<project><modelVersion>4.0.0</modelVersion><groupId>bench</groupId><artifactId>peers</artifactId><version>0</version>
<dependencies>
<dependency><groupId>io.undertow</groupId><artifactId>undertow-core</artifactId><version>2.3.18.Final</version></dependency>
<dependency><groupId>com.squareup.okhttp3</groupId><artifactId>okhttp-sse</artifactId><version>4.12.0</version></dependency>
<dependency><groupId>com.launchdarkly</groupId><artifactId>okhttp-eventsource</artifactId><version>4.1.1</version></dependency>
</dependencies></project>
END
    JAVA_HOME=$java_home mvn -q -B -f "$cache/pom.xml" dependency:copy-dependencies "-DoutputDirectory=$cache/lib" >"$cache/mvn.log" 2>&1 &&
        touch "$cache/lib/done"
}

# Sets cmd to how a peer is started on $port, and stream and publish to its paths.
describe() {
    stream=/stream publish=/publish
    case $1 in
        ours) cmd=("$java" -jar sse.jar serve -p "$port" -o none --history 70000) stream=/bench publish=/bench ;;
        ours.sh) cmd=(./sse.jar serve -p "$port" -o none) stream=/bench publish=/bench ;;
        before) cmd=("$java" -jar "$BEFORE" serve -p "$port" -o none --history 70000) stream=/bench publish=/bench ;;
        before.sh) cmd=("$BEFORE" serve -p "$port" -o none) stream=/bench publish=/bench ;;
        undertow) cmd=("$java" -cp "$work/classes:$cache/lib/*" UndertowPeer "$port") ;;
        node) cmd=(node "$here/peers/plain.mjs" "$port") ;;
        better-sse) cmd=(env "NODE_PATH=$cache/node/node_modules" node "$here/peers/better-sse.mjs" "$port") ;;
        nchan)
            sed "s|@MODULE@|$nchan_module|; s|@PORT@|$port|; s|@DIR@|$work/nginx|g; s|@BUFFER@|${nchan_buffer:-100}|" \
                $here/peers/nginx.conf >"$work/nginx.conf"
            mkdir -p "$work/nginx"
            cmd=(nginx -e "$work/nginx/error.log" -c "$work/nginx.conf")
            [ "$(id -u)" != 0 ] || cmd+=(-g "user root;")
            ;;
        *) say "there is no peer $1" && exit 2 ;;
    esac
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

free_port() {
    port=$((20000 + RANDOM % 10000))
    while listens; do port=$((port + 1)); done
}

start() {
    free_port
    describe "$1"
    "${cmd[@]}" >"$work/$1.log" 2>&1 &
    server=$!
    for _ in $(seq 200); do
        listens && sleep 0.3 && return
        kill -0 "$server" 2>/dev/null || break
        sleep 0.05
    done
    say "$1 does not listen; $work/$1.log says why"
    stop
    return 1
}

# ── scenarios ──

# load WORD...: runs the load on the server that is up; sets json.
load() {
    json=$("$java" -jar sse.jar bench "http://127.0.0.1:$port$stream" --pid "$server" --json "$@" 2>>"$work/bench.log") || true
}

pub() { load --publish "http://127.0.0.1:$port$publish" --ramp 0 --warm 4s "$@"; }

record() {
    [ -n "$json" ] || { say "no result of $2 in $1; see $work/bench.log" && return; }
    echo "{\"scenario\":\"$1\",\"peer\":\"$2\",\"round\":$round,\"result\":$json}" >>"$results"
}

scenario() {
    case $1 in
        S1) pub -c 1000 --rate 50/s -n 300 ;;
        S2c) pub -c 1000 --rate 500/s -n 1000 ;;
        S2a) pub -c 1000 --rate max -t 4s ;;
        S2b) pub -c 100 --rate max -t 3s ;;
        S3) pub -c 1 --rate max -t 3s ;;
        S3m) pub -c 1 --rate max -t 3s --batch 50 ;;
        S4) load -c 10000 --ramp 0 -t 31s ;;
        stall0 | stall3 | stall40) pub -c 100 --slow "${1#stall}" --slow-rate 0 --rate 500/s -n 6000 --size 4000 ;;
    esac
}

run_server() { # SCENARIO PEER
    case $1,$2 in S3m,ours | S3m,before) ;; S3m,*) return ;; esac
    start "$2" || return 0
    scenario "$1"
    record "$1" "$2"
    stop
}

run_s5() { # PEER
    case $1 in ours | before | nchan) ;; *) return 0 ;; esac
    nchan_buffer=20000
    start "$1" || return 0
    nchan_buffer=
    pub -c 1 --rate max -n 10001 --warm 0
    local first
    first=$(echo "$json" | sed -n 's/.*"firstId":"\([^"]*\)".*/\1/p')
    # One after the other; the median is of readers that came when both sides were warm.
    load -c 20 --ramp 10s --last-id "$first" -n 10000
    record S5 "$1"
    stop
}

run_s6() { # PEER
    free_port
    describe "$1"
    json=$("$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 $here/Startup.java "$port" "$stream" "$publish" "${cmd[@]}" 2>>"$work/bench.log") || true
    record S6 "$1"
}

run_wire() {
    [ -e "$work/tokens.sse" ] || "$java" $here/WireFiles.java "$work"
    local classes="$work/wire" peer_files=() class
    [ ! -e "$cache/lib/done" ] || peer_files=("$here/WirePeers.java")
    mkdir -p "$classes"
    "$java_home/bin/javac" -nowarn -cp ".build/classes:$cache/lib/*" -d "$classes" $here/Wire.java "${peer_files[@]}"
    for class in Wire ${peer_files:+WirePeers}; do
        "$java" -cp "$classes:.build/classes:$cache/lib/*" "$class" "$work/tokens.sse" "$work/multi.sse" 2>>"$work/bench.log" | wire_records
    done
    if has better-sse; then
        NODE_PATH=$cache/node/node_modules node $here/wire.mjs "$work/tokens.sse" "$work/multi.sse" | wire_records
    fi
}

# Lines `scenario peer MB/s` become records.
wire_records() {
    while read -r name peer rate; do
        json="{\"mbPerSecond\":$rate}"
        record "$name" "$peer"
    done
}

run() { # SCENARIO
    local peer
    say "round $round of $rounds, $1"
    case $1 in
        wire) run_wire ;;
        S4)
            if [ "$(ulimit -n)" -lt 10200 ]; then
                say "without S4: at most $(ulimit -n) open files (ulimit -n)"
            else
                for peer in $peers; do run_server S4 "$peer"; done
                if has ours; then run_server S4 ours.sh; fi
                if has before; then run_server S4 before.sh; fi
            fi
            ;;
        S5) for peer in $peers; do run_s5 "$peer"; done ;;
        S6)
            for peer in $peers; do run_s6 "$peer"; done
            if has ours; then run_s6 ours.sh; fi
            if has before; then run_s6 before.sh; fi
            ;;
        stall)
            if has ours; then
                for n in 0 3 40; do
                    run_server "stall$n" ours
                    if has before; then run_server "stall$n" before; fi
                done
            fi
            ;;
        S1 | S2a | S2b | S2c | S3 | S3m) for peer in $peers; do run_server "$1" "$peer"; done ;;
        *) say "there is no scenario $1" && exit 2 ;;
    esac
}

prepare "$@"
round=0
if has ours && want S6 "$@"; then
    if has before; then run_s6 before.sh; fi
    run_s6 ours.sh # not counted: from this start comes the cache of the next ones
    for _ in $(seq 100); do [ -z "$(find "$XDG_CACHE_HOME" -name '*.new')" ] || sleep 0.1; done
    : >"$results"
fi
for round in $(seq "$rounds"); do
    for s in "$@"; do run "$s"; done
done

machine="$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo 2>/dev/null | head -n 1), $(uname -sr)"
commit=$(git rev-parse --short HEAD 2>/dev/null || echo none)
[ -z "$(git status --porcelain 2>/dev/null)" ] || commit="$commit with changes"
"$java" $here/Table.java "$results" "$(date -u +%Y-%m-%d), commit $commit, $machine, Java $java_version" "$command" | tee "$work/table.md"
