
use builtin;
use str;

set edit:completion:arg-completer[a76xx] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'a76xx'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'a76xx'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand decode 'Show what host and module said, line by line, with the meaning of each line'
            cand check 'Say only what is wrong, with the verdict: which line went wrong first, what it means, what follows from it, and what to do next'
            cand redact 'Replace what tells who and where in a capture, so that it can be shown to others: numbers of devices, SIM cards and telephones, addresses and host names, users and passwords'
            cand shrink 'Shrink a capture to the smallest transcript that still shows a finding, for a bug report or a test'
            cand tap 'Show what host and module say now: listen on serial ports or standard input, or sit between a program and its port'
            cand explain 'Explain a rule, a command, an answer, a line that came unasked, or an error'
            cand rules 'List the rules that captures are checked against'
            cand formats 'List the capture formats that `decode` reads, with what each keeps of the wire'
            cand completions 'Write completions for a shell'
            cand man 'Write a manual page'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'a76xx;decode'= {
            cand --input 'Capture format of the input, one of `a76xx formats`; found out if not given'
            cand --side 'Whose bytes the input holds; found out if not given. Formats that mark their sides know better'
            cand --host 'What the host sent, where each side has a file of its own; with --module'
            cand --module 'What the module sent; with --host'
            cand --timing 'The times of a recording of `script`: with its typescript as FILE, or with what was typed as --host and what was shown as --module'
            cand -o 'Write there instead of to standard output'
            cand --output 'Write there instead of to standard output'
            cand --format 'What to write'
            cand --color 'When to colour; `auto` does on a terminal, unless `NO_COLOR` is set'
            cand --theme 'Ground of the terminal, for which fixed colours are chosen; `auto` asks `COLORFGBG`, and leaves the colours to the terminal without it'
            cand --charset 'Characters that the text may consist of; `auto` asks the locale'
            cand --width 'Columns of the text; the terminal''s if not given, 100 where there is none'
            cand --limit 'So many at most, of each input'
            cand --from 'From there on: an offset in the input, or a time since its first stamp (`1:30.5`, `90.5s`)'
            cand --to 'Up to there, likewise'
            cand --link 'What concerns this link'
            cand --only 'These kinds alone'
            cand --flows 'With `--format pcapng`: rebuild what went through the links as TCP and UDP packets too'
            cand --ascii 'The same as `--charset ascii`'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'a76xx;check'= {
            cand --input 'Capture format of the input, one of `a76xx formats`; found out if not given'
            cand --side 'Whose bytes the input holds; found out if not given. Formats that mark their sides know better'
            cand --host 'What the host sent, where each side has a file of its own; with --module'
            cand --module 'What the module sent; with --host'
            cand --timing 'The times of a recording of `script`: with its typescript as FILE, or with what was typed as --host and what was shown as --module'
            cand -o 'Write there instead of to standard output'
            cand --output 'Write there instead of to standard output'
            cand --format 'What to write'
            cand --select 'Only these rules: codes, names or areas (`AT301`, `link-without-network`, `AT3`)'
            cand --ignore 'All rules but these'
            cand --min-severity 'Nothing milder than this'
            cand --color 'When to colour; `auto` does on a terminal, unless `NO_COLOR` is set'
            cand --theme 'Ground of the terminal, for which fixed colours are chosen; `auto` asks `COLORFGBG`, and leaves the colours to the terminal without it'
            cand --charset 'Characters that the text may consist of; `auto` asks the locale'
            cand --width 'Columns of the text; the terminal''s if not given, 100 where there is none'
            cand --verdict 'Only the verdict'
            cand --ascii 'The same as `--charset ascii`'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'a76xx;redact'= {
            cand -o 'Write there instead of to standard output'
            cand --output 'Write there instead of to standard output'
            cand --input 'Capture format of the input, one of `a76xx formats`; found out if not given'
            cand --side 'Whose bytes the input holds; found out if not given. Formats that mark their sides know better'
            cand --apn 'Names of access points as well'
            cand --payloads 'What went through the links and the texts of messages as well'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'a76xx;shrink'= {
            cand --input 'Capture format of the input, one of `a76xx formats`; found out if not given'
            cand --side 'Whose bytes the input holds; found out if not given. Formats that mark their sides know better'
            cand --host 'What the host sent, where each side has a file of its own; with --module'
            cand --module 'What the module sent; with --host'
            cand --timing 'The times of a recording of `script`: with its typescript as FILE, or with what was typed as --host and what was shown as --module'
            cand -o 'Write there instead of to standard output'
            cand --output 'Write there instead of to standard output'
            cand --finding 'The finding to keep: code or name of a rule (`AT301`, `link-without-network`)'
            cand --within 'Take no longer than this, in seconds; what is the smallest by then is written'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'a76xx;tap'= {
            cand --port 'Listen on this serial port; --side says to whom'
            cand --host-port 'Listen on this serial port to the host: its transmit line is wired to the port'
            cand --module-port 'Listen on this serial port to the module: its transmit line is wired to the port'
            cand --between 'Sit between a program and this serial port: the program gets a port of its own, whose name is told, and both see each other''s bytes'
            cand --link 'Name of the program''s port: a symbolic link, made at the start and removed at the end'
            cand --baud 'Bits per second of every port; if not given 115200, and with --between what the program sets'
            cand --side 'Whose bytes --port or standard input gives'
            cand --record 'Write what is heard there as well: packets for Wireshark if the name ends in .pcapng, else a transcript (docs/transcript.md)'
            cand --format 'What to write'
            cand -o 'Write there instead of to standard output'
            cand --output 'Write there instead of to standard output'
            cand --color 'When to colour; `auto` does on a terminal, unless `NO_COLOR` is set'
            cand --theme 'Ground of the terminal, for which fixed colours are chosen; `auto` asks `COLORFGBG`, and leaves the colours to the terminal without it'
            cand --charset 'Characters that the text may consist of; `auto` asks the locale'
            cand --width 'Columns of the text; the terminal''s if not given, 100 where there is none'
            cand --ascii 'The same as `--charset ascii`'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'a76xx;explain'= {
            cand --color 'When to colour; `auto` does on a terminal, unless `NO_COLOR` is set'
            cand --theme 'Ground of the terminal, for which fixed colours are chosen; `auto` asks `COLORFGBG`, and leaves the colours to the terminal without it'
            cand --charset 'Characters that the text may consist of; `auto` asks the locale'
            cand --width 'Columns of the text; the terminal''s if not given, 100 where there is none'
            cand --ascii 'The same as `--charset ascii`'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'a76xx;rules'= {
            cand --format 'What to write'
            cand --color 'When to colour; `auto` does on a terminal, unless `NO_COLOR` is set'
            cand --theme 'Ground of the terminal, for which fixed colours are chosen; `auto` asks `COLORFGBG`, and leaves the colours to the terminal without it'
            cand --charset 'Characters that the text may consist of; `auto` asks the locale'
            cand --width 'Columns of the text; the terminal''s if not given, 100 where there is none'
            cand --ascii 'The same as `--charset ascii`'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'a76xx;formats'= {
            cand --color 'When to colour; `auto` does on a terminal, unless `NO_COLOR` is set'
            cand --theme 'Ground of the terminal, for which fixed colours are chosen; `auto` asks `COLORFGBG`, and leaves the colours to the terminal without it'
            cand --charset 'Characters that the text may consist of; `auto` asks the locale'
            cand --width 'Columns of the text; the terminal''s if not given, 100 where there is none'
            cand --ascii 'The same as `--charset ascii`'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'a76xx;completions'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'a76xx;man'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'a76xx;help'= {
            cand decode 'Show what host and module said, line by line, with the meaning of each line'
            cand check 'Say only what is wrong, with the verdict: which line went wrong first, what it means, what follows from it, and what to do next'
            cand redact 'Replace what tells who and where in a capture, so that it can be shown to others: numbers of devices, SIM cards and telephones, addresses and host names, users and passwords'
            cand shrink 'Shrink a capture to the smallest transcript that still shows a finding, for a bug report or a test'
            cand tap 'Show what host and module say now: listen on serial ports or standard input, or sit between a program and its port'
            cand explain 'Explain a rule, a command, an answer, a line that came unasked, or an error'
            cand rules 'List the rules that captures are checked against'
            cand formats 'List the capture formats that `decode` reads, with what each keeps of the wire'
            cand completions 'Write completions for a shell'
            cand man 'Write a manual page'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'a76xx;help;decode'= {
        }
        &'a76xx;help;check'= {
        }
        &'a76xx;help;redact'= {
        }
        &'a76xx;help;shrink'= {
        }
        &'a76xx;help;tap'= {
        }
        &'a76xx;help;explain'= {
        }
        &'a76xx;help;rules'= {
        }
        &'a76xx;help;formats'= {
        }
        &'a76xx;help;completions'= {
        }
        &'a76xx;help;man'= {
        }
        &'a76xx;help;help'= {
        }
    ]
    $completions[$command]
}
