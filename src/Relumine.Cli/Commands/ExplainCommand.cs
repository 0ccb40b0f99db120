using System.CommandLine;
using Relumine.Cli.Explanations;
using Relumine.Cli.Files;
using Relumine.Cli.Options;
using Relumine.Cli.Sessions;
using Relumine.Doctor.Causes;
using Relumine.Doctor.Findings;
using Relumine.Graph.Errors;
using Relumine.Kernels;
using Relumine.Kernels.Rows;
using Relumine.Recipes;
using Relumine.Reports.Pages;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine explain NAME</c>.</summary>
internal sealed class ExplainCommand : CliCommand
{
    private readonly Argument<string[]> _name = new("NAME")
    {
        Description = "An activation, e.g. relu, a finding, e.g. dead-units, or a cause, e.g. init-bias; left out, all names are listed",
        Arity = ArgumentArity.ZeroOrMore,
        HelpName = "NAME",
    };

    private readonly Option<string?> _json = StandardOptions.File("--json", "Write it as JSON, too; - for standard output, alone");

    private readonly Option<string?> _html = StandardOptions.File("--html", "Write it as a page, too: one HTML file that needs nothing else");

    /// <summary>Declares the arguments.</summary>
    public ExplainCommand()
    {
        Syntax = new("explain", "Explains an activation (formula, plot, derivative at its kinks), a finding or a cause.") { _name, _json, _html };
    }

    /// <inheritdoc/>
    public override int Rank => 4;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        // "dying relu" and "vanishing gradient" are what people say; names have hyphens.
        var name = string.Join('-', given.GetValue(_name) ?? []);
        if (name.Length == 0)
        {
            List(session.Out);
            return ExitCode.Done;
        }

        if ((ActivationCatalogue.Find(name) ?? ActivationOperatorCatalogue.Find(name)) is { } activation)
        {
            Write(activation, given, session);
        }
        else if (FindingCatalogue.Find(name) is { } finding)
        {
            // A name may be that of both, such as target-scale: what one sees, and what brings it about.
            FindingText.Write(finding, session.Terminal);
            if (CauseCatalogue.Find(name) is { } same)
            {
                session.Out.WriteLine();
                CauseText.Write(same, session.Terminal);
            }
        }
        else
        {
            CauseText.Write(CauseCatalogue.Find(name) ?? throw Unknown(name), session.Terminal);
        }

        return ExitCode.Done;
    }

    private void Write(Activation activation, ParseResult given, Session session)
    {
        var (json, html) = (given.GetValue(_json), given.GetValue(_html));
        if (html is not null)
        {
            ResultFile.Write(session, html, "page", ExplainPage.Write(activation));
        }

        if (json is not null)
        {
            ResultFile.Write(session, json, "JSON", ExplainDocument.Write(activation));
        }

        if (json != ResultFile.StandardOutput && html != ResultFile.StandardOutput)
        {
            ActivationText.Write(activation, session.Terminal);
        }
    }

    private static void List(TextWriter output)
    {
        output.WriteLine("Activations:");
        foreach (var card in ActivationCatalogue.All.Concat(ActivationOperatorCatalogue.All).Select(a => a.Card))
        {
            output.WriteLine($"  {card.Name,-24}{card.Definition}");
        }

        output.WriteLine();
        output.WriteLine("Findings of an audit or a checkup:");
        foreach (var finding in FindingCatalogue.All)
        {
            output.WriteLine($"  {finding.Id,-24}{finding.Title}");
        }

        output.WriteLine();
        output.WriteLine("Causes that a checkup tests:");
        foreach (var cause in CauseCatalogue.All)
        {
            output.WriteLine($"  {cause.Id,-26}{cause.Title}");
        }
    }

    // What people say, and what it is called here.
    private static string Said(string name) => name
        .Replace("dying", "dead", StringComparison.OrdinalIgnoreCase)
        .Replace("dead-relus", "dead-units", StringComparison.OrdinalIgnoreCase)
        .Replace("dead-relu", "dead-units", StringComparison.OrdinalIgnoreCase)
        .Replace("neuron", "unit", StringComparison.OrdinalIgnoreCase)
        .Replace("lr-", "learning-rate-", StringComparison.OrdinalIgnoreCase);

    private static RelumineException Unknown(string name)
    {
        var meant = Said(name);
        var known = ActivationCatalogue
            .All.Concat(ActivationOperatorCatalogue.All)
            .SelectMany(a => a.Card.Aliases.Prepend(a.Card.Name))
            .Concat(FindingCatalogue.All.Select(f => f.Id))
            .Concat(CauseCatalogue.All.Select(c => c.Id));
        return new(
            ErrorKind.InvalidRequest,
            $"Nothing is called '{name}'.{Nearest.Question(Nearest.To(meant, known).Count > 0 ? meant : meant.Split('-').MaxBy(w => w.Length)!, known)} "
                + $"'relumine explain' lists all names."
        );
    }
}
