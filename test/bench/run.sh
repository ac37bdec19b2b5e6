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
peers=${PEERS:-ours nchan undertow node better-sse}
command="${ROUNDS:+ROUNDS=$ROUNDS }${PEERS:+PEERS=\"$PEERS\" }./build.sh bench $*"
[ $# -gt 0 ] || set -- S1 S2c S2a S2b S3 S3m S4 S5 S6 wire stall
# shellcheck source=test/bench/peers/peers.sh
. test/bench/peers/peers.sh

# ── scenarios ──

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

measure() { # SCENARIO
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
    for s in "$@"; do measure "$s"; done
done

table "$command"
