# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_a76xx_global_optspecs
    string join \n h/help V/version
end

function __fish_a76xx_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_a76xx_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_a76xx_using_subcommand
    set -l cmd (__fish_a76xx_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c a76xx -n "__fish_a76xx_needs_command" -s h -l help -d 'Print help'
complete -c a76xx -n "__fish_a76xx_needs_command" -s V -l version -d 'Print version'
complete -c a76xx -n "__fish_a76xx_needs_command" -f -a "decode" -d 'Show what host and module said, line by line, with the meaning of each line'
complete -c a76xx -n "__fish_a76xx_needs_command" -f -a "check" -d 'Say only what is wrong, with the verdict: which line went wrong first, what it means, what follows from it, and what to do next'
complete -c a76xx -n "__fish_a76xx_needs_command" -f -a "redact" -d 'Replace what tells who and where in a capture, so that it can be shown to others: numbers of devices, SIM cards and telephones, addresses and host names, users and passwords'
complete -c a76xx -n "__fish_a76xx_needs_command" -f -a "shrink" -d 'Shrink a capture to the smallest transcript that still shows a finding, for a bug report or a test'
complete -c a76xx -n "__fish_a76xx_needs_command" -f -a "tap" -d 'Show what host and module say now: listen on serial ports or standard input, or sit between a program and its port'
complete -c a76xx -n "__fish_a76xx_needs_command" -f -a "explain" -d 'Explain a rule, a command, an answer, a line that came unasked, or an error'
complete -c a76xx -n "__fish_a76xx_needs_command" -f -a "rules" -d 'List the rules that captures are checked against'
complete -c a76xx -n "__fish_a76xx_needs_command" -f -a "formats" -d 'List the capture formats that `decode` reads, with what each keeps of the wire'
complete -c a76xx -n "__fish_a76xx_needs_command" -f -a "completions" -d 'Write completions for a shell'
complete -c a76xx -n "__fish_a76xx_needs_command" -f -a "man" -d 'Write a manual page'
complete -c a76xx -n "__fish_a76xx_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -l input -d 'Capture format of the input, one of `a76xx formats`; found out if not given' -r
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -l side -d 'Whose bytes the input holds; found out if not given. Formats that mark their sides know better' -r -f -a "host\t'What the host sends'
module\t'What the module sends'
merged\t'Both in one stream, as a terminal shows them'"
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -l host -d 'What the host sent, where each side has a file of its own; with --module' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -l module -d 'What the module sent; with --host' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -l timing -d 'The times of a recording of `script`: with its typescript as FILE, or with what was typed as --host and what was shown as --module' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -s o -l output -d 'Write there instead of to standard output' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -l format -d 'What to write' -r -f -a "text\t'Rows to read'
jsonl\t'One JSON object a line (docs/json.md)'
html\t'One page for the browser, with everything in it: transcript, timeline, sequence, findings (docs/html.md)'
summary\t'The capture in numbers: links, commands and how long they took, what the protocol costs (docs/summary.md)'
summary-json\t'The same as one JSON object for each input'
transcript\t'The capture as a transcript, which can be read, diffed, edited and read back (docs/transcript.md)'
pcapng\t'The capture for Wireshark (docs/pcapng.md)'"
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -l color -d 'When to colour; `auto` does on a terminal, unless `NO_COLOR` is set' -r -f -a "auto\t''
always\t''
never\t''"
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -l theme -d 'Ground of the terminal, for which fixed colours are chosen; `auto` asks `COLORFGBG`, and leaves the colours to the terminal without it' -r -f -a "auto\t''
dark\t''
light\t''"
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -l charset -d 'Characters that the text may consist of; `auto` asks the locale' -r -f -a "auto\t''
unicode\t''
ascii\t''"
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -l width -d 'Columns of the text; the terminal\'s if not given, 100 where there is none' -r
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -l limit -d 'So many at most, of each input' -r
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -l from -d 'From there on: an offset in the input, or a time since its first stamp (`1:30.5`, `90.5s`)' -r
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -l to -d 'Up to there, likewise' -r
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -l link -d 'What concerns this link' -r
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -l only -d 'These kinds alone' -r -f -a "blank\t''
command\t''
echo\t''
answer\t''
urc\t''
final\t''
prompt\t''
payload\t''
text\t''
noise\t''
foreign\t''"
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -l flows -d 'With `--format pcapng`: rebuild what went through the links as TCP and UDP packets too'
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -l ascii -d 'The same as `--charset ascii`'
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c a76xx -n "__fish_a76xx_using_subcommand decode" -s V -l version -d 'Print version'
complete -c a76xx -n "__fish_a76xx_using_subcommand check" -l input -d 'Capture format of the input, one of `a76xx formats`; found out if not given' -r
complete -c a76xx -n "__fish_a76xx_using_subcommand check" -l side -d 'Whose bytes the input holds; found out if not given. Formats that mark their sides know better' -r -f -a "host\t'What the host sends'
module\t'What the module sends'
merged\t'Both in one stream, as a terminal shows them'"
complete -c a76xx -n "__fish_a76xx_using_subcommand check" -l host -d 'What the host sent, where each side has a file of its own; with --module' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand check" -l module -d 'What the module sent; with --host' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand check" -l timing -d 'The times of a recording of `script`: with its typescript as FILE, or with what was typed as --host and what was shown as --module' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand check" -s o -l output -d 'Write there instead of to standard output' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand check" -l format -d 'What to write' -r -f -a "text\t'Findings to read, with the lines that they quote'
jsonl\t'One JSON object a finding, and one for the verdict (docs/json.md)'
sarif\t'One SARIF 2.1.0 document for all inputs, for tools that show findings beside the file'"
complete -c a76xx -n "__fish_a76xx_using_subcommand check" -l select -d 'Only these rules: codes, names or areas (`AT301`, `link-without-network`, `AT3`)' -r
complete -c a76xx -n "__fish_a76xx_using_subcommand check" -l ignore -d 'All rules but these' -r
complete -c a76xx -n "__fish_a76xx_using_subcommand check" -l min-severity -d 'Nothing milder than this' -r -f -a "note\t'Everything'
warning\t'What may go wrong'
error\t'What went wrong'"
complete -c a76xx -n "__fish_a76xx_using_subcommand check" -l color -d 'When to colour; `auto` does on a terminal, unless `NO_COLOR` is set' -r -f -a "auto\t''
always\t''
never\t''"
complete -c a76xx -n "__fish_a76xx_using_subcommand check" -l theme -d 'Ground of the terminal, for which fixed colours are chosen; `auto` asks `COLORFGBG`, and leaves the colours to the terminal without it' -r -f -a "auto\t''
dark\t''
light\t''"
complete -c a76xx -n "__fish_a76xx_using_subcommand check" -l charset -d 'Characters that the text may consist of; `auto` asks the locale' -r -f -a "auto\t''
unicode\t''
ascii\t''"
complete -c a76xx -n "__fish_a76xx_using_subcommand check" -l width -d 'Columns of the text; the terminal\'s if not given, 100 where there is none' -r
complete -c a76xx -n "__fish_a76xx_using_subcommand check" -l verdict -d 'Only the verdict'
complete -c a76xx -n "__fish_a76xx_using_subcommand check" -l ascii -d 'The same as `--charset ascii`'
complete -c a76xx -n "__fish_a76xx_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c a76xx -n "__fish_a76xx_using_subcommand check" -s V -l version -d 'Print version'
complete -c a76xx -n "__fish_a76xx_using_subcommand redact" -s o -l output -d 'Write there instead of to standard output' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand redact" -l input -d 'Capture format of the input, one of `a76xx formats`; found out if not given' -r
complete -c a76xx -n "__fish_a76xx_using_subcommand redact" -l side -d 'Whose bytes the input holds; found out if not given. Formats that mark their sides know better' -r -f -a "host\t'What the host sends'
module\t'What the module sends'
merged\t'Both in one stream, as a terminal shows them'"
complete -c a76xx -n "__fish_a76xx_using_subcommand redact" -l apn -d 'Names of access points as well'
complete -c a76xx -n "__fish_a76xx_using_subcommand redact" -l payloads -d 'What went through the links and the texts of messages as well'
complete -c a76xx -n "__fish_a76xx_using_subcommand redact" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c a76xx -n "__fish_a76xx_using_subcommand redact" -s V -l version -d 'Print version'
complete -c a76xx -n "__fish_a76xx_using_subcommand shrink" -l input -d 'Capture format of the input, one of `a76xx formats`; found out if not given' -r
complete -c a76xx -n "__fish_a76xx_using_subcommand shrink" -l side -d 'Whose bytes the input holds; found out if not given. Formats that mark their sides know better' -r -f -a "host\t'What the host sends'
module\t'What the module sends'
merged\t'Both in one stream, as a terminal shows them'"
complete -c a76xx -n "__fish_a76xx_using_subcommand shrink" -l host -d 'What the host sent, where each side has a file of its own; with --module' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand shrink" -l module -d 'What the module sent; with --host' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand shrink" -l timing -d 'The times of a recording of `script`: with its typescript as FILE, or with what was typed as --host and what was shown as --module' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand shrink" -s o -l output -d 'Write there instead of to standard output' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand shrink" -l finding -d 'The finding to keep: code or name of a rule (`AT301`, `link-without-network`)' -r
complete -c a76xx -n "__fish_a76xx_using_subcommand shrink" -l within -d 'Take no longer than this, in seconds; what is the smallest by then is written' -r
complete -c a76xx -n "__fish_a76xx_using_subcommand shrink" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c a76xx -n "__fish_a76xx_using_subcommand shrink" -s V -l version -d 'Print version'
complete -c a76xx -n "__fish_a76xx_using_subcommand tap" -l port -d 'Listen on this serial port; --side says to whom' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand tap" -l host-port -d 'Listen on this serial port to the host: its transmit line is wired to the port' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand tap" -l module-port -d 'Listen on this serial port to the module: its transmit line is wired to the port' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand tap" -l between -d 'Sit between a program and this serial port: the program gets a port of its own, whose name is told, and both see each other\'s bytes' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand tap" -l link -d 'Name of the program\'s port: a symbolic link, made at the start and removed at the end' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand tap" -l baud -d 'Bits per second of every port; if not given 115200, and with --between what the program sets' -r
complete -c a76xx -n "__fish_a76xx_using_subcommand tap" -l side -d 'Whose bytes --port or standard input gives' -r -f -a "host\t'What the host sends'
module\t'What the module sends'
merged\t'Both in one stream, as a terminal shows them'"
complete -c a76xx -n "__fish_a76xx_using_subcommand tap" -l record -d 'Write what is heard there as well: packets for Wireshark if the name ends in .pcapng, else a transcript (docs/transcript.md)' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand tap" -l format -d 'What to write' -r -f -a "text\t'Rows to read'
jsonl\t'One JSON object a line (docs/json.md)'"
complete -c a76xx -n "__fish_a76xx_using_subcommand tap" -s o -l output -d 'Write there instead of to standard output' -r -F
complete -c a76xx -n "__fish_a76xx_using_subcommand tap" -l color -d 'When to colour; `auto` does on a terminal, unless `NO_COLOR` is set' -r -f -a "auto\t''
always\t''
never\t''"
complete -c a76xx -n "__fish_a76xx_using_subcommand tap" -l theme -d 'Ground of the terminal, for which fixed colours are chosen; `auto` asks `COLORFGBG`, and leaves the colours to the terminal without it' -r -f -a "auto\t''
dark\t''
light\t''"
complete -c a76xx -n "__fish_a76xx_using_subcommand tap" -l charset -d 'Characters that the text may consist of; `auto` asks the locale' -r -f -a "auto\t''
unicode\t''
ascii\t''"
complete -c a76xx -n "__fish_a76xx_using_subcommand tap" -l width -d 'Columns of the text; the terminal\'s if not given, 100 where there is none' -r
complete -c a76xx -n "__fish_a76xx_using_subcommand tap" -l ascii -d 'The same as `--charset ascii`'
complete -c a76xx -n "__fish_a76xx_using_subcommand tap" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c a76xx -n "__fish_a76xx_using_subcommand tap" -s V -l version -d 'Print version'
complete -c a76xx -n "__fish_a76xx_using_subcommand explain" -l color -d 'When to colour; `auto` does on a terminal, unless `NO_COLOR` is set' -r -f -a "auto\t''
always\t''
never\t''"
complete -c a76xx -n "__fish_a76xx_using_subcommand explain" -l theme -d 'Ground of the terminal, for which fixed colours are chosen; `auto` asks `COLORFGBG`, and leaves the colours to the terminal without it' -r -f -a "auto\t''
dark\t''
light\t''"
complete -c a76xx -n "__fish_a76xx_using_subcommand explain" -l charset -d 'Characters that the text may consist of; `auto` asks the locale' -r -f -a "auto\t''
unicode\t''
ascii\t''"
complete -c a76xx -n "__fish_a76xx_using_subcommand explain" -l width -d 'Columns of the text; the terminal\'s if not given, 100 where there is none' -r
complete -c a76xx -n "__fish_a76xx_using_subcommand explain" -l ascii -d 'The same as `--charset ascii`'
complete -c a76xx -n "__fish_a76xx_using_subcommand explain" -s h -l help -d 'Print help'
complete -c a76xx -n "__fish_a76xx_using_subcommand explain" -s V -l version -d 'Print version'
complete -c a76xx -n "__fish_a76xx_using_subcommand rules" -l format -d 'What to write' -r -f -a "text\t'A list to read, by area'
json\t'One JSON array of objects'"
complete -c a76xx -n "__fish_a76xx_using_subcommand rules" -l color -d 'When to colour; `auto` does on a terminal, unless `NO_COLOR` is set' -r -f -a "auto\t''
always\t''
never\t''"
complete -c a76xx -n "__fish_a76xx_using_subcommand rules" -l theme -d 'Ground of the terminal, for which fixed colours are chosen; `auto` asks `COLORFGBG`, and leaves the colours to the terminal without it' -r -f -a "auto\t''
dark\t''
light\t''"
complete -c a76xx -n "__fish_a76xx_using_subcommand rules" -l charset -d 'Characters that the text may consist of; `auto` asks the locale' -r -f -a "auto\t''
unicode\t''
ascii\t''"
complete -c a76xx -n "__fish_a76xx_using_subcommand rules" -l width -d 'Columns of the text; the terminal\'s if not given, 100 where there is none' -r
complete -c a76xx -n "__fish_a76xx_using_subcommand rules" -l ascii -d 'The same as `--charset ascii`'
complete -c a76xx -n "__fish_a76xx_using_subcommand rules" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c a76xx -n "__fish_a76xx_using_subcommand rules" -s V -l version -d 'Print version'
complete -c a76xx -n "__fish_a76xx_using_subcommand formats" -l color -d 'When to colour; `auto` does on a terminal, unless `NO_COLOR` is set' -r -f -a "auto\t''
always\t''
never\t''"
complete -c a76xx -n "__fish_a76xx_using_subcommand formats" -l theme -d 'Ground of the terminal, for which fixed colours are chosen; `auto` asks `COLORFGBG`, and leaves the colours to the terminal without it' -r -f -a "auto\t''
dark\t''
light\t''"
complete -c a76xx -n "__fish_a76xx_using_subcommand formats" -l charset -d 'Characters that the text may consist of; `auto` asks the locale' -r -f -a "auto\t''
unicode\t''
ascii\t''"
complete -c a76xx -n "__fish_a76xx_using_subcommand formats" -l width -d 'Columns of the text; the terminal\'s if not given, 100 where there is none' -r
complete -c a76xx -n "__fish_a76xx_using_subcommand formats" -l ascii -d 'The same as `--charset ascii`'
complete -c a76xx -n "__fish_a76xx_using_subcommand formats" -s h -l help -d 'Print help'
complete -c a76xx -n "__fish_a76xx_using_subcommand formats" -s V -l version -d 'Print version'
complete -c a76xx -n "__fish_a76xx_using_subcommand completions" -s h -l help -d 'Print help'
complete -c a76xx -n "__fish_a76xx_using_subcommand completions" -s V -l version -d 'Print version'
complete -c a76xx -n "__fish_a76xx_using_subcommand man" -s h -l help -d 'Print help'
complete -c a76xx -n "__fish_a76xx_using_subcommand man" -s V -l version -d 'Print version'
complete -c a76xx -n "__fish_a76xx_using_subcommand help; and not __fish_seen_subcommand_from decode check redact shrink tap explain rules formats completions man help" -f -a "decode" -d 'Show what host and module said, line by line, with the meaning of each line'
complete -c a76xx -n "__fish_a76xx_using_subcommand help; and not __fish_seen_subcommand_from decode check redact shrink tap explain rules formats completions man help" -f -a "check" -d 'Say only what is wrong, with the verdict: which line went wrong first, what it means, what follows from it, and what to do next'
complete -c a76xx -n "__fish_a76xx_using_subcommand help; and not __fish_seen_subcommand_from decode check redact shrink tap explain rules formats completions man help" -f -a "redact" -d 'Replace what tells who and where in a capture, so that it can be shown to others: numbers of devices, SIM cards and telephones, addresses and host names, users and passwords'
complete -c a76xx -n "__fish_a76xx_using_subcommand help; and not __fish_seen_subcommand_from decode check redact shrink tap explain rules formats completions man help" -f -a "shrink" -d 'Shrink a capture to the smallest transcript that still shows a finding, for a bug report or a test'
complete -c a76xx -n "__fish_a76xx_using_subcommand help; and not __fish_seen_subcommand_from decode check redact shrink tap explain rules formats completions man help" -f -a "tap" -d 'Show what host and module say now: listen on serial ports or standard input, or sit between a program and its port'
complete -c a76xx -n "__fish_a76xx_using_subcommand help; and not __fish_seen_subcommand_from decode check redact shrink tap explain rules formats completions man help" -f -a "explain" -d 'Explain a rule, a command, an answer, a line that came unasked, or an error'
complete -c a76xx -n "__fish_a76xx_using_subcommand help; and not __fish_seen_subcommand_from decode check redact shrink tap explain rules formats completions man help" -f -a "rules" -d 'List the rules that captures are checked against'
complete -c a76xx -n "__fish_a76xx_using_subcommand help; and not __fish_seen_subcommand_from decode check redact shrink tap explain rules formats completions man help" -f -a "formats" -d 'List the capture formats that `decode` reads, with what each keeps of the wire'
complete -c a76xx -n "__fish_a76xx_using_subcommand help; and not __fish_seen_subcommand_from decode check redact shrink tap explain rules formats completions man help" -f -a "completions" -d 'Write completions for a shell'
complete -c a76xx -n "__fish_a76xx_using_subcommand help; and not __fish_seen_subcommand_from decode check redact shrink tap explain rules formats completions man help" -f -a "man" -d 'Write a manual page'
complete -c a76xx -n "__fish_a76xx_using_subcommand help; and not __fish_seen_subcommand_from decode check redact shrink tap explain rules formats completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
