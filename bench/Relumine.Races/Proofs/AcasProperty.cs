using Relumine.Doctor.Proofs.Properties;

namespace Relumine.Races.Proofs;

/// <summary>
/// The properties of the ACAS Xu networks (Katz et al. 2017, "Reluplex", arXiv 1702.01135, appendix VI) with the scales of inputs and outputs
/// that VNN-COMP uses: inputs are distance (ft), angle, heading (rad), own and the intruder's speed (ft/s); outputs are the scores of clear of
/// conflict, weak left, weak right, strong left and strong right, of which the smallest is chosen.
/// </summary>
internal static class AcasProperty
{
    private const int Outputs = 5;
    private const double ScoreMean = 7.5188840201005975;
    private const double ScoreRange = 373.94992;
    private const double NearlyPi = 3.141592;

    private static readonly double[] s_means = [19791.091, 0, 0, 650, 600];
    private static readonly double[] s_ranges = [60261, 6.28318530718, 6.28318530718, 1100, 1200];

    /// <summary>Those that VNN-COMP asks of all 45 networks.</summary>
    public static IReadOnlyList<OutputProperty> OfAll { get; } =
    [
        Of("1", [(Far.Low, Far.High, [[new(new Dictionary<int, double> { [0] = 1 }, -(1500 - ScoreMean) / ScoreRange)]])]),
        Of("2", [(Far.Low, Far.High, [Against(0, 1)])]),
        Of("3", [([1500, -0.06, 3.1, 980, 960], [1800, 0.06, Math.PI, 1200, 1200], [Against(0, -1)])]),
        Of("4", [([1500, -0.06, 0, 1000, 700], [1800, 0.06, 0, 1200, 800], [Against(0, -1)])]),
    ];

    /// <summary>Those that it asks of the first network alone: one score is the smallest, so that no other may be below it.</summary>
    public static IReadOnlyList<OutputProperty> OfFirst { get; } =
    [
        Of("5", [([250, 0.2, -NearlyPi, 100, 0], [400, 0.4, -NearlyPi + 0.005, 400, 400], [.. Against(4, 1).Select(s => new[] { s })])]),
        Of(
            "6",
            [
                ([12000, 0.7, -NearlyPi, 100, 0], [62000, NearlyPi, -NearlyPi + 0.005, 1200, 1200], [.. Against(0, 1).Select(s => new[] { s })]),
                ([12000, -NearlyPi, -NearlyPi, 100, 0], [62000, -0.7, -NearlyPi + 0.005, 1200, 1200], [.. Against(0, 1).Select(s => new[] { s })]),
            ]),
    ];

    private static (double[] Low, double[] High) Far => ([55947.691, -Math.PI, -Math.PI, 1145, 0], [60760, Math.PI, Math.PI, 1200, 60]);

    private static OutputProperty Of(string name, (double[] Low, double[] High, OutputSum[][] Ways)[] boxes) =>
        new(name, s_means.Length, [.. boxes.SelectMany(b =>
        {
            var (low, high) = (Scaled(b.Low), Scaled(b.High));
            return b.Ways.Select(w => new PropertyCase(low, high, w));
        })]);

    private static double[] Scaled(double[] values) => [.. values.Select((v, i) => (v - s_means[i]) / s_ranges[i])];

    // An output's lead over each other one, or what it lags behind.
    private static OutputSum[] Against(int output, int sign) =>
        [.. Enumerable.Range(0, Outputs).Where(o => o != output)
            .Select(o => new OutputSum(new Dictionary<int, double> { [output] = sign, [o] = -sign }, 0))];
}
