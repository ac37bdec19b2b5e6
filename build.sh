#!/bin/sh
# ./build.sh [build]        makes sse.jar, if a source is newer than it
# ./build.sh run [WORD...]  the same, then ./sse.jar WORD...
# ./build.sh test [NAME...] all tests, or the classes that have a NAME in their name
# ./build.sh check          all that CI checks: the scripts, two builds alike, the tests
# ./build.sh bench          the benchmarks (test/bench/run.sh)
# ./build.sh soak           ten minutes of abuse (test/bench/soak.sh)
# ./build.sh javadoc        the API of the exported packages, in .build/javadoc
# ./build.sh dist           check, then the files of a release in .build/dist
# ./build.sh install [DIR]  sse, what shells complete and man shows: below DIR (or $PREFIX, or ~/.local)
# ./build.sh uninstall [DIR]
# ./build.sh clean          removes what was built; what was downloaded stays in .cache
# JAVA_HOME says which JDK to use, if it is 21 or newer; JUNIT_JAR where JUnit lies, if Maven cannot fetch it;
# DEBUG=PORT lets the tests wait for a debugger on that port.
set -eu

version=0.1.0
junit='junit-platform-console-standalone-1.14.4.jar'
junit_sha256=7c6968cbcaf4301c729f202b23b7d736c5d88be625fc7d27ad5d746146a8bc28

say() { echo "build.sh: $*" >&2; }
die() { say "$*" && exit 1; }

here=$PWD
cd -- "$(dirname -- "$0")"
# shellcheck source=src/META-INF/find-java.sh
. src/META-INF/find-java.sh

need_jdk() {
    find_java javac jar ||
        die "needs a JDK 21 or newer, and found ${java_found:-none}. Install one or set JAVA_HOME to its folder."
    bin=$java_home/bin
}

# newer FILE FOLDER...: whether the file is missing, or something in the folders or this script is newer.
newer() {
    file=$1 && shift
    [ ! -e "$file" ] || [ -n "$(find "$@" build.sh -newer "$file" -print | head -n 1)" ]
}

build() {
    if newer sse.jar src test/build || [ ! -d .build/classes ]; then build_anew; fi
}

# Builds aside and then swaps, so that nobody meets half a jar.
build_anew() {
    need_jdk
    new=.build/new.$$
    trap 'rm -rf "$new"' EXIT
    make_jar "$new"
    rm -rf .build/classes
    mv "$new/classes" .build/classes
    touch -r "$new/sources" "$new/sse.jar" # so what was saved while we compiled is newer
    mv -f "$new/sse.jar" sse.jar
    rm -rf "$new"
    say "built sse.jar $version with Java $java_version"
}

# make_jar FOLDER: FOLDER/classes and FOLDER/sse.jar. One commit and one JDK give the same bytes.
make_jar() {
    rm -rf "$1"
    mkdir -p "$1/classes"
    find src -name '*.java' | LC_ALL=C sort >"$1/sources"
    exported=$(sed -n 's/^ *exports \(.*\);.*/\1/p' src/module-info.java | paste -s -d , -)
    "$bin/javac" --release 21 -encoding UTF-8 -g -Xlint:all -Werror -XDstringConcat=inline -proc:none \
        -Xdoclint:all/protected,-missing "-Xdoclint/package:$exported" -d "$1/classes" "@$1/sources"
    # Main has a word for those Javas that are too old, in a class file that they can read.
    "$bin/javac" --release 8 -encoding UTF-8 -g -Xlint:all,-options -Werror -proc:none \
        -cp "$1/classes" -d "$1/classes" src/sse/cli/Main.java
    (cd src && find . -type f ! -name '*.java' ! -name '*.sh') | while read -r file; do
        mkdir -p "$1/classes/${file%/*}"
        cp "src/$file" "$1/classes/$file"
    done
    date=$(TZ=UTC0 git log -1 --date=format-local:%Y-%m-%dT%H:%M:%SZ --format=%cd 2>/dev/null) ||
        date=2026-01-01T00:00:00Z
    echo "Implementation-Version: $version" >"$1/manifest"
    "$bin/jar" --create --file "$1/zip" --date "$date" --manifest "$1/manifest" \
        --main-class sse.cli.Main -C "$1/classes" .
    { echo '#!/bin/sh' && cat src/META-INF/find-java.sh src/META-INF/stub.sh; } |
        sed "s/@checksum@/$(sha256 "$1/zip" | cut -c 1-12)/" >"$1/stub"
    "$bin/java" -XX:TieredStopAtLevel=1 test/build/Prefix.java "$1/stub" "$1/zip" "$1/sse.jar"
    chmod 755 "$1/sse.jar"
}

