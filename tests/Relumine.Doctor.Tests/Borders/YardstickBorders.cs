using Relumine.Doctor.Checkups.Treatments;
using Relumine.Doctor.Runs;

namespace Relumine.Doctor.Tests.Borders;

/// <summary>The borders of how a network is measured.</summary>
internal static class YardstickBorders
{
    public static IEnumerable<Border> All =>
        [
            new("Yardstick.UnevenShare", (t, x) => $"{Yardstick.IsUneven(x, t)}", 0.799, 0.801),
            new("Yardstick.LossGain", (t, x) => $"{Yardstick.IsClearlyBelow(new Metrics(0.5, 1 - x, 0.5, 1, 100), t)}", 0.0199, 0.0201),
            Border.Dose("Yardstick.ChanceErrors", "0.300", t => FormattableString.Invariant($"{Yardstick.Chance(0.5, 100, t):0.000}")),
            Border.Dose("Yardstick.ChanceErrors", "0.090", t => FormattableString.Invariant($"{Yardstick.Chance(null, 100, t):0.000}")),
            new("Yardstick.BeyondChance", (t, x) => $"{s_lucky.IsBeyondChance(0.1 * x, 2, t.Yardstick)}", 1.99, 2.01),
            Border.Dose("Yardstick.SetAside", "200", t => $"{SetAsideCheck.SetAside(1000, t.Yardstick)}"),
            new("Yardstick.LeastSetAside", (t, x) => $"{SetAsideCheck.SetAside((int)(5 * x), t.Yardstick) > 0}", 19, 20),
            new("Yardstick.CheckedSamples", (t, x) => $"{SetAsideCheck.DrawsOf((int)(5 * x), 0, 9, t.Yardstick)}", 199, 200),
            new("Yardstick.CheckedRarest", (t, x) => $"{SetAsideCheck.DrawsOf(2000, (int)(5 * x), 9, t.Yardstick)}", 11, 12),
            Border.Dose("Yardstick.MostDraws", "5", t => $"{SetAsideCheck.DrawsOf(110, 3, 9, t.Yardstick)}"),
            Border.Dose("Yardstick.SmoothedEpochs", "3, 0.667", t => Best(SetAsideCheck.BestEpoch(s_overfitted, t))),
            Border.Dose("Yardstick.LeastTwin", "1.35", t => FormattableString.Invariant($"{SetAsideCheck.Trainings(true, t.Yardstick):0.00}")),
            new("Yardstick.LeastCustomary", (t, x) => $"{SetAsideCheck.IsLongEnough((long)(x * 1000), 1000, t.Yardstick)}", 0.499, 0.5),
        ];

    // Chance gives a tenth, and the loss lies above the constant answer's.
    private static readonly CaseHistory s_lucky = Sample.Run with
    {
        Labels = new LabelProfile([50, 50], []),
        ConstantLoss = 1,
        Validation = new Metrics(0.2, 2, 0, 1, 400) { Chance = 0.1 },
    };

    // The second epoch's luck is a single one: with its neighbours, the third is the best.
    private static readonly CaseHistory s_overfitted = Sample.Run with
    {
        Score = 0.1,
        Validation = new Metrics(0.1, 0.9, 0, 1, 400) { Skill = 0.1 },
        Curve = [.. new[] { 0, 0.1, 0.75, 0.6, 0.65, 0.2, 0.1 }.Select((score, i) => new CurvePoint(10 * i, 1 - score, score, 0))],
    };

    private static string Best((int Epoch, double Score)? best) => FormattableString.Invariant($"{best?.Epoch}, {best?.Score:0.000}");
}
