using Relumine.Graph.Operators.Activations;
using Relumine.Kernels;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Calculus;

namespace Relumine.Engine.Networks;

/// <summary>
/// The gain of each layer's weights: that of the first activation behind it, found through everything that is none.
/// A layer that no activation follows, e.g. the last, takes the gain of the one in front of it, so that a head is drawn
/// like the layers before it (as He et al. do); 1 if there is none either.
/// </summary>
internal sealed class FollowingGain
{
    private readonly Dictionary<LayerNode, LayerNode> _reader = [];
    private readonly Dictionary<Activation, double> _gains = [];

    public FollowingGain(NetworkNames names)
    {
        foreach (var node in names.Order)
        {
            foreach (var input in node.Inputs)
            {
                _reader.TryAdd(input, node);
            }
        }
    }

    /// <summary>The gain for a layer.</summary>
    public double Of(LayerNode layer)
    {
        for (var node = layer; _reader.TryGetValue(node, out var reader) && !IsProduct(reader); node = reader)
        {
            if (GainOf(reader) is { } gain)
            {
                return gain;
            }
        }

        for (var node = layer; node.Inputs.Count > 0; node = node.Inputs[0])
        {
            if (node != layer && (GainOf(node) ?? node.Weights.FirstOrDefault(w => w.Gain is not null)?.Gain) is { } gain)
            {
                return gain;
            }
        }

        return 1;
    }

    private static bool IsProduct(LayerNode node) => node.Op is { MakesUnits: true };

    private double? GainOf(LayerNode node) => node.Op switch
    {
        Activate activate => Cached(activate.Function),
        PRelu => Cached(Activation.Of(new LeakyRelu(node.Weights[0].Values![0]))),
        RRelu { Function: var f } => Cached(Activation.Of(new LeakyRelu(Math.Sqrt((f.Lower * f.Lower + f.Lower * f.Upper + f.Upper * f.Upper) / 3)))),
        _ => null,
    };

    private double Cached(Activation activation)
    {
        if (!_gains.TryGetValue(activation, out var gain))
        {
            // A function that is 0 almost everywhere has no gain that helps.
            gain = Moments.Of(activation).Gain;
            _gains[activation] = gain = double.IsFinite(gain) ? gain : 1;
        }

        return gain;
    }
}