sha256() { { sha256sum "$1" 2>/dev/null || shasum -a 256 "$1"; } | cut -d ' ' -f 1; }

# Sets junit_jar to JUnit's console launcher, fetched if need be, and looks at its checksum.
need_junit() {
    junit_jar=${JUNIT_JAR:-$PWD/.cache/$junit}
    if [ ! -e "$junit_jar" ] && [ -z "${JUNIT_JAR-}" ] && command -v mvn >/dev/null; then
        mkdir -p .cache
        coordinates=$(echo "${junit%.jar}" | sed 's/-\([0-9]\)/:\1/')
        JAVA_HOME=$java_home mvn -q -B dependency:copy "-DoutputDirectory=$PWD/.cache" \
            "-Dartifact=org.junit.platform:$coordinates" >.cache/mvn.log 2>&1 ||
            say "Maven could not fetch JUnit; .cache/mvn.log says why"
    fi
    [ -e "$junit_jar" ] || die "JUnit is missing: set JUNIT_JAR=/path/to/$junit (SHA-256 $junit_sha256)"
    sum=$(sha256 "$junit_jar")
    [ "$sum" = "$junit_sha256" ] && return
    [ -n "${JUNIT_JAR-}" ] || rm -f "$junit_jar"
    die "$junit_jar is not the JUnit that is pinned: its SHA-256 is $sum, not $junit_sha256"
}

# Names the tests that were skipped and the slowest, and ends with the line `N passed, N failed`.
run_tests() {
    build
    need_jdk
    need_junit
    if newer .build/tests/list src test; then
        rm -rf .build/tests && mkdir -p .build/tests
        find test -name '*.java' ! -path 'test/bench/*' | LC_ALL=C sort >.build/tests/list
        [ -s .build/tests/list ] || die "there are no tests"
        "$bin/javac" --release 21 -encoding UTF-8 -g -Xlint:all,-try -Werror -proc:none \
            -cp ".build/classes:$junit_jar" -d .build/tests @.build/tests/list ||
            { rm -rf .build/tests && exit 1; }
    fi
    selected='' debug='' carriers=''
    # The server has so many on an old Java, if it comes before the first virtual thread; here a test may be first.
    [ "$java_feature" -ge 24 ] || carriers="-Djdk.virtualThreadScheduler.parallelism=256 -Djdk.virtualThreadScheduler.maxPoolSize=512"
    for name in "$@"; do selected="$selected --include-classname=.*$name.*"; done
    [ -z "${DEBUG-}" ] || debug="-agentlib:jdwp=transport=dt_socket,server=y,address=127.0.0.1:$DEBUG"
    rm -rf .build/reports
    # shellcheck disable=SC2086 # one word for each name
    # Not the assertions of the JDK's server: one of them ends its only thread when a body is broken.
    XDG_CACHE_HOME="$PWD/.build/cache" "$bin/java" $debug $carriers -ea -da:sun.net.httpserver... -Xmx1g "-Dsse.jar=$PWD/sse.jar" "-Dsse.home=$PWD" -jar "$junit_jar" execute \
        --class-path .build/tests:.build/classes --scan-class-path .build/tests $selected \
        --details=summary --disable-banner --disable-ansi-colors \
        --reports-dir=.build/reports --config=junit.jupiter.execution.timeout.default=60s \
        --config=junit.jupiter.execution.timeout.mode=disabled_on_debug \
        --config=junit.jupiter.execution.parallel.enabled=true \
        --config=junit.jupiter.execution.parallel.mode.default=same_thread \
        --config=junit.jupiter.execution.parallel.config.strategy=fixed \
        --config=junit.jupiter.execution.parallel.config.fixed.parallelism=6 \
        --config=junit.jupiter.execution.timeout.thread.mode.default=SEPARATE_THREAD 2>&1 | count
}

