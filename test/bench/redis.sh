#!/usr/bin/env bash
# test/bench/redis.sh [SCENARIO...]   figures of servers with one Redis, beside nchan with Redis and beside memory
#
#   ROUNDS=3                   how often; in each round everything is measured once, one after the other
#   PEERS="ours ours-redis"    only these, of: ours ours-redis nchan nchan-redis
#
# Scenarios, all of them if none is named. Events are of 200 B; Redis is real, has been started for the one measurement,
# appends to a file and syncs that each second. All is on one machine and by loopback.
#   R1      50 events/s to 1,000 readers, one POST each: how late they are, and what they cost server and Redis;
#           and 100 events/s to one
#   R2      as many as it takes, one event a POST: by one publisher, and by 32
#   R3      the same, 50 events a POST: by one publisher, and by 4
#   scale   100 events/s to 600 readers at 1, 2 and 3 servers: what a delivery costs all of them together
#   mirror  what 50 and 1,000 events/s cost a server that nobody reads at
#   crowd   once, with ./sse.jar: an event a second to 10,000 readers at one server
#   kept    once, with ./sse.jar: the memory of 100,000 events at a server and at Redis, and how long a server that starts takes to get them
#
# The load comes from `sse.jar bench`, after 4 s to warm up, where a server was just started. CPU of Redis is what INFO says, all its threads, over the
# time of the load and of the warming up. Nothing else should use the machine; compare only within one run.
set -euo pipefail
cd -- "$(dirname -- "$0")/../.."
peers=${PEERS:-ours ours-redis nchan nchan-redis}
command="${ROUNDS:+ROUNDS=$ROUNDS }${PEERS:+PEERS=\"$PEERS\" }test/bench/redis.sh $*"
[ $# -gt 0 ] || set -- R1 R2 R3 scale mirror crowd kept
ROUNDS=${ROUNDS:-3}
# shellcheck source=test/bench/peers/peers.sh
. test/bench/peers/peers.sh
for program in redis-server redis-cli curl; do
    command -v "$program" >/dev/null || { echo "redis.sh: needs $program" >&2 && exit 1; }
done
./build.sh build

# What Redis says of itself: info SECTION NAME.
info() { redis-cli -p "$redis_port" INFO "$1" | tr -d '\r' | sed -n "s/^$2://p"; }

# Milliseconds of CPU that Redis has used.
redis_cpu() { echo "$(info cpu used_cpu_user) $(info cpu used_cpu_sys)" | awk '{ print ($1 + $2) * 1000 }'; }

# number NAME...: the number in json at the end of this path of names.
number() {
    local rest=$json name
    for name in "$@"; do rest=${rest#*\"$name\":}; done
    echo "${rest%%[,\}]*}"
}

# micros FROM TO N: of these milliseconds, for each of N.
micros() { awk -v from="$1" -v to="$2" -v n="$3" 'BEGIN { print (n > 0 ? (to - from) * 1000 / n : 0) }'; }

# per_event FROM: a member that says what Redis has used for each event since then.
per_event() { echo "\"redis\":{\"cpuMicrosPerEvent\":$(micros "$1" "$(redis_cpu)" "$(number published accepted)")}"; }

# begin PEER: with a Redis of its own if it needs one.
begin() {
    case $1 in *-redis) start_redis || return 1 ;; esac
    start "$1"
}

# published SCENARIO PEER WORD...: under this load, and what Redis does for it.
published() {
    local scenario=$1 peer=$2 before=''
    shift 2
    case $peer in *-redis) before=$(redis_cpu) ;; esac
    pub "$@"
    record "$scenario" "$peer" "${before:+${json:+$(per_event "$before")}}"
}

