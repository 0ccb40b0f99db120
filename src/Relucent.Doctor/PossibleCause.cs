namespace Relucent;

/// <summary>What may have made a finished network as it is. Only a checkup of its recipe can test it: a file does not tell how it was trained.</summary>
/// <param name="Cause">Which, e.g. <c>learning-rate-too-high</c>; see <see cref="CauseCatalogue"/>.</param>
/// <param name="Findings">The findings that it would explain.</param>
/// <param name="Tested">Always false: nothing was tried.</param>
public sealed record PossibleCause(string Cause, IReadOnlyList<string> Findings, bool Tested = false)
{
    private static readonly Dictionary<string, string[]> s_causes = new()
    {
        ["dead-units"] = ["learning-rate-too-high", "init-bias", "data-not-centred", "architecture-too-narrow"],
        ["collapsed-layer"] = ["learning-rate-too-high", "init-bias", "data-not-centred", "architecture-too-narrow"],
        ["always-on-units"] = ["data-not-centred", "weight-decay-too-strong", "init-bias"],
        ["constant-units"] = ["weight-decay-too-strong", "data-scale"],
        ["exploding-activations"] = ["init-too-large", "missing-normalisation", "data-scale"],
        ["vanishing-signal"] = ["init-too-small", "weight-decay-too-strong"],
        ["non-finite-weights"] = ["learning-rate-too-high", "init-too-large", "momentum-too-high"],
        ["non-finite-activations"] = ["learning-rate-too-high", "init-too-large", "data-scale"],
        ["data-scale"] = ["data-scale"],
    };

    /// <summary>The causes that findings of a warning or worse make one think of, what would explain most of them first.</summary>
    public static IReadOnlyList<PossibleCause> Of(IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return [.. findings.Where(f => f.Severity >= Severity.Warning).Select(f => f.Id).Distinct()
            .SelectMany(id => s_causes.GetValueOrDefault(id, []).Select(cause => (cause, id)))
            .GroupBy(p => p.cause, p => p.id).OrderByDescending(g => g.Count()).Select(g => new PossibleCause(g.Key, [.. g]))];
    }
}