# Passes on what the tests say, but JUnit's table as one line. Fails unless tests ran and all passed.
count() {
    awk -v report=.build/reports/TEST-junit-jupiter.xml '
        # Prints which tests were skipped, and up to ten that took a second or more, the slowest first.
        function tell(report, line, part, slow, seconds, max, i) {
            while ((getline line < report) > 0) {
                if (line ~ /^<testcase /) {
                    split(line, part, "\"") # <testcase name="..." classname="..." time="1.234">
                    sub(/\(.*/, "", part[2])
                    if (part[6] >= 1) seconds[part[4] "." part[2]] += part[6]
                } else if (line ~ /^<skipped/) {
                    print "skipped: " part[4] "." part[2]
                }
            }
            for (i = 0; i < 10; i++) {
                slow = ""
                for (name in seconds) if (slow == "" || seconds[name] > seconds[slow]) slow = name
                if (slow == "") break
                printf "%6.1f s  %s\n", seconds[slow], slow
                delete seconds[slow]
            }
        }
        /^\[ +[0-9]+ (tests|containers) [a-z]+ +\]$/ { n[$3 " " $4] = $2; next }
        /^Test run finished after |^$/ { next }
        { print; fflush() }
        END {
            if (!("tests failed" in n)) n["tests failed"] = 1 # JUnit did not come to its end
            passed = n["tests successful"] + 0
            failed = n["tests failed"] + n["containers failed"]
            skipped = n["tests skipped"] + n["tests aborted"]
            tell(report)
            print passed " passed, " failed " failed" (skipped ? ", " skipped " skipped" : "")
            exit failed > 0 || passed == 0
        }'
}

check() {
    for script in build.sh src/META-INF/*.sh; do sh -n "$script"; done
    bash -n .ci/run
    if command -v shellcheck >/dev/null; then
        shellcheck -x -S warning build.sh .ci/run
        cat src/META-INF/find-java.sh src/META-INF/stub.sh | shellcheck -s sh -S warning -e SC2120,SC3013 -
    fi
    build_anew
    (umask 077 && export TZ=Asia/Tokyo LC_ALL=C && make_jar .build/again)
    cmp sse.jar .build/again/sse.jar || die "two builds of the same sources differ"
    say "two builds gave the same $(wc -c <sse.jar) bytes"
    javadoc
    run_tests
}

# Every public thing needs a comment; its tags may be left out where they would only repeat it.
javadoc() {
    need_jdk
    rm -rf .build/javadoc && mkdir -p .build/javadoc
    "$bin/javadoc" -quiet -Xdoclint:all -Xmaxwarns 9999 --release 21 -encoding UTF-8 -notimestamp -d .build/javadoc \
        --module-source-path sse=src --module sse >.build/javadoc.log 2>&1 || { cat .build/javadoc.log && exit 1; }
    if grep 'warning: ' .build/javadoc.log | grep -v 'warning: no @[a-z]* \|warning: no @return$'; then
        die "javadoc wants more comments"
    fi
    say "the pages of the API begin at .build/javadoc/index.html"
}

# The tag may be there already, if it is on this very commit: then the release is built from it.
dist() {
    [ -z "$(git status --porcelain)" ] || die "dist wants a clean tree: commit first"
    tagged=$(git rev-parse -q --verify "v$version^{commit}" || true)
    [ "${tagged:-$(git rev-parse HEAD)}" = "$(git rev-parse HEAD)" ] || die "v$version is the tag of another commit"
    grep -Eq "^### $version \([0-9]{4}-[0-9]{2}-[0-9]{2}\)$" README.md ||
        die "Changes in the README has no '### $version (YYYY-MM-DD)'"
    check
    rm -rf .build/dist && mkdir -p .build/dist
    sed "1,/^### $version /d; /^### /,\$d; /^MIT licence/,\$d" README.md >.build/dist/notes.md
    cp sse.jar ".build/dist/sse-$version.jar"
    echo "$(sha256 sse.jar)  sse-$version.jar" >".build/dist/sse-$version.jar.sha256"
    say "the release lies in .build/dist; its tag: git tag -a v$version"
}

# What is installed, and the words with which sse.jar prints it; the first file is sse.jar itself.
installed='bin/sse
share/man/man1/sse.1 help man
share/bash-completion/completions/sse completion bash
share/zsh/site-functions/_sse completion zsh
share/fish/vendor_completions.d/sse.fish completion fish'

# Sets prefix to the folder meant, without a slash at its end.
need_prefix() {
    [ $# -lt 2 ] || die "one folder is enough"
    prefix=${1-${PREFIX:-${HOME:+$HOME/.local}}}
    [ -n "$prefix" ] || die "say where: ./build.sh $command DIR"
    case $prefix in /*) ;; *) prefix=$here/$prefix ;; esac
    while [ "$prefix" != "${prefix%/}" ]; do prefix=${prefix%/}; done
}

is_ours() { [ -f "$1" ] && grep -q 'sse\.jar' "$1"; }

# All is written aside first, and then renamed: nothing is half done, and a program that runs goes on.
install() {
    need_prefix "$@"
    while read -r file words; do
        folder=$prefix/${file%/*}
        until [ -z "$folder" ] || [ -e "$folder" ]; do folder=${folder%/*}; done
        [ -d "${folder:-/}" ] && [ -w "${folder:-/}" ] || die "cannot write to ${folder:-/}"
        [ ! -e "$prefix/$file" ] || is_ours "$prefix/$file" || die "$prefix/$file is not of sse.jar; move it away"
    done <<EOF
$installed
EOF
    build
    trap 'remove_aside; rm -rf "${new-}"' EXIT
    while read -r file words; do
        aside=$prefix/$file.new.$$ mode=644
        [ -n "$words" ] || mode=755
        # shellcheck disable=SC2086 # they are several
        { mkdir -p "${aside%/*}" && { [ -z "$words" ] && cat sse.jar || ./sse.jar $words; } >"$aside" &&
            chmod "$mode" "$aside"; } </dev/null 2>/dev/null || die "cannot write $prefix/$file"
    done <<EOF
$installed
EOF
    while read -r file words; do
        mv -f "$prefix/$file.new.$$" "$prefix/$file" && say "installed $prefix/$file"
    done <<EOF
$installed
EOF
    [ "$(command -v sse)" = "$prefix/bin/sse" ] || say "sse is found by its name when $prefix/bin is first in the PATH"
    case ${SHELL-} in */zsh) say "zsh finds _sse with fpath+=('$prefix/share/zsh/site-functions') before compinit" ;; esac
}

