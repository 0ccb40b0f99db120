using Relumine.Doctor.Units;

namespace Relumine.Doctor.Runs;

/// <summary>How a layer's weights were at the beginning.</summary>
/// <param name="Name">The weight.</param>
/// <param name="Units">The number of units: the first axis.</param>
/// <param name="Scale">Their root mean square times √(fan in): √2 for He, 1 for LeCun.</param>
/// <param name="Duplicates">Units with the same incoming weights as another one, before the first update and still at the end.</param>
/// <param name="MeanBias">The mean of the biases; 0 without.</param>
/// <param name="LargestBias">The largest absolute bias.</param>
/// <param name="IsOutput">Whether it makes the network's output.</param>
public sealed record WeightState(string Name, int Units, double Scale, int Duplicates, double MeanBias, double LargestBias, bool IsOutput)
{
    /// <summary>Units with the same incoming weights as another one before the first update.</summary>
    public int BeganEqual { get; init; }

    /// <summary>How far they have come by the end: ‖w − w₀‖ ÷ the larger of ‖w₀‖ and ‖w‖; 0 for not at all, NaN if it was not measured.</summary>
    public double Moved { get; init; } = double.NaN;

    /// <summary>The number of weights.</summary>
    public int Count { get; init; } = int.MaxValue;

    /// <summary>Their root mean square times √((fan in + fan out)/2): 1 for Glorot, whose layers with few inputs begin small on purpose.</summary>
    public double Balanced { get; init; }

    /// <summary>
    /// <see cref="Scale"/>, or <see cref="Balanced"/> where that is nearer to what is usual from below, moved towards it as far as
    /// so few weights may have missed it by chance.
    /// </summary>
    /// <param name="thresholds">What is usual.</param>
    public double CertainScale(TrainingThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        var usual = thresholds.UsualWeights;
        var scale = Math.Max(1e-12, Scale < usual ? Math.Min(usual, Math.Max(Scale, Balanced)) : Scale);
        return usual * Math.Pow(scale / usual, Math.Max(0, 1 - (thresholds.WeightErrors / Math.Sqrt(2.0 * Count))));
    }
}
