using System.CommandLine;
using Relumine.Cli.Sessions;
using Relumine.Doctor.Gates;
using Relumine.Doctor.Runs.Training;
using Relumine.Doctor.Units;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Options;

/// <summary>The options that make a training run fail a build: what it ended with is judged, not how it got there.</summary>
internal sealed class TrainingGates
{
    private readonly Option<string?> _maxDead = new("--max-dead")
    {
        HelpName = "5%|20",
        Description = "Fail (exit code 1) if more units of the trained network are dead",
    };
    private readonly Option<string?> _maxDeadLayer = new("--max-dead-layer")
    {
        HelpName = "40%|20",
        Description = "Fail if more units of any one layer are dead",
    };
    private readonly Option<string?> _failOn = new("--fail-on")
    {
        HelpName = "info|warning|critical|ID[,…]",
        Description = "Fail if there are findings this grave, or of this kind, e.g. diverged-training",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_maxDead, _maxDeadLayer, _failOn])
        {
            command.Add(option);
        }
    }

    /// <summary>Understands the options, before any work is done.</summary>
    /// <exception cref="RelumineException">One of them is wrong.</exception>
    public Func<TrainingResult, IEnumerable<string>> Read(ParseResult given)
    {
        GateLimit? all = given.GetValue(_maxDead) is { } a ? GateLimit.Parse(a, "--max-dead") : null;
        GateLimit? layer = given.GetValue(_maxDeadLayer) is { } l ? GateLimit.Parse(l, "--max-dead-layer") : null;
        var failOn = given.GetValue(_failOn) is { } words ? FailOn.Parse(words, "--fail-on") : null;
        return result => [.. DeadInAll(result, all), .. DeadInLayers(result, layer), .. Found(result, failOn)];
    }

    /// <summary>Says on standard error what fails.</summary>
    public static ExitCode Judge(Func<TrainingResult, IEnumerable<string>> gates, TrainingResult result, Session session)
    {
        var failures = gates(result).ToArray();
        foreach (var failure in failures)
        {
            session.Terminal.Error.WriteLine("failed: " + failure);
        }

        return failures.Length == 0 ? ExitCode.Done : ExitCode.GateFailed;
    }

    private static IEnumerable<string> DeadInAll(TrainingResult result, GateLimit? limit)
    {
        var (dead, units) = TrainingWording.Dead(result.Last);
        if (limit?.IsExceededBy(dead, units) == true)
        {
            yield return $"--max-dead: {Wording.Count(dead)} of {Wording.Count(units, "unit")} are dead; allowed are {limit}.";
        }
    }

    private static IEnumerable<string> DeadInLayers(TrainingResult result, GateLimit? limit) =>
        from layer in result.Last?.Layers ?? []
        where layer.Dead is { } dead && limit?.IsExceededBy(dead, layer.Units) == true
        select $"--max-dead-layer: {Wording.Count(layer.Dead!.Value)} of {Wording.Count(layer.Units, "unit")} of layer '{layer.Name}' are dead; "
            + $"allowed are {limit}.";

    private static IEnumerable<string> Found(TrainingResult result, FailOn? failOn) =>
        from finding in result.Findings
        where failOn?.Includes(finding) == true
        select $"--fail-on: {finding.Severity.ToString().ToLowerInvariant()} {finding.Id}: {finding.Message}";
}
