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
            Border.Dose("Yardstick.SetAside", "200", t => $"{Treatment.SetAside(1000, t.Yardstick)}"),
            new("Yardstick.LeastSetAside", (t, x) => $"{Treatment.SetAside((int)(5 * x), t.Yardstick) > 0}", 19, 20),
        ];
}
