#compdef sse sse.jar
# Completion of sse for zsh, made by "sse completion zsh" and run without Java.

_sse_codes=(
@codes@
)

_sse_faults=(
@faults@
)

_sse_code() {
    _describe -t codes code _sse_codes
}

_sse_code_list() {
    compset -P '*,'
    _describe -t codes code _sse_codes -qS,
}

_sse_fault_list() {
    compset -P '*[,:]'
    _describe -t faults fault _sse_faults -qS,
}

_sse_at_file() {
    if compset -P @; then _files; fi
}

_sse() {
    local command=$words[2]
    local -a names=(
@commands@
    )
    if [[ $command == -* ]]; then
        command=serve
    elif ((CURRENT == 2)); then
        _describe -t commands command names
        return
    else
        shift words
        ((CURRENT--))
    fi
    case $command in
@table@
    esac
}

if [[ $funcstack[1] == _sse ]]; then _sse "$@"; else compdef _sse sse sse.jar; fi
