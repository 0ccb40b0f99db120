using Relumine.Geometry.Maps;

namespace Relumine.Geometry.Views;

/// <summary>Units that are affine functions of earlier ones, and how they bend.</summary>
public sealed class PiecewiseLayer
{
    internal PiecewiseLayer(int index, string node, string operation, AffineForm form, Bend? bend)
    {
        (Index, Node, Operator, Form, Bend) = (index, node, operation, form, bend);
        Steepness = new double[form.Terms.Count][];
        for (var t = 0; t < Steepness.Length; t++)
        {
            Steepness[t] = new double[form.Size];
            form.Terms[t].Map.AddMagnitudes(Steepness[t]);
            form.Terms[t].Map.Prepare();
        }
    }

    /// <summary>Its place among the layers, from 0.</summary>
    public int Index { get; }

    /// <summary>The name of the node that bends it (or, if none does, of the last node that it contains).</summary>
    public string Node { get; }

    /// <summary>That node's operator.</summary>
    public string Operator { get; }

    /// <summary>The name of that node's first output: what the layer gives, as the model calls it.</summary>
    public string Value { get; internal init; } = "";

    /// <summary>The number of units.</summary>
    public int Units => Form.Size;

    /// <summary>The number of places at which the units bend together: for rectifiers, the number of units; 0 for a layer that only adds up.</summary>
    public int Cuts => Bend?.Cuts ?? 0;

    /// <summary>Words that hold a bit for each cut.</summary>
    internal int Words => (Cuts + 63) >> 6;

    internal AffineForm Form { get; }

    internal Bend? Bend { get; }

    // For each term, the sum of |entry| of each row: how much an error of its arguments can matter.
    internal double[][] Steepness { get; }

    /// <summary>
    /// For layers of a tournament (a maximum of several): the match that a unit's winner goes to, as layer, unit, and whether it is
    /// the first of the two there. Null for all others.
    /// </summary>
    internal (int Layer, int Unit, bool IsFirst)[]? NextMatch { get; set; }

    /// <summary>The unit and the knot that a cut stands for.</summary>
    /// <param name="cut">From 0 to <see cref="Cuts"/> − 1.</param>
    public (int Unit, double Knot) Cut(int cut) =>
        Bend is { } bend ? (bend.CutUnit[cut], bend.CutAt[cut]) : throw new ArgumentOutOfRangeException(nameof(cut), cut, "The layer does not bend.");

    /// <summary>For example <c>Relu 'relu_1' (16 units)</c>.</summary>
    public override string ToString() => $"{Operator} '{Node}' ({Units} units)";
}
