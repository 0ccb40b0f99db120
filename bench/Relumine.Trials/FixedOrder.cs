namespace Relumine.Trials;

/// <summary>
/// The floor to beat: symptoms by fixed limits, then a fixed order of tests for the cause, as DeepDiagnosis has them (Wardat
/// et al. 2022, "DeepDiagnosis: Automatically Diagnosing Faults and Recommending Actionable Fixes in Deep Learning Programs"). Nothing is tried.
/// </summary>
internal static class FixedOrder
{
    private const double ManyZeros = 0.7;
    private const double LittleGradient = 1e-7;
    private const double LargestInput = 1;
    private const double LeastVariance = 1e-5;
    private const double MostVariance = 10;
    private const double LeastUpdate = 1e-5;
    private const double MostUpdate = 0.1;

    private static readonly (string Prefix, string[] Causes)[] s_kinds =
    [
        ("data", ["data-not-centred", "data-scale", "data-outliers", "target-scale"]),
        ("weights", ["init-bias", "init-too-small", "init-too-large", "init-symmetric"]),
        ("rate", ["learning-rate-too-high", "learning-rate-too-low", "momentum-too-high"]),
        ("layers", ["architecture-too-narrow", "saturating-activation", "output-activation", "missing-normalisation", "weight-decay-too-strong"]),
    ];

    /// <summary>Whether a symptom shows: numbers that are not finite, many zeros, no gradient, a loss or a score that does not get better.</summary>
    public static bool Finds(IReadOnlyDictionary<string, double> measures) =>
        measures["diverged"] > 0
        || measures.GetValueOrDefault("sparsityMost") > ManyZeros
        || measures.GetValueOrDefault("step0.leastGradient", 1) < LittleGradient
        || measures["lossKept"] > 0.99
        || measures["score"] <= measures["step0.score"];

    /// <summary>What the first test that fires advises to change: <c>data</c>, <c>weights</c>, <c>rate</c>, or else <c>layers</c>.</summary>
    public static string Advice(IReadOnlyDictionary<string, double> measures) =>
        measures["largestInput"] > LargestInput ? "data"
        : measures["leastVariance"] < LeastVariance || measures["mostVariance"] > MostVariance ? "weights"
        : !(measures["updateRatio"] <= MostUpdate && measures["updateRatio"] >= LeastUpdate) ? "rate"
        : "layers";

    /// <summary>Whether an advice is about the right kind of cause.</summary>
    public static bool IsRight(string advice, IEnumerable<string> causes) => causes.Any(c => s_kinds.Any(k => k.Prefix == advice && k.Causes.Contains(c)));
}
