using Relumine.Doctor.Findings;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Gates;

/// <summary>The conditions under which an audit or a checkup fails, as a build would want them.</summary>
public sealed record GateOptions
{
    /// <summary>The most dead units in the whole network; null for any number.</summary>
    public GateLimit? MaxDead { get; init; }

    /// <summary>The most dead units in any one layer; null for any number.</summary>
    public GateLimit? MaxDeadLayer { get; init; }

    /// <summary>The findings that fail; null for none.</summary>
    public FailOn? FailOn { get; init; }

    /// <summary>Whether every dead unit must be proven dead over the box of the audit.</summary>
    public bool RequireProof { get; init; }

    /// <summary>An earlier one: only what is new or worse than there fails. Null to judge everything.</summary>
    public GateSubject? Baseline { get; init; }

    /// <summary>Tells what fails.</summary>
    /// <returns>One for each limit and place, with what was observed and what was allowed; empty if it passes.</returns>
    public IReadOnlyList<GateFailure> Failures(GateSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return [.. DeadInAll(subject), .. DeadInLayers(subject), .. Found(subject), .. NotProven(subject)];
    }

    /// <summary>Tells what is not judged, because there were too few samples to tell a dead unit from a rare one.</summary>
    /// <returns>A sentence; null if everything is judged.</returns>
    public string? NotJudged(GateSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var few = subject.Layers.Where(l => !subject.CanJudge(l)).ToArray();
        if (few.Length == 0 || (MaxDead is null && MaxDeadLayer is null && !subject.Findings.Any(f => FailOn?.Includes(f) == true && !subject.CanJudge(f))))
        {
            return null;
        }

        var needed = few.Max(l => subject.Limits.Samples(l.Kind));
        return $"dead and rare units of {Wording.Count(few.Length)} of {Wording.Count(subject.Layers.Count, "layer")} are not judged: "
            + $"{subject.Data!.Phrase}, but at least {Wording.Count(needed)} are needed to tell a dead unit from a rare one.";
    }

    private IEnumerable<GateFailure> DeadInAll(GateSubject subject)
    {
        var judged = subject.Layers.Where(subject.CanJudge).ToArray();
        var (dead, units) = (judged.Sum(l => l.Dead ?? 0), judged.Sum(l => l.Units));
        if (MaxDead is { } limit && limit.IsExceededBy(dead, units) && !(dead <= Baseline?.Dead))
        {
            yield return new(
                nameof(MaxDead),
                $"{Wording.Count(dead)} of {Wording.Count(units, "unit")} ({Wording.Percent(dead / (double)units)}) are dead; "
                    + $"allowed are {limit}{Before(Baseline?.Dead)}."
            );
        }
    }

    private IEnumerable<GateFailure> DeadInLayers(GateSubject subject)
    {
        if (MaxDeadLayer is not { } limit)
        {
            yield break;
        }

        foreach (var layer in subject.Layers.Where(subject.CanJudge))
        {
            var before = Baseline?.Layers.FirstOrDefault(l => l.Name == layer.Name)?.Dead;
            if (layer.Dead is { } dead && limit.IsExceededBy(dead, layer.Units) && !(dead <= before))
            {
                yield return new(nameof(MaxDeadLayer), $"{layer.Of(dead)} of layer '{layer.Name}' are dead; allowed are {limit}{Before(before)}.");
            }
        }
    }

    private IEnumerable<GateFailure> Found(GateSubject subject) =>
        from finding in subject.Findings
        where FailOn?.Includes(finding) == true && !IsKnown(finding) && subject.CanJudge(finding)
        select new GateFailure(nameof(FailOn), $"{finding.Severity.ToString().ToLowerInvariant()} {finding.Id}: {finding.Message}");

    private IEnumerable<GateFailure> NotProven(GateSubject subject)
    {
        foreach (var layer in subject.Layers)
        {
            if (FailOn?.Refuted == true && layer.Proofs is { RefutedDead: > 0 and var refuted })
            {
                yield return new(nameof(FailOn), $"{layer.Of(refuted)} of layer '{layer.Name}' never fired on the data, but an input of the box fires them.");
            }

            if (RequireProof && (layer.Dead ?? 0) - (layer.Proofs?.ProvenDead ?? 0) is > 0 and var open)
            {
                var refutedDead = layer.Proofs?.RefutedDead ?? 0;
                yield return new(
                    nameof(RequireProof),
                    $"{layer.Of(open)} of layer '{layer.Name}' are dead on the data and not proven to be dead over the box: {Wording.Count(refutedDead)} "
                        + $"refuted by an input of it, {Wording.Count(open - refutedDead)} open.");
            }
        }
    }

    /// <summary>Known is what the baseline has for the same layer, at least as grave and on at least as many units.</summary>
    public bool IsKnown(Finding finding) => Baseline?.Findings.Any(
        f => f.Id == finding.Id && f.Layer == finding.Layer && f.Severity >= finding.Severity && (f.Units ?? 0) >= (finding.Units ?? 0)) == true;

    private static string Before(int? dead) => dead is { } d ? $", and the baseline has {Wording.Count(d)}" : "";
}
