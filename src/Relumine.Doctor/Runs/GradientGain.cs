
namespace Relumine.Doctor.Runs;

/// <summary>How the gradient with respect to pre-activations changes on its way from the last layer to the first.</summary>
/// <param name="Layers">The number of layers.</param>
/// <param name="PerLayer">The geometric mean of what is left from layer to layer.</param>
/// <param name="Total">dL/dz of the first layer over that of the last.</param>
internal sealed record GradientGain(int Layers, double PerLayer, double Total)
{
    /// <summary>Measures a run before its first update; null if fewer than two layers had a gradient.</summary>
    public static GradientGain? Of(CaseHistory run)
    {
        var seen = run.StartGradients.Take(run.Hidden(run.Start).Count).Where(double.IsFinite).ToArray();
        if (seen.Length < 2 || seen[^1] == 0)
        {
            return null;
        }

        // A gradient that underflowed is as small as can be said.
        var total = Math.Max(seen[0], 1e-45) / seen[^1];
        return new(seen.Length, Math.Pow(total, 1.0 / (seen.Length - 1)), total);
    }

    /// <summary>The numbers, as a finding's evidence.</summary>
    public Dictionary<string, double> Evidence => new() { ["layers"] = Layers, ["gainPerLayer"] = PerLayer, ["gainTotal"] = Total };
}
