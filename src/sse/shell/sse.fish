# Completion of sse for fish, made by "sse completion fish" and run without Java.

function __sse_first
    test (count (commandline -opc)) = 1
end

# __sse_at COMMAND: whether the words so far are those of this command, and not yet those of a program that it runs.
function __sse_at --argument-names command
    set -l words (commandline -opc)
    set -l first $words[2]
    if not set -q words[2]
        set first (string match -- '-*' (commandline -ct)) # an option in front is the server's
        or return
    end
    string match -q -- '-*' $first
    and set first serve
    test "$first" = $command
    and not __sse_program >/dev/null
end

# __sse_program: the words of the program that exec runs; fails if it has not begun.
function __sse_program
    set -l words (commandline -opc)
    test "$words[2]" = exec
    or return
    set -e words[1..2]
    while set -q words[1]
        switch $words[1]
            case --
                set -e words[1]
                break
            case -
                break
            case '-*'
                contains -- $words[1] @takes@
                and set -q words[2]
                and set -e words[1]
                set -e words[1]
            case '*'
                break
        end
    end
    set -q words[1]
    and string escape -- $words
end

# __sse_run: what completes the program, and its own words.
function __sse_run
    set -l current (commandline -ct) # no word at all behind a blank
    set -l line (string join ' ' -- (__sse_program) "$current")
    string match -q -- '-*' $line # an option still
    or complete -C "$line"
end

function __sse_at_file
    set -l word (string replace -r -- '^--[^=]*=' '' (commandline -ct))
    string match -q '@*' -- $word
    and __fish_complete_path (string sub -s 2 -- $word) | string replace -r '^' @
end

function __sse_code
    printf '%s\t%s\n' @codes@
end

function __sse_code_list
    __sse_behind , (__sse_code)
end

function __sse_fault_list
    __sse_behind ,: (printf '%s\t%s\n' @faults@)
end

# __sse_behind SIGNS WORD...: the words behind those of the list that are there, up to the last of the signs.
function __sse_behind
    set -l list (string replace -r -- '^--[^=]*=' '' (commandline -ct))
    set -l before (string match -r -- "^.*[$argv[1]]" $list)
    for word in $argv[2..]
        echo "$before$word"
    end
end

complete -c sse -f
@table@
complete -c sse.jar -w sse
complete -c ./sse.jar -w sse
