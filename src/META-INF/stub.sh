
# sse.jar as a program: these lines stand in front of the zip, find a Java and let it run this same file.
case $0 in
    */*) jar=${0%/*} program=$0 ;;
    *) jar=. program=./$0 ;;
esac
case :$PATH: in *":$jar:"*) program=${0##*/} ;; esac # found by its name alone
jar=$(CDPATH='' cd -P -- "$jar/" && pwd)/${0##*/}

# What is closed the JVM would take for files of its own, and they for our input and output: so they are opened the
# wrong way round, and fail as closed ones do.
{ true 3<&0; } 2>/dev/null || exec 0>/dev/null
{ true 3>&1; } 2>/dev/null || exec 1</dev/null
true 3>&2 || exec 2</dev/null

if ! find_java; then
    if [ -z "$java_found" ] && command -v java >/dev/null; then
        exec java -jar "$jar" "$@" # one that does not tell its version; the jar will ask it
    fi
    echo "sse.jar needs Java 21 or newer, and found ${java_found:-none}." >&2
    echo "Install one (Debian: openjdk-21-jre-headless) or set JAVA_HOME to its folder." >&2
    exit 1
fi

command=${1:-serve}
case $command in
    -h | --help | -V | --version) ;;
    -*) command=serve ;;
esac

# The simplest collector and the first compiler alone start soonest and need least memory. Commands that
# may have much to do want the second compiler too, TLS most of all, since only that one has the processor's
# instructions for its ciphers; and a collector that the environment names wins.
# Without memory a command is over (exit code 3): half a server would be worse than none.
flags='-XX:+IgnoreUnrecognizedVMOptions -XX:+ExitOnOutOfMemoryError'
case "$command $* " in
    'bench '* | 'explain '* | 'lint '*) ;;
    serve*' --tls '* | serve*' --cert'* | serve*' --keystore'*) ;;
    exec*' --tls '* | exec*' --cert'* | exec*' --keystore'*) ;;
    *) flags="$flags -XX:TieredStopAtLevel=1" ;;
esac
case "$command ${JAVA_TOOL_OPTIONS-} ${JDK_JAVA_OPTIONS-}" in
    *-Xmn* | *NewSize*) ;;
    serve*) flags="$flags -Xmn16m" ;; # what is not soon forgotten is history; more room for the young is memory wasted
esac
case "$command ${JAVA_TOOL_OPTIONS-} ${JDK_JAVA_OPTIONS-}" in
    bench* | *-XX:+Use*GC*) ;;
    *) flags="$flags -XX:+UseSerialGC" ;;
esac

# With a cache of the classes that a command loads, the JVM starts it sooner: an AOT cache since Java 25, a
# class-data archive before. Each command has its own, because whatever it does not need costs it time.
# The cache lies in the user's cache folder, under the path of the jar and that of the Java, and its name
# tells what it was made of: build.sh puts a checksum of the jar here. Without one everything works, too.
case $java_feature in
    2[1-4]) uses=-XX:SharedArchiveFile makes=-XX:ArchiveClassesAtExit ;;
    *) uses=-XX:AOTCache makes=-XX:AOTCacheOutput ;;
esac

# wants_cache WORD...: whether there can be one for this command line; sets cache to its file.
wants_cache() {
    case $command in
        serve | tail | pub | explain | lint) ;;
        *) return 1 ;; # over before it pays, or running for long
    esac
    case " $* " in *' -h '* | *' --help '*) return 1 ;; esac # help loads less than the command will
    [ -f "$java_home/lib/server/classes.jsa" ] || return 1   # what every cache is built upon
    cache=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}/sse.jar$jar$java_home/@checksum@-$java_version-$command
    case $cache in
        *:*) return 1 ;;         # to the JVM a colon ends the path
        /sse.jar/*) return 1 ;;  # nobody's home
        [!/]*) return 1 ;;       # a relative path means nothing to the next start
    esac
}

# Makes the cache, in a JVM of its own (sse.cli.Rehearsal). It is made in a folder aside, which keeps others from
# making it, too; one that is left behind, by a JVM that failed or was killed, keeps them from it for an hour.
make_cache() {
    exec </dev/null >/dev/null 2>&1 # for good: whoever reads the command's output is not to wait for this
    trap '' HUP INT TERM # what ends the command is not for this
    umask 077            # nobody else may put one there
    aside=$cache.new
    mkdir -p "${cache%/*}" || return
    [ -z "$(find "$aside" -prune -mmin +60)" ] || rm -rf "$aside"
    mkdir "$aside" || return
    sleep 1 # let the command have the machine first
    # shellcheck disable=SC2086 # no flag has a blank
    nice "$java_home/bin/java" $flags "$makes=$aside/cache" -cp "$jar" sse.cli.Rehearsal "$command" || return
    rm -f "${cache%/*}"/*-"$command" # of another jar, or another version of this Java
    mv "$aside/cache" "$cache" && rm -rf "$aside"
    sweep "${cache%"$jar$java_home"/*}"
}

# sweep FOLDER: removes caches that nobody used for 30 days, and those of jars that are gone. The path of a cache
# begins with that of its jar; a file system that keeps no time of reading lets a cache be made anew each 30 days.
sweep() {
    find "$1" -type f -mtime +30 -atime +30 -exec rm -f {} +
    # shellcheck disable=SC2016 # the inner shell is to expand it
    find "$1" -type f -exec sh -c 'for cache; do
        jar=${cache#"$0"}
        until [ -z "$jar" ] || [ -f "$jar" ]; do jar=${jar%/*}; done
        [ -n "$jar" ] || rm -f "$cache"
    done' "$1" {} +
    find "$1" -depth -type d ! -path '*.new' -exec rmdir {} + # those that are empty; one in the making is .new
    find "$1" -depth -type d -name '*.new' -mmin +60 -exec rmdir {} +
}

set -- "-Dsse.program=$program" -jar "$jar" "$@"
if wants_cache "$@"; then
    if [ -s "$cache" ] && [ ! "$jar" -nt "$cache" ]; then
        set -- "$uses=$cache" -XX:-PrintWarnings -Xlog:disable "$@" # not a word about one that does not fit
    else
        (make_cache &)
    fi
fi
# shellcheck disable=SC2086 # no flag has a blank
exec "$java_home/bin/java" $flags "$@"
