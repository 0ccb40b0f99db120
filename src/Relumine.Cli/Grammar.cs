using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Relumine.Cli.Commands;
using Relumine.Cli.Options;
using Relumine.Cli.Sessions;
using Relumine.Cli.Texts;
using Relumine.Graph.Errors;
using Relumine.Recipes;

namespace Relumine.Cli;

/// <summary>The command line as a whole: what may be written, which command it names, and how a mistake is answered.</summary>
internal sealed class Grammar
{
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No progress and no notes on standard error", Recursive = true };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "More about errors, stack traces included", Recursive = true };
    private readonly Option<bool> _version = new("--version") { Description = "Print the version" };
    private readonly SuggestDirective _suggest = new();
    private readonly RootCommand _root = new("Trains and examines rectifier (ReLU) networks: which units are dead, why, and what helps.");
    private readonly Dictionary<Command, CliCommand> _commands = [];

    /// <summary>Collects the commands of the catalogue.</summary>
    public Grammar()
    {
        _root.Options.Remove(_root.Options.OfType<VersionOption>().Single());
        _root.HelpName = "relumine";
        _root.Directives.Clear();
        _root.Add(_suggest);
        _root.SetAction(_ => 0);
        _root.Add(_version);
        _root.Add(_quiet);
        _root.Add(_verbose);
        foreach (var command in CommandCatalogue.All.Select(make => make()).OrderBy(c => c.Rank))
        {
            _root.Add(command.Syntax);
            _commands.Add(command.Syntax, command);
        }
    }

    /// <summary>The commands in the order of the overview.</summary>
    public IEnumerable<Command> Commands => _root.Subcommands;

    /// <summary>Parses the arguments and runs the command that they name.</summary>
    /// <exception cref="RelumineException">The arguments are wrong, or whatever the command throws.</exception>
    public ExitCode Run(string[] args, Session session)
    {
        var given = Parse(args);
        var command = given.CommandResult.Command;
        if (given.Action is HelpAction && command is RootCommand && args.FirstOrDefault(a => !a.StartsWith('-')) is { } nobody)
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"There is no command '{nobody}'.{Nearest.Question(nobody, command.Subcommands.Select(c => c.Name))} See '{NameOf(command)} --help'.");
        }

        if (given.Action is HelpAction)
        {
            using var help = new StringWriter { NewLine = session.Out.NewLine };
            given.Invoke(new InvocationConfiguration { Output = help, Error = session.Terminal.Error, EnableDefaultExceptionHandler = false });
            session.Out.Write(OptionGroups.Arrange(help.ToString(), command));
            return ExitCode.Done;
        }

        if (given.GetResult(_suggest) is not null)
        {
            return (ExitCode)
                given.Invoke(
                    new InvocationConfiguration
                    {
                        Output = session.Out,
                        Error = session.Terminal.Error,
                        EnableDefaultExceptionHandler = false,
                    }
                );
        }

        if (given.GetValue(_version))
        {
            session.Out.WriteLine("relumine " + ProgramVersion.Text);
            return ExitCode.Done;
        }

        if (Mistake(given, args) is { } mistake)
        {
            throw new RelumineException(ErrorKind.InvalidRequest, $"{mistake} See '{NameOf(command)} --help'.");
        }

        ResultOption.Check(given);

        // A command may have commands of its own, and then tells them apart itself.
        var owner = command.Parents.OfType<Command>().Prepend(command).FirstOrDefault(_commands.ContainsKey);
        return owner is not null
            ? _commands[owner].Run(given, session with { Quiet = given.GetValue(_quiet) })
            : Overview.Write(session.Out, Commands);
    }

    /// <summary>What is wrong with a command line, or null; nothing is run.</summary>
    public string? MistakeIn(string[] args) => Mistake(Parse(args), args);

    /// <summary>The name by which a user calls a command, e.g. <c>relumine audit</c>.</summary>
    public static string NameOf(Command command) =>
        command is RootCommand ? "relumine" : NameOf(command.Parents.OfType<Command>().First()) + " " + command.Name;

    private ParseResult Parse(string[] args) => _root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    // An option that does not exist is taken for a value where one is missing, so it is looked for among those, too.
    private string? Mistake(ParseResult given, string[] args)
    {
        var unknown = given.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash)
            .Where(t => t.Type == TokenType.Argument && t.Value.StartsWith("--", StringComparison.Ordinal))
            .Select(t => t.Value)
            .FirstOrDefault() ?? args.FirstOrDefault(given.UnmatchedTokens.Contains);
        if (unknown is null)
        {
            return given.Errors.Count == 0 ? null : given.Errors[0].Message.Trim();
        }

        var command = given.CommandResult.Command;
        var isOption = unknown.StartsWith('-');
        var known = isOption
            ? command.Options.Concat(_root.Options.Where(o => o.Recursive)).Select(o => o.Name)
            : command.Subcommands.Select(c => c.Name);
        var what = isOption ? "There is no option" : command.Subcommands.Count > 0 ? "There is no command" : $"'{NameOf(command)}' cannot take";
        return $"{what} '{unknown}'.{Nearest.Question(unknown, known)}";
    }
}