remove_aside() {
    while read -r file words; do rm -f "$prefix/$file.new.$$"; done <<EOF
$installed
EOF
}

uninstall() {
    need_prefix "$@"
    bin=$(CDPATH='' cd -P -- "$prefix/bin" 2>/dev/null && pwd) || bin=
    removed=''
    while read -r file words; do
        if is_ours "$prefix/$file" || { [ -L "$prefix/$file" ] && [ ! -e "$prefix/$file" ]; }; then
            rm -f "$prefix/$file" 2>/dev/null || die "cannot remove $prefix/$file"
            removed=yes
            say "removed $prefix/$file"
        elif [ -e "$prefix/$file" ]; then
            say "left $prefix/$file, which is not of sse.jar"
        fi
    done <<EOF
$installed
EOF
    cache=${XDG_CACHE_HOME:-${HOME-}/.cache}/sse.jar$bin/sse
    case $cache in /*) [ -z "$bin" ] || rm -rf "$cache" ;; esac # what made it start faster
    [ -z "$removed" ] || remove_empty_folders
}

# Those that installing makes, and nothing is in any more; below the system's own prefixes they stay.
remove_empty_folders() {
    case $prefix in '' | /usr | /usr/local) return ;; esac
    while read -r file words; do
        (CDPATH='' cd -- "$prefix" && rmdir -p "${file%/*}" 2>/dev/null) || true
    done <<EOF
$installed
EOF
}

# become PROGRAM [WORD...]: builds, then hands over.
become() {
    build
    [ -e "$1" ] || die "there is no $1 yet"
    exec "$@"
}

command=${1:-build}
[ $# -eq 0 ] || shift
case $command in
    build | check | javadoc | dist) "$command" ;;
    install | uninstall) "$command" "$@" ;;
    test) run_tests "$@" ;;
    run) become ./sse.jar "$@" ;;
    bench) become test/bench/run.sh "$@" ;;
    soak) become test/bench/soak.sh "$@" ;;
    clean) rm -rf .build sse.jar ;;
    help | -h | --help) sed -n '2,/^set/s/^# //p' build.sh ;;
    *) say "there is no '$command'; ./build.sh help lists what there is" && exit 2 ;;
esac
