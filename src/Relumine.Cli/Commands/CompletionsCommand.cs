using System.CommandLine;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine completions SHELL</c>: what a shell has to know to complete commands and options.</summary>
internal sealed class CompletionsCommand : CliCommand
{
    // The program is asked with the line and the place of the cursor; whatever it does not complete is left to the shell, as files are.
    private const string Bash = """
        # Put this into ~/.bashrc: source <(relumine completions bash)
        _relumine() {
            local line
            COMPREPLY=()
            while IFS= read -r line; do
                [[ $line == "${COMP_WORDS[COMP_CWORD]}"* ]] && COMPREPLY+=("$line")
            done < <(relumine "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)
        }
        complete -o default -F _relumine relumine

        """;

    private const string Zsh = """
        # Put this into ~/.zshrc, behind compinit: source <(relumine completions zsh)
        _relumine() {
            local -a found
            found=("${(@f)$(relumine "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -a found
            _files
        }
        compdef _relumine relumine

        """;

    private const string Fish = """
        # Put this into ~/.config/fish/config.fish: relumine completions fish | source
        complete -c relumine -a '(relumine "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'

        """;

    private const string PowerShell = """
        # Put this into $PROFILE: relumine completions pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName relumine -ScriptBlock {
            param($word, $line, $cursor)
            relumine "[suggest:$cursor]" "$line" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }

        """;

    private static readonly Dictionary<string, string> s_scripts = new()
    {
        ["bash"] = Bash,
        ["zsh"] = Zsh,
        ["fish"] = Fish,
        ["pwsh"] = PowerShell,
    };

    private readonly Argument<string> _shell = new("SHELL") { Description = "Which shell", HelpName = string.Join('|', s_scripts.Keys) };

    /// <summary>Declares the argument.</summary>
    public CompletionsCommand()
    {
        _shell.CompletionSources.Add([.. s_scripts.Keys]);
        Syntax = new("completions", "Prints what makes a shell complete commands and options.") { _shell };
    }

    /// <inheritdoc/>
    public override int Rank => 8;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        var shell = given.GetRequiredValue(_shell);
        session.Out.Write(
            s_scripts.TryGetValue(shell, out var script)
                ? script.ReplaceLineEndings("\n")
                : throw new RelumineException(
                    ErrorKind.InvalidRequest, $"'{shell}' is no shell that is known here. Give one of {string.Join(", ", s_scripts.Keys)}."));
        return ExitCode.Done;
    }
}
