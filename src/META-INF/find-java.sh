# Finds a Java 21 or newer without starting one: the file `release` in a Java's folder names its version.
# build.sh reads this file, and it is the first part of the program in front of sse.jar.

# find_java [PROGRAM...]: sets java_home to the first Java that is new enough and has these programs.
# Otherwise it fails, and java_found describes the first one that was refused, if there was any.
find_java() {
    java_found=
    fits "${JAVA_HOME-}" "$@" && return
    if on_path=$(command -v java); then
        fits "${on_path%/bin/java}" "$@" && return
        on_path=$(readlink -f "$on_path" 2>/dev/null) && fits "${on_path%/bin/java}" "$@" && return
    fi
    for home in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/openjdk* /opt/java/* /opt/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec \
        "${SDKMAN_DIR:-${HOME-}/.sdkman}"/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.gradle/jdks/* \
        "${HOME-}"/.asdf/installs/java/* "${HOME-}"/.local/share/mise/installs/java/*; do
        fits "$home" "$@" && return
    done
    return 1
}

# fits HOME [PROGRAM...]: whether a Java that will do lies in this folder.
fits() {
    java_home=$1
    shift
    [ -x "$java_home/bin/java" ] && [ -r "$java_home/release" ] || return 1
    # Lines look like JAVA_VERSION="21.0.4"; the quote and the equals sign split them.
    while IFS='="' read -r key _ java_version _; do
        [ "$key" = JAVA_VERSION ] && break
    done <"$java_home/release"
    java_feature=${java_version%%[!0-9]*}
    lacks=
    for program in "$@"; do
        [ -x "$java_home/bin/$program" ] || lacks=" without $program"
    done
    [ "${java_feature:-0}" -ge 21 ] && [ -z "$lacks" ] && return
    : "${java_found:=Java ${java_version:-of unknown version}$lacks in $java_home}"
    return 1
}
