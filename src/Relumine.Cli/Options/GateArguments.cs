using System.CommandLine;
using Relumine.Cli.Files;
using Relumine.Cli.Sessions;
using Relumine.Doctor.Gates;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Options;

/// <summary>The options that make an audit or a checkup fail a build.</summary>
/// <param name="baseline">Reads the document that an earlier run of the same command wrote, given with its path.</param>
internal sealed class GateArguments(Func<string, string, GateSubject> baseline)
{
    private readonly Option<string?> _maxDead = new("--max-dead")
    {
        HelpName = "5%|20",
        Description = "Fail (exit code 1) if more units of the network are dead",
    };
    private readonly Option<string?> _maxDeadLayer = new("--max-dead-layer")
    {
        HelpName = "40%|20",
        Description = "Fail if more units of any one layer are dead",
    };
    private readonly Option<string?> _failOn = new("--fail-on")
    {
        HelpName = "info|warning|critical|refuted|ID[,…]",
        Description = "Fail if there are findings this grave, or of this kind",
    };
    private readonly Option<string?> _baseline = new("--baseline") { HelpName = "FILE", Description = "An earlier --json: fail only for what is new or worse" };

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option<string?>> Options => [_maxDead, _maxDeadLayer, _failOn, _baseline];

    /// <summary>Understands the options, before any work is done.</summary>
    public GateOptions Read(ParseResult given) => new()
    {
        MaxDead = given.GetValue(_maxDead) is { } all ? GateLimit.Parse(all, "--max-dead") : null,
        MaxDeadLayer = given.GetValue(_maxDeadLayer) is { } layer ? GateLimit.Parse(layer, "--max-dead-layer") : null,
        FailOn = given.GetValue(_failOn) is { } words ? FailOn.Parse(words, "--fail-on") : null,
        Baseline = given.GetValue(_baseline) is { } path ? baseline(TextFile.Read(path), path) : null,
    };

    /// <summary>Says on standard error what fails.</summary>
    public static ExitCode Judge(GateOptions gates, GateSubject subject, Session session)
    {
        if (gates.NotJudged(subject) is { } why)
        {
            session.Terminal.Error.WriteLine("not judged: " + why);
        }

        var failures = gates.Failures(subject);
        foreach (var failure in failures)
        {
            session.Terminal.Error.WriteLine($"failed: {Option(failure.Limit)}: {failure.Reason}");
        }

        return failures.Count == 0 ? ExitCode.Done : ExitCode.GateFailed;
    }

    private static string Option(string limit) => limit switch
    {
        nameof(GateOptions.MaxDead) => "--max-dead",
        nameof(GateOptions.MaxDeadLayer) => "--max-dead-layer",
        nameof(GateOptions.RequireProof) => "--require-proof",
        _ => "--fail-on",
    };
}
