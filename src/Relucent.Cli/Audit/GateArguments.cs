using System.CommandLine;
using Relucent.Json;

namespace Relucent.Cli;

/// <summary>The options that make an audit fail a build.</summary>
internal sealed class GateArguments
{
    private readonly Option<string?> _maxDead = new("--max-dead") { HelpName = "5%|20", Description = "Fail (exit code 1) if more units of the network are dead" };
    private readonly Option<string?> _maxDeadLayer = new("--max-dead-layer") { HelpName = "40%|20", Description = "Fail if more units of any one layer are dead" };
    private readonly Option<string?> _failOn = new("--fail-on") { HelpName = "info|warning|critical|ID[,…]", Description = "Fail if there are findings this grave, or of this kind" };
    private readonly Option<string?> _baseline = new("--baseline") { HelpName = "FILE", Description = "An earlier --json: fail only for what is new or worse" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_maxDead, _maxDeadLayer, _failOn, _baseline])
        {
            command.Add(option);
        }
    }

    /// <summary>Understands the options, before any work is done.</summary>
    public Gates Read(ParseResult given) => new()
    {
        MaxDead = given.GetValue(_maxDead) is { } all ? GateLimit.Parse(all, "--max-dead") : null,
        MaxDeadLayer = given.GetValue(_maxDeadLayer) is { } layer ? GateLimit.Parse(layer, "--max-dead-layer") : null,
        FailOn = given.GetValue(_failOn) is { } words ? FailOn.Parse(words) : null,
        Baseline = given.GetValue(_baseline) is { } path ? AuditJson.Read(TextFile.Read(path), path) : null,
    };

    /// <summary>Says on standard error what fails.</summary>
    public static ExitCode Judge(Gates gates, AuditResult result, Session session)
    {
        var failures = gates.Failures(result);
        foreach (var failure in failures)
        {
            session.Terminal.Error.WriteLine("failed: " + failure);
        }

        return failures.Count == 0 ? ExitCode.Done : ExitCode.GateFailed;
    }
}
