using Relumine.Graph.Models;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Normalizations;

namespace Relumine.Doctor.Units;

/// <summary>
/// What a batch normalization right in front of a rectifier says of its channels before any sample is seen. Over what it learned from, a channel's z has
/// the mean β and the variance γ²σ²/(σ² + ε); so it is above 0 on at most v/(v + β²) of all places where β is below 0, whatever the distribution
/// (Cantelli 1928), and as seldom at or below 0 where β is above. Evidence, not proof: other data have other means.
/// </summary>
/// <param name="Means">β of each channel: the mean of z.</param>
/// <param name="Deviations">The standard deviation of z of each channel.</param>
/// <param name="RarelyFire">How many channels fire on fewer places than a nearly dead unit does.</param>
/// <param name="RarelyRest">How many rest as rarely.</param>
public sealed record NormalizationEvidence(IReadOnlyList<double> Means, IReadOnlyList<double> Deviations, int RarelyFire, int RarelyRest)
{
    /// <summary>The largest share of places at which a channel can be above 0, over what the normalization learned from; 1 where nothing is known.</summary>
    /// <param name="channel">Its index.</param>
    public double MostFiring(int channel) => Means[channel] < 0 ? Tail(channel) : Means[channel] == 0 && Deviations[channel] == 0 ? 0 : 1;

    /// <summary>The largest share of places at which it can be at or below 0.</summary>
    /// <param name="channel">Its index.</param>
    public double MostResting(int channel) => Means[channel] > 0 ? Tail(channel) : 1;

    /// <summary>A note on a layer; null if nothing normalizes it, or there is nothing to say.</summary>
    /// <param name="layer">The layer.</param>
    public static string? Note(LayerResult layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (layer.Normalization is not { } said || said.RarelyFire + said.RarelyRest == 0)
        {
            return null;
        }

        var limit = Wording.Percent(Thresholds.Default.Units.NearlyDeadRate);
        var dead = layer.DeadUnits.Count(u => said.MostFiring(u) <= Thresholds.Default.Units.NearlyDeadRate);
        var among = layer.DeadUnits.Count == 0 ? "" : $" ({Wording.Count(dead)} of the {Wording.Count(layer.DeadUnits.Count)} dead are among them)";
        return $"By γ, β and the running statistics of the batch normalization in front of '{layer.Name}' "
            + $"{Wording.Count(said.RarelyFire, "channel")} of {Wording.Count(layer.Units)} can fire on at most {limit} of all places{among}, and "
            + $"{Wording.Count(said.RarelyRest)} can rest on at most {limit}, over what it learned from (Cantelli's bound; evidence, no proof).";
    }

    /// <summary>What is said of a layer; null where no batch normalization with weights makes its pre-activation.</summary>
    /// <param name="model">The network.</param>
    /// <param name="preActivation">The name of the pre-activation.</param>
    internal static NormalizationEvidence? Of(Model model, string preActivation)
    {
        if (model.Graph.Nodes.FirstOrDefault(n => n.Outputs.Contains(preActivation)) is not { Op: BatchNormalization normalization } node
            || node.Inputs.Skip(1).Any(i => !model.Weights.ContainsKey(i)))
        {
            return null;
        }

        double[][] weights = [.. node.Inputs.Skip(1).Select(i => model.Weights[i].ToDoubles())];
        var (scale, bias, variance) = (weights[0], weights[1], weights[3]);
        double[] deviations = [.. scale.Select((s, c) => Math.Abs(s) * Math.Sqrt(variance[c] / (variance[c] + normalization.Epsilon)))];
        var said = new NormalizationEvidence(bias, deviations, 0, 0);
        var limit = Thresholds.Default.Units.NearlyDeadRate;
        return said with
        {
            RarelyFire = bias.Index().Count(b => said.MostFiring(b.Index) <= limit),
            RarelyRest = bias.Index().Count(b => said.MostResting(b.Index) <= limit),
        };
    }

    private double Tail(int channel)
    {
        var variance = Deviations[channel] * Deviations[channel];
        return variance / (variance + (Means[channel] * Means[channel]));
    }
}
