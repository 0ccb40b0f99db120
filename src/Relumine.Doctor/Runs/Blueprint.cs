using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Initializers;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Recipes;
using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Runs;

/// <summary>What a recipe and the shape of its data say of a network, before anything is computed.</summary>
public sealed record Blueprint
{
    /// <summary>The number of layers with weights, those inside of others included.</summary>
    public int WeightedLayers { get; init; }

    /// <summary>Whether nothing bends in front of the last layer with weights, so that all of them together are one affine map.</summary>
    public bool IsLinear { get; init; }

    /// <summary>Every dropout with a ratio above 0.</summary>
    public IReadOnlyList<PlacedDropout> Dropouts { get; init; } = [];

    /// <summary>Every batch normalization.</summary>
    public IReadOnlyList<PlacedBatchNormalization> BatchNormalizations { get; init; } = [];

    /// <summary>Layers that put out the same whatever comes in.</summary>
    public IReadOnlyList<ConstantLayer> Constants { get; init; } = [];

    /// <summary>The numbers that the network can put out; null where there is no limit.</summary>
    public OutputRange? Range { get; init; }

    /// <summary>Layers in front of a SELU whose weights do not begin as SELU needs, with how they begin; empty where something else normalizes.</summary>
    public IReadOnlyList<string> OddSelus { get; init; } = [];

    /// <summary>Reads a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="sample">The shape of a sample.</param>
    /// <param name="samples">The number of samples to learn from.</param>
    public static Blueprint Of(Recipe recipe, Shape sample, int samples)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(sample);
        var layers = PlacedLayer.Of(recipe, sample).ToArray();
        var (first, last) = (Array.FindIndex(layers, l => l.Layer is WeightedLayer), Array.FindLastIndex(layers, l => l.Layer is WeightedLayer));
        var batch = Math.Min(recipe.Batch, samples);
        return new()
        {
            WeightedLayers = layers.Count(l => l.Layer is WeightedLayer),
            IsLinear = last >= 0 && layers[last].Layer is not MaxoutLayer && !layers.Take(last).Any(l => Bends(l.Layer)),
            Dropouts = [.. layers.Select((l, i) => Dropped(layers, i, first, last)).OfType<PlacedDropout>()],
            BatchNormalizations =
            [
                .. layers.Where(l => l.Layer is BatchNormalizationLayer).Select(l => new PlacedBatchNormalization(
                    l.Path, ((BatchNormalizationLayer)l.Layer).Momentum, (long)batch * (l.Before.ElementCount / Math.Max(1, l.Before[0])))),
            ],
            Constants = [.. layers.Select(Constant).OfType<ConstantLayer>()],
            Range = OutputRange.Of(recipe.Model),
            OddSelus = layers.Any(l => l.Layer is BatchNormalizationLayer or LayerNormalizationLayer) ? [] : [.. OddInits(layers, recipe.Init.Weights)],
        };
    }

    private static PlacedDropout? Dropped(PlacedLayer[] layers, int i, int first, int last)
    {
        var (ratio, isAlpha) = layers[i].Layer switch
        {
            DropoutLayer d => (d.Ratio, false),
            AlphaDropoutLayer a => (a.Ratio, true),
            _ => (0, false),
        };
        if (ratio == 0)
        {
            return null;
        }

        var position = i < first ? DropoutPosition.Input : i > last ? DropoutPosition.Output : DropoutPosition.Hidden;
        var bent = layers.Take(i).LastOrDefault(l => l.Layer is ActivationLayer);
        return new(layers[i].Path, ratio, position) { IsAlpha = isAlpha, IsBehindSelu = bent?.Layer is ActivationLayer { Function.Card.Name: "Selu" } };
    }

    private static ConstantLayer? Constant(PlacedLayer placed) => placed.Layer switch
    {
        SoftmaxLayer when placed.Before.Rank > 0 && placed.Before[0] == 1 => new(placed.Path, placed.Layer.Name, 1),
        LayerNormalizationLayer when placed.Before.ElementCount == 1 => new(placed.Path, placed.Layer.Name, 0),
        _ => null,
    };

    // What a layer of weights goes into first: SELU keeps mean 0 and variance 1 only behind weights of variance 1/fan-in.
    private static IEnumerable<string> OddInits(PlacedLayer[] layers, Initializer usual)
    {
        for (var i = 0; i < layers.Length; i++)
        {
            if (
                layers[i].Layer is WeightedLayer weighted
                && layers.Skip(i + 1).FirstOrDefault(l => l.Layer is WeightedLayer or ActivationLayer)?.Layer is ActivationLayer { Function.Card.Name: "Selu" }
                && (weighted.Init ?? usual) is var init
                && init is not (LecunNormal or LecunUniform or Orthogonal or Lsuv)
            )
            {
                yield return init.Name;
            }
        }
    }

    private static bool Bends(RecipeLayer layer) => layer switch
    {
        ActivationLayer a => !IsStraight(a.Function),
        PreluLayer or CReluLayer or RReluLayer or MaxoutLayer or MaxPoolLayer or GlobalMaxPoolLayer or LayerNormalizationLayer or SoftmaxLayer => true,
        _ => false,
    };

    /// <summary>Whether a function is a straight line wherever one looks.</summary>
    internal static bool IsStraight(Activation function)
    {
        var slope = function.SlopeFromRight(0);
        for (var x = -64.0; x <= 64; x += 0.125)
        {
            if (function.SlopeFromLeft(x) != slope || function.SlopeFromRight(x) != slope)
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>Where a dropout stands.</summary>
public enum DropoutPosition
{
    /// <summary>In front of the first layer with weights.</summary>
    Input,

    /// <summary>Between layers with weights.</summary>
    Hidden,

    /// <summary>Behind the last layer with weights: it drops answers.</summary>
    Output,
}

/// <summary>A dropout of a recipe.</summary>
/// <param name="Path">Where, e.g. <c>$.model[2]</c>.</param>
/// <param name="Ratio">The share that is dropped.</param>
/// <param name="Position">Between what.</param>
public sealed record PlacedDropout(string Path, double Ratio, DropoutPosition Position)
{
    /// <summary>Whether it is the one that keeps mean and variance behind SELU.</summary>
    public bool IsAlpha { get; init; }

    /// <summary>Whether the activation in front of it is SELU.</summary>
    public bool IsBehindSelu { get; init; }

    /// <summary>Whether it takes away most of what there is, or answers.</summary>
    public bool IsStrong(DesignThresholds limits) => Position switch
    {
        DropoutPosition.Output => true,
        DropoutPosition.Input => Ratio >= limits.StrongInputDropout,
        _ => Ratio >= limits.StrongDropout,
    };
}

/// <summary>A batch normalization of a recipe.</summary>
/// <param name="Path">Where.</param>
/// <param name="Momentum">How much of its running statistics a step keeps.</param>
/// <param name="Values">How many values of a channel a step has: the batch times the positions.</param>
public sealed record PlacedBatchNormalization(string Path, double Momentum, long Values);

/// <summary>A layer that puts out the same whatever comes in.</summary>
/// <param name="Path">Where.</param>
/// <param name="Name">Which layer.</param>
/// <param name="Value">What it puts out, before a scale and shift of its own.</param>
public sealed record ConstantLayer(string Path, string Name, double Value);
