# What run.sh and redis.sh have in common: how the peers are got, started and stopped, the load, and the table.
# Whoever reads this in stands at the root of the project, and has said in `peers` who is to be measured.
# shellcheck source=src/META-INF/find-java.sh
. src/META-INF/find-java.sh
find_java javac jcmd || { echo "${0##*/}: needs a JDK 21 or newer" >&2 && exit 1; }
java=$java_home/bin/java
here=test/bench
cache=$PWD/.cache/bench
work=$PWD/.build/bench
results=$work/results.jsonl
mkdir -p "$cache" "$work"
export XDG_CACHE_HOME=$work/cache
: >"$results"
ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
PATH=$PATH:/usr/sbin
rounds=${ROUNDS:-5}
server= # the one that was started last
running=()

say() { echo "# $*" >&2; }

# Ends all that was started.
stop() {
    [ ${#running[@]} = 0 ] || kill "${running[@]}" 2>/dev/null || true
    [ ${#running[@]} = 0 ] || wait "${running[@]}" 2>/dev/null || true
    running=() server=
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
    if has nchan || has nchan-redis; then
        nchan_module=$(find /usr/lib/nginx/modules /usr/share/nginx/modules -name ngx_nchan_module.so 2>/dev/null | head -n 1)
        if [ -z "$nchan_module" ] || ! command -v nginx >/dev/null; then
            without nchan "nginx with its nchan module is not installed" && without nchan-redis "the same"
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
        ours) cmd=("$java" -jar sse.jar serve -p "$port" -o none --history "${history:-70000}") stream=/bench publish=/bench ;;
        ours-redis)
            cmd=("$java" -jar sse.jar serve -p "$port" -o none --history "${history:-70000}" --redis "redis://127.0.0.1:$redis_port")
            stream=/bench publish=/bench
            ;;
        ours.sh) cmd=(./sse.jar serve -p "$port" -o none) stream=/bench publish=/bench ;;
        before) cmd=("$java" -jar "$BEFORE" serve -p "$port" -o none --history 70000) stream=/bench publish=/bench ;;
        before.sh) cmd=("$BEFORE" serve -p "$port" -o none) stream=/bench publish=/bench ;;
        undertow) cmd=("$java" -cp "$work/classes:$cache/lib/*" UndertowPeer "$port") ;;
        node) cmd=(node "$here/peers/plain.mjs" "$port") ;;
        better-sse) cmd=(env "NODE_PATH=$cache/node/node_modules" node "$here/peers/better-sse.mjs" "$port") ;;
        nchan | nchan-redis)
            local upstream='' pass=''
            if [ "$1" = nchan-redis ]; then
                upstream="upstream redis { nchan_redis_server redis://127.0.0.1:$redis_port; }" pass='nchan_redis_pass redis;'
            fi
            sed "s|@MODULE@|$nchan_module|; s|@PORT@|$port|; s|@DIR@|$work/nginx|g; s|@BUFFER@|${nchan_buffer:-100}|
                s|@UPSTREAM@|$upstream|; s|@PASS@|$pass|" \
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

# A Redis of its own for peers that need one; it appends to a file, as its manual advises, and syncs that each second.
start_redis() {
    free_port
    redis_port=$port
    rm -rf "$work/redis"
    mkdir -p "$work/redis"
    run redis redis-server --port "$port" --bind 127.0.0.1 --save "" --appendonly yes --dir "$work/redis"
}

start() { # PEER
    free_port
    describe "$1"
    run "$1" "${cmd[@]}"
}

# run NAME COMMAND...: until something listens on $port.
run() {
    local name=$1
    shift
    "$@" >"$work/$name.log" 2>&1 &
    server=$!
    running+=("$server")
    for _ in $(seq 200); do
        listens && sleep 0.3 && return
        kill -0 "$server" 2>/dev/null || break
        sleep 0.05
    done
    say "$name does not listen; $work/$name.log says why"
    stop
    return 1
}

# load WORD...: runs the load on the server that is up; sets json.
load() {
    json=$("$java" -jar sse.jar bench "http://127.0.0.1:$port$stream" --pid "$server" --json "$@" 2>>"$work/bench.log") || true
}

pub() { load --publish "http://127.0.0.1:$port$publish" --ramp 0 --warm 4s "$@"; }

record() { # SCENARIO PEER [MEMBERS]: json, and what else was measured
    [ -n "$json" ] || { say "no result of $2 in $1; see $work/bench.log" && return; }
    echo "{\"scenario\":\"$1\",\"peer\":\"$2\",\"round\":$round,${3:+$3,}\"result\":$json}" >>"$results"
}

# table COMMAND: of all results, and on what they were measured with which command.
table() {
    local machine commit
    machine="$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo 2>/dev/null | head -n 1), $(uname -sr)"
    commit=$(git rev-parse --short HEAD 2>/dev/null || echo none)
    [ -z "$(git status --porcelain 2>/dev/null)" ] || commit="$commit with changes"
    "$java" $here/Table.java "$results" "$(date -u +%Y-%m-%d), commit $commit, $machine, Java $java_version" "$1" | tee "$work/table.md"
}
