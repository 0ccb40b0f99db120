using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Geometry.Views;

/// <summary>
/// A model seen as a piecewise-linear function of its inputs, in double: layers of units that are affine functions of what the
/// layers before give, and bend. Several inputs are put one after the other, and so are several outputs.
/// </summary>
public sealed class PiecewiseLinearModel
{
    internal PiecewiseLinearModel(int inputs, IReadOnlyList<PiecewiseLayer> layers, PiecewiseLayer output, IReadOnlyList<string> notes)
    {
        (Inputs, Layers, Output, Notes) = (inputs, layers, output, notes);
        FirstCut = new int[layers.Count + 1];
        FirstWord = new int[layers.Count + 1];
        for (var l = 0; l < layers.Count; l++)
        {
            FirstCut[l + 1] = FirstCut[l] + layers[l].Cuts;
            FirstWord[l + 1] = FirstWord[l] + layers[l].Words;
        }

        IsCurved = layers.Any(l => l.Bend?.Curve is not null);
        HasMatches = layers.Any(l => l.NextMatch is not null);
    }

    /// <summary>The number of elements of one sample.</summary>
    public int Inputs { get; }

    /// <summary>The number of elements of the outputs for one sample.</summary>
    public int Outputs => Output.Units;

    /// <summary>The layers, in the order of computation.</summary>
    public IReadOnlyList<PiecewiseLayer> Layers { get; }

    /// <summary>What was left out, such as a softmax behind the last layer that bends.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The last sums, behind which nothing bends.</summary>
    internal PiecewiseLayer Output { get; }

    // Where the cuts of a layer begin among those of all layers, and where the words of their bits do.
    internal int[] FirstCut { get; }

    internal int[] FirstWord { get; }

    internal bool HasMatches { get; }

    /// <summary>Whether a layer is smooth (<see cref="ViewOptions.AllowsCurves"/>): then there are bounds, but no pieces.</summary>
    public bool IsCurved { get; }

    /// <summary>Reads a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="UnsupportedException">Something in it is not piecewise linear; the message names the node and says why.</exception>
    /// <exception cref="GraphException">Shapes do not fit.</exception>
    public static PiecewiseLinearModel Of(Model model, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ViewBuilder(model, options ?? new ViewOptions()).Build();
    }

    /// <summary>The outputs for one sample, in double.</summary>
    /// <param name="x">The sample's elements.</param>
    /// <exception cref="ArgumentException">The number of elements is not <see cref="Inputs"/>.</exception>
    public double[] Evaluate(ReadOnlySpan<double> x)
    {
        var slots = EvaluateLayers(x);
        return Sums(Output, slots);
    }

    /// <summary>What every layer gives for one sample, behind its bend.</summary>
    /// <param name="x">The sample's elements.</param>
    /// <returns>The sample itself, then an array for each layer.</returns>
    /// <exception cref="ArgumentException">The number of elements is not <see cref="Inputs"/>.</exception>
    public double[][] EvaluateLayers(ReadOnlySpan<double> x)
    {
        RequireSample(x.Length, nameof(x));
        var slots = new double[Layers.Count + 1][];
        slots[0] = x.ToArray();
        foreach (var layer in Layers)
        {
            var z = Sums(layer, slots);
            for (var u = 0; layer.Bend is { } bend && u < z.Length; u++)
            {
                z[u] = bend.Value(u, z[u]);
            }

            slots[layer.Index + 1] = z;
        }

        return slots;
    }

    internal void RequireSample(int length, string name)
    {
        if (length != Inputs)
        {
            throw new ArgumentException($"{length} numbers are given, but the model takes {Inputs} for one sample.", name);
        }
    }

    /// <summary>The pattern without what cannot be seen from outside: matches of a tournament whose winner loses later.</summary>
    internal void HideLostMatches(Span<ulong> pattern)
    {
        for (var l = 0; l < Layers.Count; l++)
        {
            if (Layers[l].NextMatch is not { } next)
            {
                continue;
            }

            for (var u = 0; u < next.Length; u++)
            {
                // Layers come before those that their winners go to, so the later bits are still whole.
                for (var (layer, unit, isFirst) = next[u]; layer >= 0; (layer, unit, isFirst) = Layers[layer].NextMatch![unit])
                {
                    var firstWins = (pattern[FirstWord[layer] + (unit >> 6)] >> unit & 1) != 0;
                    if (firstWins != isFirst)
                    {
                        pattern[FirstWord[l] + (u >> 6)] &= ~(1ul << u);
                        break;
                    }
                }
            }
        }
    }

    private static double[] Sums(PiecewiseLayer layer, double[][] slots)
    {
        var z = (double[])layer.Form.Constant.Clone();
        foreach (var (slot, map) in layer.Form.Terms)
        {
            for (var j = 0; j < map.Columns; j++)
            {
                if (slots[slot][j] != 0)
                {
                    map.AddColumn(j, slots[slot][j], z);
                }
            }
        }

        return z;
    }
}

/// <summary>How a model is read as a piecewise-linear function.</summary>
public sealed record ViewOptions
{
    /// <summary>Whether smooth operators behind the last one that bends (softmax, sigmoid) may be left out, which a note then says.</summary>
    public bool CutSmoothTail { get; init; }

    /// <summary>
    /// Whether smooth activations and softmax in front of other layers are kept: for bounds, which put lines around them. Such a network has
    /// no pieces to be cut into.
    /// </summary>
    public bool AllowsCurves { get; init; }

    /// <summary>The shape of one sample, by input; symbolic dimensions of the others are 1.</summary>
    public IReadOnlyDictionary<string, Shape>? InputShapes { get; init; }

    /// <summary>The most entries that the matrices of a model may have together.</summary>
    public long MostEntries { get; init; } = 64 << 20;
}
