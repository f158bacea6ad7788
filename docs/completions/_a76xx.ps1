
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'a76xx' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'a76xx'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'a76xx' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('decode', 'decode', [CompletionResultType]::ParameterValue, 'Show what host and module said, line by line, with the meaning of each line')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Say only what is wrong, with the verdict: which line went wrong first, what it means, what follows from it, and what to do next')
            [CompletionResult]::new('redact', 'redact', [CompletionResultType]::ParameterValue, 'Replace what tells who and where in a capture, so that it can be shown to others: numbers of devices, SIM cards and telephones, addresses and host names, users and passwords')
            [CompletionResult]::new('shrink', 'shrink', [CompletionResultType]::ParameterValue, 'Shrink a capture to the smallest transcript that still shows a finding, for a bug report or a test')
            [CompletionResult]::new('tap', 'tap', [CompletionResultType]::ParameterValue, 'Show what host and module say now: listen on serial ports or standard input, or sit between a program and its port')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a rule, a command, an answer, a line that came unasked, or an error')
            [CompletionResult]::new('rules', 'rules', [CompletionResultType]::ParameterValue, 'List the rules that captures are checked against')
            [CompletionResult]::new('formats', 'formats', [CompletionResultType]::ParameterValue, 'List the capture formats that `decode` reads, with what each keeps of the wire')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Write completions for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Write a manual page')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'a76xx;decode' {
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'Capture format of the input, one of `a76xx formats`; found out if not given')
            [CompletionResult]::new('--side', '--side', [CompletionResultType]::ParameterName, 'Whose bytes the input holds; found out if not given. Formats that mark their sides know better')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'What the host sent, where each side has a file of its own; with --module')
            [CompletionResult]::new('--module', '--module', [CompletionResultType]::ParameterName, 'What the module sent; with --host')
            [CompletionResult]::new('--timing', '--timing', [CompletionResultType]::ParameterName, 'The times of a recording of `script`: with its typescript as FILE, or with what was typed as --host and what was shown as --module')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write there instead of to standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write there instead of to standard output')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What to write')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour; `auto` does on a terminal, unless `NO_COLOR` is set')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'Ground of the terminal, for which fixed colours are chosen; `auto` asks `COLORFGBG`, and leaves the colours to the terminal without it')
            [CompletionResult]::new('--charset', '--charset', [CompletionResultType]::ParameterName, 'Characters that the text may consist of; `auto` asks the locale')
            [CompletionResult]::new('--width', '--width', [CompletionResultType]::ParameterName, 'Columns of the text; the terminal''s if not given, 100 where there is none')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'So many at most, of each input')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'From there on: an offset in the input, or a time since its first stamp (`1:30.5`, `90.5s`)')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Up to there, likewise')
            [CompletionResult]::new('--link', '--link', [CompletionResultType]::ParameterName, 'What concerns this link')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'These kinds alone')
            [CompletionResult]::new('--flows', '--flows', [CompletionResultType]::ParameterName, 'With `--format pcapng`: rebuild what went through the links as TCP and UDP packets too')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'The same as `--charset ascii`')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'a76xx;check' {
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'Capture format of the input, one of `a76xx formats`; found out if not given')
            [CompletionResult]::new('--side', '--side', [CompletionResultType]::ParameterName, 'Whose bytes the input holds; found out if not given. Formats that mark their sides know better')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'What the host sent, where each side has a file of its own; with --module')
            [CompletionResult]::new('--module', '--module', [CompletionResultType]::ParameterName, 'What the module sent; with --host')
            [CompletionResult]::new('--timing', '--timing', [CompletionResultType]::ParameterName, 'The times of a recording of `script`: with its typescript as FILE, or with what was typed as --host and what was shown as --module')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write there instead of to standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write there instead of to standard output')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What to write')
            [CompletionResult]::new('--select', '--select', [CompletionResultType]::ParameterName, 'Only these rules: codes, names or areas (`AT301`, `link-without-network`, `AT3`)')
            [CompletionResult]::new('--ignore', '--ignore', [CompletionResultType]::ParameterName, 'All rules but these')
            [CompletionResult]::new('--min-severity', '--min-severity', [CompletionResultType]::ParameterName, 'Nothing milder than this')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour; `auto` does on a terminal, unless `NO_COLOR` is set')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'Ground of the terminal, for which fixed colours are chosen; `auto` asks `COLORFGBG`, and leaves the colours to the terminal without it')
            [CompletionResult]::new('--charset', '--charset', [CompletionResultType]::ParameterName, 'Characters that the text may consist of; `auto` asks the locale')
            [CompletionResult]::new('--width', '--width', [CompletionResultType]::ParameterName, 'Columns of the text; the terminal''s if not given, 100 where there is none')
            [CompletionResult]::new('--verdict', '--verdict', [CompletionResultType]::ParameterName, 'Only the verdict')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'The same as `--charset ascii`')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'a76xx;redact' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write there instead of to standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write there instead of to standard output')
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'Capture format of the input, one of `a76xx formats`; found out if not given')
            [CompletionResult]::new('--side', '--side', [CompletionResultType]::ParameterName, 'Whose bytes the input holds; found out if not given. Formats that mark their sides know better')
            [CompletionResult]::new('--apn', '--apn', [CompletionResultType]::ParameterName, 'Names of access points as well')
            [CompletionResult]::new('--payloads', '--payloads', [CompletionResultType]::ParameterName, 'What went through the links and the texts of messages as well')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'a76xx;shrink' {
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'Capture format of the input, one of `a76xx formats`; found out if not given')
            [CompletionResult]::new('--side', '--side', [CompletionResultType]::ParameterName, 'Whose bytes the input holds; found out if not given. Formats that mark their sides know better')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'What the host sent, where each side has a file of its own; with --module')
            [CompletionResult]::new('--module', '--module', [CompletionResultType]::ParameterName, 'What the module sent; with --host')
            [CompletionResult]::new('--timing', '--timing', [CompletionResultType]::ParameterName, 'The times of a recording of `script`: with its typescript as FILE, or with what was typed as --host and what was shown as --module')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write there instead of to standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write there instead of to standard output')
            [CompletionResult]::new('--finding', '--finding', [CompletionResultType]::ParameterName, 'The finding to keep: code or name of a rule (`AT301`, `link-without-network`)')
            [CompletionResult]::new('--within', '--within', [CompletionResultType]::ParameterName, 'Take no longer than this, in seconds; what is the smallest by then is written')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'a76xx;tap' {
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Listen on this serial port; --side says to whom')
            [CompletionResult]::new('--host-port', '--host-port', [CompletionResultType]::ParameterName, 'Listen on this serial port to the host: its transmit line is wired to the port')
            [CompletionResult]::new('--module-port', '--module-port', [CompletionResultType]::ParameterName, 'Listen on this serial port to the module: its transmit line is wired to the port')
            [CompletionResult]::new('--between', '--between', [CompletionResultType]::ParameterName, 'Sit between a program and this serial port: the program gets a port of its own, whose name is told, and both see each other''s bytes')
            [CompletionResult]::new('--link', '--link', [CompletionResultType]::ParameterName, 'Name of the program''s port: a symbolic link, made at the start and removed at the end')
            [CompletionResult]::new('--baud', '--baud', [CompletionResultType]::ParameterName, 'Bits per second of every port; if not given 115200, and with --between what the program sets')
            [CompletionResult]::new('--side', '--side', [CompletionResultType]::ParameterName, 'Whose bytes --port or standard input gives')
            [CompletionResult]::new('--record', '--record', [CompletionResultType]::ParameterName, 'Write what is heard there as well: packets for Wireshark if the name ends in .pcapng, else a transcript (docs/transcript.md)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What to write')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write there instead of to standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write there instead of to standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour; `auto` does on a terminal, unless `NO_COLOR` is set')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'Ground of the terminal, for which fixed colours are chosen; `auto` asks `COLORFGBG`, and leaves the colours to the terminal without it')
            [CompletionResult]::new('--charset', '--charset', [CompletionResultType]::ParameterName, 'Characters that the text may consist of; `auto` asks the locale')
            [CompletionResult]::new('--width', '--width', [CompletionResultType]::ParameterName, 'Columns of the text; the terminal''s if not given, 100 where there is none')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'The same as `--charset ascii`')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'a76xx;explain' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour; `auto` does on a terminal, unless `NO_COLOR` is set')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'Ground of the terminal, for which fixed colours are chosen; `auto` asks `COLORFGBG`, and leaves the colours to the terminal without it')
            [CompletionResult]::new('--charset', '--charset', [CompletionResultType]::ParameterName, 'Characters that the text may consist of; `auto` asks the locale')
            [CompletionResult]::new('--width', '--width', [CompletionResultType]::ParameterName, 'Columns of the text; the terminal''s if not given, 100 where there is none')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'The same as `--charset ascii`')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'a76xx;rules' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What to write')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour; `auto` does on a terminal, unless `NO_COLOR` is set')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'Ground of the terminal, for which fixed colours are chosen; `auto` asks `COLORFGBG`, and leaves the colours to the terminal without it')
            [CompletionResult]::new('--charset', '--charset', [CompletionResultType]::ParameterName, 'Characters that the text may consist of; `auto` asks the locale')
            [CompletionResult]::new('--width', '--width', [CompletionResultType]::ParameterName, 'Columns of the text; the terminal''s if not given, 100 where there is none')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'The same as `--charset ascii`')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'a76xx;formats' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour; `auto` does on a terminal, unless `NO_COLOR` is set')
            [CompletionResult]::new('--theme', '--theme', [CompletionResultType]::ParameterName, 'Ground of the terminal, for which fixed colours are chosen; `auto` asks `COLORFGBG`, and leaves the colours to the terminal without it')
            [CompletionResult]::new('--charset', '--charset', [CompletionResultType]::ParameterName, 'Characters that the text may consist of; `auto` asks the locale')
            [CompletionResult]::new('--width', '--width', [CompletionResultType]::ParameterName, 'Columns of the text; the terminal''s if not given, 100 where there is none')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'The same as `--charset ascii`')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'a76xx;completions' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'a76xx;man' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'a76xx;help' {
            [CompletionResult]::new('decode', 'decode', [CompletionResultType]::ParameterValue, 'Show what host and module said, line by line, with the meaning of each line')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Say only what is wrong, with the verdict: which line went wrong first, what it means, what follows from it, and what to do next')
            [CompletionResult]::new('redact', 'redact', [CompletionResultType]::ParameterValue, 'Replace what tells who and where in a capture, so that it can be shown to others: numbers of devices, SIM cards and telephones, addresses and host names, users and passwords')
            [CompletionResult]::new('shrink', 'shrink', [CompletionResultType]::ParameterValue, 'Shrink a capture to the smallest transcript that still shows a finding, for a bug report or a test')
            [CompletionResult]::new('tap', 'tap', [CompletionResultType]::ParameterValue, 'Show what host and module say now: listen on serial ports or standard input, or sit between a program and its port')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a rule, a command, an answer, a line that came unasked, or an error')
            [CompletionResult]::new('rules', 'rules', [CompletionResultType]::ParameterValue, 'List the rules that captures are checked against')
            [CompletionResult]::new('formats', 'formats', [CompletionResultType]::ParameterValue, 'List the capture formats that `decode` reads, with what each keeps of the wire')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Write completions for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Write a manual page')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'a76xx;help;decode' {
            break
        }
        'a76xx;help;check' {
            break
        }
        'a76xx;help;redact' {
            break
        }
        'a76xx;help;shrink' {
            break
        }
        'a76xx;help;tap' {
            break
        }
        'a76xx;help;explain' {
            break
        }
        'a76xx;help;rules' {
            break
        }
        'a76xx;help;formats' {
            break
        }
        'a76xx;help;completions' {
            break
        }
        'a76xx;help;man' {
            break
        }
        'a76xx;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