# reached PORT NAME N: waits up to 10 s until this figure of a server of ours is so large.
reached() {
    for _ in $(seq 100); do
        [ "$(curl -s "http://127.0.0.1:$1/_/metrics" | sed -n "s/^$2 //p")" -lt "$3" ] || return 0
        sleep 0.1
    done
}

# One publisher through the first server; readers are spread evenly.
scale() { # SERVERS
    local n all='' ports=() readers=$((600 / $1)) before others=() events
    start_redis || return 0
    for n in $(seq "$1"); do
        start ours-redis || return 0
        all=${all:+$all,}$server
        ports+=("$port")
    done
    for n in $(seq 2 "$1"); do
        "$java" -jar sse.jar bench "http://127.0.0.1:${ports[n - 1]}/bench" -c "$readers" --ramp 0 -t 5m --json \
            >"$work/other$n.json" 2>>"$work/bench.log" &
        others+=($!)
        running+=($!)
        reached "${ports[n - 1]}" sse_streams_open "$readers"
    done
    port=${ports[0]} server=$all
    before=$(redis_cpu)
    pub -c "$readers" --rate 100/s -n 400
    record scale "$1" "\"all\":{\"cpuMicrosPerDelivery\":$(micros 0 "$(number server cpuMs)" \
        $((600 * $(number published measured))))},$(per_event "$before")"
    events=$(number published accepted)
    for n in $(seq 2 "$1"); do
        reached "${ports[n - 1]}" sse_sent_events_total $((events * readers))
        sleep 0.3
        kill "${others[n - 2]}"
        wait "${others[n - 2]}" || true
        json=$(cat "$work/other$n.json")
        json="{\"lost\":$((events * readers - $(number readers events)))}"
        record "scale at server $n of" "$1"
    done
    stop
}

# A server that nobody reads at, beside one that is published to.
mirror() {
    local first rate
    start_redis || return 0
    start ours-redis || return 0
    first=$port
    start ours-redis || return 0
    port=$first
    for rate in 1000 50; do
        pub -c 1 --rate "$rate/s" -n $((rate * 5))
        record "mirror$rate" ours-redis "\"mirror\":{\"cpuMicrosPerEvent\":$(
            micros 0 "$(number server cpuMs)" "$(number published measured)")}"
    done
    stop
}

# Bytes of a server's live objects, after a collection.
live() { "$java_home/bin/jcmd" "$server" GC.class_histogram | awk '$1 == "Total" { print $3 }'; }

resident() { awk '$1 == "VmRSS:" { print $2 * 1024 }' "/proc/$server/status"; }

# Sets cmd to how a peer is started on a free port as a program, which chooses the JVM's flags itself.
as_program() { # PEER
    free_port
    history=100000 describe "$1"
    cmd=(./sse.jar "${cmd[@]:3}")
}

crowd() {
    [ "$(ulimit -n)" -ge 10200 ] || { say "without crowd: at most $(ulimit -n) open files (ulimit -n)" && return; }
    start_redis || return 0
    as_program ours-redis
    run ours-redis "${cmd[@]}" || return 0
    pub -c 10000 --rate 1/s -n 8
    record crowd ours-redis
    stop
}

kept() { # PEER
    local at_first redis_first members
    case $1 in *-redis) start_redis || return 0 ;; esac
    as_program "$1"
    run "$1" "${cmd[@]}" || return 0
    pub -c 1 --rate max -n 10000 --batch 50 --warm 0
    at_first=$(live)
    case $1 in *-redis) redis_first=$(info memory used_memory) ;; esac
    pub -c 1 --rate max -n 90000 --batch 50 --warm 0
    members="{\"heapBytesPerEvent\":$((($(live) - at_first) / 90000)),\"rss\":$(resident)"
    if [ -n "${redis_first:-}" ]; then
        members="$members,\"redisBytesPerEvent\":$((($(info memory used_memory) - redis_first) / 90000))"
        as_program "$1"
        json=$("$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 $here/Startup.java "$port" "$stream" "$publish" "${cmd[@]}" 2>>"$work/bench.log") || true
        members="$members,\"fillMs\":$(number firstEventMs)"
    fi
    json="$members}"
    record kept "$1"
    stop
}

measure() { # SCENARIO
    local peer n
    say "round $round of $rounds, $1"
    case $1 in
        R1)
            for peer in $peers; do
                begin "$peer" || continue
                published R1 "$peer" -c 1000 --rate 50/s -n 250
                published R1-1 "$peer" -c 1 --rate 100/s -n 200 --warm 1s
                stop
            done
            ;;
        R2)
            for peer in $peers; do
                case $peer in *-redis) ;; *) continue ;; esac
                begin "$peer" || continue
                published R2-1 "$peer" -c 1 --rate max -t 2s
                published R2-32 "$peer" -c 1 --rate max -t 2s --publishers 32 --warm 1s
                stop
            done
            ;;
        R3)
            has ours-redis && begin ours-redis || return 0
            published R3-1 ours-redis -c 1 --rate max -t 3s --batch 50
            published R3-4 ours-redis -c 1 --rate max -t 3s --batch 50 --publishers 4 --warm 1s
            stop
            ;;
        scale) for n in 1 2 3; do scale $n; done ;;
        mirror) mirror ;;
        crowd) if [ "$round" = 1 ]; then crowd; fi ;;
        kept)
            for peer in ours ours-redis; do
                if [ "$round" = 1 ] && has $peer; then kept $peer; fi
            done
            ;;
        *) say "there is no scenario $1" && exit 2 ;;
    esac
}

prepare "$@"
for round in $(seq "$rounds"); do
    for s in "$@"; do measure "$s"; done
done
table "$command"
