#!/usr/bin/env bash
# test/bench/hops.sh [HOP...]   what `sse.jar doctor` says of real proxies in front of `sse.jar serve`
#
# Each is run healthy and as it typically goes wrong: nginx apache haproxy varnish caddy node, or those that are named.
# Of a healthy one doctor has to find nothing; of a broken one it has to name the hop and the setting that frees the
# events, and nothing else. Prints a table; exit 1 if a row of it is wrong. What is not installed is said and left out.
# The servers of node come from npm (express, compression, http-proxy, webpack-dev-server, vite) into .cache/hops.
#
#   FOR=9s   how long doctor looks; all that cut do so after 6 s
#   SHOW=1   all that doctor said, too
#
# serve says "X-Accel-Buffering: no" and "Cache-Control: no-transform", as every server of events should. Where a row is
# about those that do not, the proxy itself is told to take no notice of it.
set -euo pipefail
cd -- "$(dirname -- "$0")/../.."
here=$PWD/test/bench
cache=$PWD/.cache/hops
work=$(mktemp -d)
chmod 755 "$work" # apache and varnish read it as users of their own
look=${FOR:-9s}
at_once=3
running=()
results=()
wrong=0
[ $# -gt 0 ] || set -- nginx apache haproxy varnish caddy node

stop() {
    [ ${#running[@]} = 0 ] || kill "${running[@]}" 2>/dev/null || true
    [ ${#running[@]} = 0 ] || wait "${running[@]}" 2>/dev/null || true
    rm -rf "$work"
}
trap stop EXIT

# start LOG COMMAND...: in the background, until this script ends.
start() {
    local log=$1
    shift
    "$@" >"$work/$log.log" 2>&1 </dev/null &
    running+=($!)
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Sets each of the variables that are named to a port that is free.
next=$((20000 + RANDOM % 10000))
ports() {
    local name
    for name in "$@"; do
        while listens $next; do next=$((next + 1)); done
        printf -v "$name" %s $next
        next=$((next + 1))
    done
}

# up PORT LOG: waits until somebody listens there.
up() {
    local i
    for ((i = 0; i < 300; i++)); do
        listens "$1" && return
        sleep 0.1
    done
    echo "hops.sh: $2 does not start:" >&2
    cat "$work/$2.log" >&2
    exit 1
}

has() {
    command -v "$1" >/dev/null && return
    echo "hops.sh: without $1, which is not installed" >&2
    return 1
}

# row HOP SETTING WANTED PORT PATH [WORD...]: has doctor look, with these words more. WANTED is what the settings are
# for that it has to name, such as "nginx buffers, nginx cuts-idle"; empty for none.
row() {
    local n=${#results[@]} hop=$1 setting=$2 wanted=$3 url=http://127.0.0.1:$4$5
    shift 5
    results+=("$hop|$setting|$wanted")
    while [ "$(jobs -rp | wc -l)" -ge $((${#running[@]} + at_once)) ]; do sleep 0.1; done
    ./sse.jar doctor "$url" --for "$look" --json "$@" >"$work/$n.json" 2>"$work/$n.err" &
}

# The settings in the last line of doctor: HOP SYMPTOM: WHAT TO DO, one a line.
settings() {
    tail -n 1 "$1" | sed 's/.*"settings":\[//; s/\],"exit".*//' | sed 's/{"hop":/\n/g' |
        sed -n 's/^"\([^"]*\)","symptom":"\([^"]*\)","do":"\(.*\)"}.*/\1 \2: \3/p' | sed 's/\\"/"/g'
}

report() {
    local n hop setting wanted named verdict
    printf '\n| | Hop | Setting | doctor names |\n|---|---|---|---|\n'
    for ((n = 0; n < ${#results[@]}; n++)); do
        IFS='|' read -r hop setting wanted <<<"${results[n]}"
        named=$(settings "$work/$n.json" | sed 's/:.*//' | sort | paste -s -d , - | sed 's/,/, /g')
        verdict=right
        [ "$named" = "$wanted" ] || verdict=WRONG
        if [ -z "$wanted" ] && ! tail -n 1 "$work/$n.json" | grep -q '"failed":0,"warnings":0'; then verdict=WRONG; fi
        [ $verdict = right ] || wrong=$((wrong + 1))
        printf '| %s | %s | %s | %s |\n' "$verdict" "$hop" "$setting" "$(settings "$work/$n.json" |
            sed 's/^[^:]*: /`/; s/$/`/' | paste -s -d ' ' - | grep . || echo nothing)"
        if [ $verdict = WRONG ] || [ -n "${SHOW-}" ]; then
            { echo "  wanted: ${wanted:-nothing}; named: ${named:-nothing}" && cat "$work/$n.json" "$work/$n.err"; } >&2
        fi
    done
    echo
    echo "${#results[@]} rows, $wrong wrong"
}

# ── the server ──

./build.sh
start serve ./sse.jar serve -p 0
until url=$(sed -n 's/^SSE server on \(http[^ ]*[0-9]\).*/\1/p' "$work/serve.log") && [ -n "$url" ]; do
    kill -0 "${running[0]}"
    sleep 0.1
done
server=${url#http://}
clock='/demo/clock?fmt=ms'
fast='/demo/clock?fmt=ms&every=20ms'
quiet='/demo/quiet?hb=0'
row 'none' '' '' "${url##*:}" "$clock"

# ── the hops ──

nginx_hop() {
    has nginx || return 0
    local plain accel held new zip flushed cut
    ports plain accel held new zip flushed cut
    mkdir "$work/nginx"
    cat >"$work/nginx/nginx.conf" <<END
daemon off; master_process off; pid $work/nginx/pid; error_log $work/nginx/error.log;
events { }
http {
    access_log off;
    client_body_temp_path $work/nginx/1; proxy_temp_path $work/nginx/2; fastcgi_temp_path $work/nginx/3;
    uwsgi_temp_path $work/nginx/4; scgi_temp_path $work/nginx/5;
    proxy_http_version 1.1;
    gzip_types text/event-stream;
    server { listen 127.0.0.1:$plain; location / { proxy_pass $url; proxy_buffering off; } }
    server { listen 127.0.0.1:$accel; location / { proxy_pass $url; proxy_http_version 1.0; } }
    server { listen 127.0.0.1:$flushed; location / { proxy_pass $url; gzip on; } }
    server { listen 127.0.0.1:$cut; location / { proxy_pass $url; proxy_read_timeout 6s; } }
    server { listen 127.0.0.1:$held; proxy_ignore_headers X-Accel-Buffering;
        location / { proxy_pass $url; proxy_http_version 1.0; } }
    server { listen 127.0.0.1:$new; proxy_ignore_headers X-Accel-Buffering; location / { proxy_pass $url; } }
    server { listen 127.0.0.1:$zip; proxy_ignore_headers X-Accel-Buffering;
        location / { proxy_pass $url; gzip on; } }
}
END
    start nginx nginx -e "$work/nginx/error.log" -c "$work/nginx/nginx.conf"
    up "$plain" nginx
    row nginx '`proxy_buffering off`, HTTP/1.1' '' "$plain" "$clock"
    row nginx 'buffers, HTTP/1.0; `X-Accel-Buffering: no`' '' "$accel" "$clock"
    row nginx 'buffers, HTTP/1.0 (the defaults before 1.30)' 'nginx buffers' "$held" "$clock"
    row nginx 'the same, 50 events a second' 'nginx buffers' "$held" "$fast"
    row nginx 'the same, `--direct`' 'nginx buffers' "$held" "$clock" --direct "$url$clock"
    row nginx 'buffers, HTTP/1.1' '' "$new" "$clock"
    row nginx 'buffers, HTTP/1.1, `gzip on`' 'nginx compresses' "$zip" "$clock"
    row nginx '`gzip on`; `X-Accel-Buffering: no`' '' "$flushed" "$clock"
    row nginx '`proxy_read_timeout 6s`, silence' 'nginx cuts-idle' "$cut" "$quiet"
}

apache_hop() {
    has apache2 || return 0
    local plain zip held cut old modules=/usr/lib/apache2/modules
    ports plain zip held cut old
    mkdir "$work/apache"
    cat >"$work/apache/apache.conf" <<END
ServerRoot $work/apache
ServerName localhost
PidFile $work/apache/pid
DefaultRuntimeDir $work/apache
Mutex posixsem
ErrorLog $work/apache/error.log
LoadModule mpm_event_module $modules/mod_mpm_event.so
LoadModule authz_core_module $modules/mod_authz_core.so
LoadModule proxy_module $modules/mod_proxy.so
LoadModule proxy_http_module $modules/mod_proxy_http.so
LoadModule filter_module $modules/mod_filter.so
LoadModule deflate_module $modules/mod_deflate.so
LoadModule ext_filter_module $modules/mod_ext_filter.so
LoadModule env_module $modules/mod_env.so
ProxyPass / $url/
ExtFilterDefine gather mode=output cmd="/bin/cat"
$([ "$(id -u)" != 0 ] || printf 'User www-data\nGroup www-data')
Listen 127.0.0.1:$plain
Listen 127.0.0.1:$zip
Listen 127.0.0.1:$held
Listen 127.0.0.1:$cut
Listen 127.0.0.1:$old
<VirtualHost 127.0.0.1:$zip>
SetOutputFilter DEFLATE
</VirtualHost>
<VirtualHost 127.0.0.1:$held>
SetOutputFilter gather
</VirtualHost>
<VirtualHost 127.0.0.1:$cut>
ProxyTimeout 6
</VirtualHost>
<VirtualHost 127.0.0.1:$old>
SetEnv force-proxy-request-1.0 1
SetEnv proxy-nokeepalive 1
</VirtualHost>
END
    start apache apache2 -d "$work/apache" -f "$work/apache/apache.conf" -DFOREGROUND
    up "$plain" apache
    row Apache '`mod_proxy_http`' '' "$plain" "$clock"
    row Apache '`mod_deflate`: compressed, and flushed' '' "$zip" "$clock"
    row Apache '`force-proxy-request-1.0`' '' "$old" "$clock"
    row Apache 'a filter that gathers (`mod_ext_filter`)' 'Apache buffers' "$held" "$clock"
    row Apache '`ProxyTimeout 6`, silence' 'Apache cuts-idle' "$cut" "$quiet"
}

haproxy_hop() {
    has haproxy || return 0
    local plain cut zip bare
    ports plain cut zip bare
    cat >"$work/haproxy.cfg" <<END
global
    maxconn 100
defaults
    mode http
    timeout connect 5s
    timeout client 1h
    timeout server 1h
listen plain
    bind 127.0.0.1:$plain
    option http-no-delay
    server serve $server
listen cut
    bind 127.0.0.1:$cut
    timeout server 6s
    server serve $server
listen zip
    bind 127.0.0.1:$zip
    compression algo gzip
    compression type text/event-stream
    server bare 127.0.0.1:$bare
listen bare
    bind 127.0.0.1:$bare
    http-response del-header Cache-Control
    server serve $server
END
    start haproxy haproxy -db -f "$work/haproxy.cfg"
    up "$plain" haproxy
    row HAProxy '`timeout server 1h`, `option http-no-delay`' '' "$plain" "$clock"
    row HAProxy '`timeout server 6s`, silence' 'HAProxy cuts-idle' "$cut" "$quiet"
    row HAProxy '`compression type text/event-stream`' 'HAProxy compresses' "$zip" "$clock"
}

varnish_hop() {
    has varnishd || return 0
    local plain held zip cut kept
    ports plain held zip cut kept
    cat >"$work/varnish.vcl" <<END
vcl 4.1;
backend serve { .host = "127.0.0.1"; .port = "${url##*:}"; }
sub vcl_recv { set req.http.X-Hop = local.socket; }
sub vcl_backend_fetch { if (bereq.http.X-Hop == "cut") { set bereq.between_bytes_timeout = 6s; } }
sub vcl_backend_response {
    if (bereq.http.X-Hop == "held") { set beresp.do_stream = false; }
    if (bereq.http.X-Hop == "zip") { set beresp.do_gzip = true; }
    if (bereq.http.X-Hop == "kept") { set beresp.ttl = 60s; return (deliver); }
}
END
    start varnish varnishd -F -n "$work/varnish" -f "$work/varnish.vcl" -s malloc,16m -T none \
        -a "plain=127.0.0.1:$plain" -a "held=127.0.0.1:$held" -a "zip=127.0.0.1:$zip" -a "cut=127.0.0.1:$cut" \
        -a "kept=127.0.0.1:$kept"
    up "$plain" varnish
    row Varnish 'the defaults' '' "$plain" "$clock"
    row Varnish '`beresp.do_stream = false`' 'Varnish buffers' "$held" "$clock"
    row Varnish 'the same, `--direct`' 'Varnish buffers' "$held" "$clock" --direct "$url$clock"
    row Varnish '`beresp.do_gzip = true`' 'Varnish buffers' "$zip" "$clock"
    row Varnish '`between_bytes_timeout = 6s`, silence' 'Varnish cuts-idle' "$cut" "$quiet"
    curl -sN -m 2 "http://127.0.0.1:$kept$clock" >/dev/null || true # somebody else, before
    row Varnish '`beresp.ttl = 60s`' 'Varnish caches' "$kept" "$clock"
}

caddy_hop() {
    has caddy || return 0
    local plain zip forced rest cut
    ports plain zip forced rest cut
    mkdir "$work/caddy"
    cat >"$work/caddy/Caddyfile" <<END
{
    admin off
    auto_https off
}
http://127.0.0.1:$plain {
    bind 127.0.0.1
    reverse_proxy $server
}
http://127.0.0.1:$zip {
    bind 127.0.0.1
    encode gzip
    reverse_proxy $server
}
http://127.0.0.1:$forced {
    bind 127.0.0.1
    encode {
        gzip
        minimum_length 1
        match header Content-Type text/*
    }
    reverse_proxy $server {
        header_down -Cache-Control
    }
}
http://127.0.0.1:$rest {
    bind 127.0.0.1
    @rest not path /demo/*
    encode @rest {
        gzip
        minimum_length 1
        match header Content-Type text/*
    }
    reverse_proxy $server
}
http://127.0.0.1:$cut {
    bind 127.0.0.1
    reverse_proxy $server {
        transport http {
            read_timeout 6s
        }
    }
}
END
    start caddy env HOME="$work/caddy" XDG_DATA_HOME="$work/caddy" XDG_CONFIG_HOME="$work/caddy" \
        caddy run --config "$work/caddy/Caddyfile" --adapter caddyfile
    up "$plain" caddy
    row Caddy '`reverse_proxy`' '' "$plain" "$clock"
    row Caddy '`encode gzip`' '' "$zip" "$clock"
    row Caddy '`encode` of `text/*` from the first byte' 'Caddy compresses' "$forced" "$clock"
    row Caddy 'the same, `encode @rest`' '' "$rest" "$clock"
    row Caddy '`read_timeout 6s`, silence' 'Caddy cuts-idle' "$cut" "$quiet"
}

node_hop() {
    has node && has npm || return 0
    local plain zip forced filter webpack bare vite
    ports plain zip forced filter webpack bare vite
    if [ ! -e "$cache/node_modules/vite" ]; then
        mkdir -p "$cache"
        (cd "$cache" && echo '{}' >package.json && timeout 300 npm install --silent --no-audit --no-fund express@5 \
            compression@1.8 http-proxy@1.18 webpack@5 webpack-dev-server@5 vite >npm.log 2>&1) ||
            { echo "hops.sh: without node: npm cannot get the servers; .cache/hops/npm.log says why" >&2 && return 0; }
    fi
    start node env NODE_PATH="$cache/node_modules" NODE_NO_WARNINGS=1 node "$here/hops.cjs" "$url" "$plain" "$zip" \
        "$forced" "$filter" "$webpack" "$bare" "$vite" "$work"
    for port in "$plain" "$zip" "$forced" "$filter" "$webpack" "$bare" "$vite"; do up "$port" node; done
    row Node '`http-proxy`' '' "$plain" "$clock"
    row Express '`compression`, `no-transform`' '' "$zip" "$clock"
    row Express '`compression`' 'Express compresses' "$forced" "$clock"
    row Express '`compression({ filter })`' '' "$filter" "$clock"
    row webpack-dev-server '`proxy`, which compresses' 'webpack-dev-server compresses' "$webpack" "$clock"
    row webpack-dev-server '`compress: false`' '' "$bare" "$clock"
    row Vite '`proxy`' '' "$vite" "$clock"
    row Vite 'no `proxy` for the path' 'Vite answers-itself' "$vite" /demos/clock
}

for hop in "$@"; do "${hop}_hop"; done
while [ "$(jobs -rp | wc -l)" -gt ${#running[@]} ]; do sleep 0.1; done
report
[ $wrong = 0 ]
