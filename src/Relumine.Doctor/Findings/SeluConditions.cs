using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>SELU without what keeps its mean and variance.</summary>
internal sealed class SeluConditions : IFinding
{
    /// <inheritdoc/>
    public string Id => "selu-conditions";

    /// <inheritdoc/>
    public string Title => "SELU without what it needs";

    /// <inheritdoc/>
    public string Why =>
        "SELU brings every layer back to mean 0 and variance 1, but only behind weights of variance 1 ÷ fan-in (LeCun) and without plain dropout, "
            + "which puts zeros where SELU's lowest value belongs (Klambauer et al. 2017). Without that it is an activation as any other, and deep "
            + "networks of it drift.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        "Weights in front of a SELU do not begin as LeCun's (nor orthogonal, nor by LSUV), or a plain dropout stands behind a SELU, and no normalization is "
            + $"there instead. Info; a warning if less than {Wording.Percent(limits.Training.GoodSkill)} of what separates the best constant answer from a "
            + "perfect score was learned. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.SeluConditions];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["init-too-large", "init-too-small"];

    /// <inheritdoc/>
    public bool IsItsOwnCause => true;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (context.Training is not { } run)
        {
            yield break;
        }

        var (inits, drops) = (run.Blueprint.OddSelus, run.Blueprint.Dropouts.Where(d => d.IsBehindSelu && !d.IsAlpha).ToArray());
        if (inits.Count == 0 && drops.Length == 0)
        {
            yield break;
        }

        string[] told =
        [
            .. inits.Count > 0
                ? [$"{Wording.Count(inits.Count, "layer begins", "layers begin")} by {string.Join(" and ", inits.Distinct())} in front of a SELU"]
                : Array.Empty<string>(),
            .. drops.Length > 0
                ? [$"plain dropout stands behind a SELU ({Wording.Several([.. drops.Select(d => d.Path)])})"]
                : Array.Empty<string>(),
        ];
        yield return new(
            Id, run.Skill < context.Thresholds.Training.GoodSkill ? Severity.Warning : Severity.Info, null, null,
            char.ToUpperInvariant(told[0][0]) + string.Join(", and ", told)[1..] + ": SELU keeps mean and variance only with lecunNormal and alphaDropout.",
            new Dictionary<string, double> { ["layers"] = inits.Count, ["dropouts"] = drops.Length, ["skill"] = run.Skill },
            Cures);
    }
}
