using System.CommandLine;
using Relucent.Kernels;

namespace Relucent.Cli;

/// <summary><c>relucent explain NAME</c>.</summary>
internal sealed class ExplainCommand : CliCommand
{
    private readonly Argument<string?> _name = new("NAME")
    {
        Description = "An activation, e.g. relu; left out, all names are listed",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "NAME",
    };

    /// <summary>Declares the arguments.</summary>
    public ExplainCommand()
    {
        Syntax = new("explain", "Tells what an activation is: formula, slopes, plot, and whether it has a derivative at its kinks.") { _name };
    }

    /// <inheritdoc/>
    public override int Rank => 4;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        var name = given.GetValue(_name);
        if (name is null)
        {
            List(session.Out);
            return ExitCode.Done;
        }

        var activation = ActivationCatalogue.Find(name) ?? throw Unknown(name);
        ExplainText.Write(activation, session.Terminal);
        return ExitCode.Done;
    }

    private static void List(TextWriter output)
    {
        output.WriteLine("Activations:");
        foreach (var activation in ActivationCatalogue.All)
        {
            output.WriteLine($"  {activation.Card.Name,-18}{activation.Card.Definition}");
        }
    }

    private static RelucentException Unknown(string name)
    {
        var known = ActivationCatalogue.All.SelectMany(a => a.Card.Aliases.Prepend(a.Card.Name));
        return new(ExitCode.WrongUsage, $"Nothing is called '{name}'.{Nearest.Question(name, known)} 'relucent explain' lists all names.");
    }
}
