# Completion of sse for bash, made by "sse completion bash" and run without Java.

# _sse_reply PREFIX TEXT WORDS: the words that begin with the text, behind the prefix.
_sse_reply() {
    local word
    for word in $3; do
        word=$1$word
        [[ $word == "$1$2"* ]] && COMPREPLY+=("${word#"$kept"}")
    done
}

# _sse_value KIND PREFIX TEXT: what can stand there; the kinds are those of the program's tables.
_sse_value() {
    case $1 in
        FILE) _sse_files default ;;
        DIR) _sse_files dirnames ;;
        @FILE) [[ $3 == @* ]] && _sse_at_files "$2" "${3#@}" ;;
        CMD) COMPREPLY=($(compgen -c -- "$3")) ;;
        CODE) _sse_reply "$2" "$3" "$codes all" ;;
        CODES) _sse_reply "$2${3%"${3##*,}"}" "${3##*,}" "$codes" ;;
        FAULTS) _sse_reply "$2${3%"${3##*[,:]}"}" "${3##*[,:]}" "$faults" ;;
        *) _sse_reply "$2" "$3" "${1//|/ }" ;;
    esac
}

# _sse_files HOW: names of files, as readline completes them; old ones cannot be told to.
_sse_files() {
    compopt -o "$1" 2>/dev/null && return
    local IFS=$'\n'
    COMPREPLY=($(compgen -f -- "$piece"))
}

# _sse_at_files PREFIX TEXT: those behind an @.
_sse_at_files() {
    local IFS=$'\n' file
    for file in $(compgen -f -- "$2"); do
        [[ ! -d $file ]] || file+=/
        printf -v file %q "$file"
        _sse_reply "$1@" '' "$file"
    done
    compopt -o nospace 2>/dev/null
}

# _sse_program N: what runs there as a program of its own, with its own completion where that can be had.
_sse_program() {
    local offset
    for offset in _comp_command_offset _command_offset; do
        declare -F $offset >/dev/null && $offset "$1" && return
    done
    (($1 == COMP_CWORD)) && COMPREPLY=($(compgen -c -- "$piece"))
    ((${#COMPREPLY[@]})) || _sse_files default
}

# _sse_kind OPTION: sets kind, and fails if the option takes no value.
_sse_kind() {
    [[ " $options " == *" $1="* ]] || return
    kind=${options#*"$1="}
    kind=${kind%% *}
}

_sse() {
    local commands='@commands@'
    local codes='@codes@'
    local faults='@faults@'
    local words=() starts=() rest=${COMP_LINE:0:COMP_POINT} piece blanks i n=-1
    local command options operand kind kept word value=no ended=no operands=0
    COMPREPLY=()

    # Bash cuts words at = : and @; here they are whole, up to the cursor, and n is the last one.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        blanks=${rest%%[![:space:]]*}
        rest=${rest#"$blanks"}
        piece=${COMP_WORDS[i]}
        ((i < COMP_CWORD)) || piece=$rest
        if [[ -n $blanks || $n -lt 0 ]]; then
            n=$((n + 1))
            words[n]=$piece starts[n]=$i
        else
            words[n]=${words[n]}$piece
        fi
        rest=${rest#"$piece"}
    done
    [[ $piece == *[!=:@]* ]] || piece=
    kept=${words[n]%"$piece"} # what stays as it is in front of an answer,
    kept=${kept%@}            # but for the @, which readline takes along

    command=${words[1]} i=2
    if [[ $command == -* ]]; then
        command=serve i=1
    elif ((n == 1)); then
        _sse_reply '' "$command" "$commands"
        return
    fi
    case $command in
@table@
        *) return ;;
    esac

    for (( ; i < n; i++)); do
        word=${words[i]}
        if [[ $value = yes ]]; then
            value=no
        elif [[ $ended = yes || $word != -?* ]]; then
            [[ $operand != CMD... ]] || break
            operands=$((operands + 1))
        elif [[ $word == -- ]]; then
            ended=yes
        elif [[ $word == --* ]]; then
            ! _sse_kind "$word" || value=yes
        else
            while word=${word#?} && [[ -n $word ]]; do # letters together; the value may follow at once
                _sse_kind "-${word:0:1}" || continue
                [[ -n ${word#?} ]] || value=yes
                break
            done
        fi
    done

    word=${words[n]}
    if [[ $operand = CMD... && $value = no ]] && [[ $i -lt $n || $ended = yes || $word != -* ]]; then
        _sse_program "${starts[i]}"
    elif [[ $value = yes ]]; then
        _sse_value "$kind" '' "$word"
    elif [[ $ended = no && $word == --*=* ]]; then
        ! _sse_kind "${word%%=*}" || _sse_value "$kind" "${word%%=*}=" "${word#*=}"
    elif [[ $ended = no && $word == -* ]]; then
        for word in $options; do _sse_reply '' "${words[n]}" "${word%%=*}"; done
    elif ((operands == 0)); then
        _sse_value "$operand" '' "$word"
    fi
}

complete -F _sse sse sse.jar
