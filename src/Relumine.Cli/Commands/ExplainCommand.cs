using System.CommandLine;
using Relumine.Cli.Explanations;
using Relumine.Cli.Explanations.Topics;
using Relumine.Cli.Files;
using Relumine.Cli.Options;
using Relumine.Cli.Output;
using Relumine.Cli.Sessions;
using Relumine.Doctor.Causes;
using Relumine.Doctor.Findings;
using Relumine.Kernels;
using Relumine.Kernels.Rows;
using Relumine.Reports.Pages;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine explain NAME</c>.</summary>
internal sealed class ExplainCommand : CliCommand
{
    private readonly Argument<string[]> _name = new("NAME")
    {
        Description =
            "An activation, e.g. relu, a finding, e.g. dead-units, a cause, e.g. init-bias, or what you would ask, e.g. dying relu; "
                + "left out, all names are listed",
        Arity = ArgumentArity.ZeroOrMore,
        HelpName = "NAME",
    };

    private readonly Option<string?> _json = StandardOptions.File("--json", "Write it as JSON, too; - for standard output, alone");

    private readonly Option<string?> _html = StandardOptions.File("--html", "Write it as a page, too: one HTML file that needs nothing else");

    /// <summary>Declares the arguments.</summary>
    public ExplainCommand()
    {
        Syntax = new("explain", "Explains an activation (formula, plot, derivative at its kinks), a finding, a cause, or what people ask about.")
        {
            _name,
            _json,
            _html,
        };
    }

    /// <inheritdoc/>
    public override int Rank => 4;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        var words = new Words(given.GetValue(_name) ?? []);
        words = words.Asked is { } asked && !Explain.Knows(words) && Explain.Knows(asked) ? asked : words;
        ResultFile.CheckFolder(given.GetValue(_json));
        ResultFile.CheckFolder(given.GetValue(_html));
        if (words.Text.Length == 0)
        {
            List(session.Out);
        }
        else if (Explain.Activation(words) is { } activation)
        {
            var page = () => ExplainPage.Write(activation, Explain.LessonOf(activation));
            Write(given, session, page, () => ExplainDocument.Write(activation), t => ActivationText.Write(activation, t));
        }
        else
        {
            var found = Explain.Of(words);
            if (found.Count == 0)
            {
                throw Explain.Unknown(words);
            }

            var pages = () => ExplanationPage.Write(Explain.WithRelated(found));
            Write(given, session, pages, () => ExplanationDocument.Write(words, found), t => WriteAll(found, t));
        }

        return ExitCode.Done;
    }

    private void Write(ParseResult given, Session session, Func<string> page, Func<string> document, Action<Terminal> text)
    {
        var (json, html) = (given.GetValue(_json), given.GetValue(_html));
        if (html is not null)
        {
            ResultFile.Write(session, html, "page", page());
        }

        if (json is not null)
        {
            ResultFile.Write(session, json, "JSON", document());
        }

        if (json != ResultFile.StandardOutput && html != ResultFile.StandardOutput)
        {
            text(session.Terminal);
        }
    }

    // A word may name several, such as target-scale: what one sees, and what brings it about.
    private static void WriteAll(IReadOnlyList<Explanation> found, Terminal terminal)
    {
        foreach (var (explanation, number) in found.Select((e, i) => (e, i)))
        {
            if (number > 0)
            {
                terminal.Out.WriteLine();
                terminal.Out.WriteLine();
            }

            ExplanationText.Write(explanation, terminal);
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

        output.WriteLine();
        output.WriteLine("Topics, by these and other words:");
        foreach (var topic in TopicCatalogue.All)
        {
            output.WriteLine($"  {topic.Id,-24}{topic.Title}");
        }
    }
}
