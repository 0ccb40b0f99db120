using Relumine.Geometry.Maps;
using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// The lines between which every unit lies over a box (<see cref="Relaxation"/>), worked out once for all that is bounded with them.
/// </summary>
internal sealed class RelaxedLines
{
    private readonly PiecewiseLinearModel _model;
    private readonly Pair[][] _pairs;
    private readonly double[][] _tables;
    private readonly int[][] _moving;
    private readonly int[] _moves;
    private readonly double[][] _free;

    /// <summary>Takes memory for a model.</summary>
    public RelaxedLines(PiecewiseLinearModel model)
    {
        (_model, _pairs) = (model, [.. model.Layers.Select(l => new Pair[l.Units])]);
        (_tables, _moving) = ([.. model.Layers.Select(l => new double[4 * RowProduct.Padded(l.Units)])], [.. model.Layers.Select(l => new int[l.Units])]);
        (_moves, _free) = (new int[model.Layers.Count], [.. model.Layers.Select(l => new double[RowProduct.Padded(l.Units)])]);
    }

    /// <summary>The lines of a unit.</summary>
    /// <param name="Above">A line that the unit is nowhere above.</param>
    /// <param name="Below">A line that the unit is nowhere below.</param>
    /// <param name="Free">−1 if any line below, through the only knot and with a slope between those beside it, will do; 1 for a line above; 0 if
    /// neither.</param>
    public readonly record struct Pair((double Slope, double Offset) Above, (double Slope, double Offset) Below, int Free)
    {
        /// <summary>Whether the unit is one line.</summary>
        public bool IsLine => Above == Below;
    }

    /// <summary>The lines of a layer's units.</summary>
    public Pair[] Of(int layer) => _pairs[layer];

    /// <summary>The same as four rows, padded: slopes and offsets above, slopes and offsets below.</summary>
    public double[] Table(int layer) => _tables[layer];

    /// <summary>The units of a layer that are not constant.</summary>
    public ReadOnlySpan<int> Moving(int layer) => _moving[layer].AsSpan(0, _moves[layer]);

    /// <summary>For each unit of a layer, padded, which of its lines is free: <see cref="Pair.Free"/>.</summary>
    public double[] Free(int layer) => _free[layer];

    /// <summary>Works out the lines of a layer.</summary>
    /// <param name="index">The layer.</param>
    /// <param name="bounds">Between what its sums lie.</param>
    public void Fill(int index, BoxBounds bounds)
    {
        var (bend, pairs) = (_model.Layers[index].Bend, _pairs[index]);
        for (var u = 0; u < pairs.Length; u++)
        {
            if (bend is null)
            {
                pairs[u] = new Pair((1, 0), (1, 0), 0);
                continue;
            }

            var (low, high) = (bounds.Low[index][u], bounds.High[index][u]);
            pairs[u] = Relaxation.IsLine(bend, u, low, high, out var line)
                ? new Pair(line, line, 0)
                : new Pair(Relaxation.Above(bend, u, low, high), Relaxation.Below(bend, u, low, high), FreeSide(bend, u));
        }

        var (table, stride, moves) = (_tables[index], _tables[index].Length / 4, 0);
        for (var u = 0; u < pairs.Length; u++)
        {
            (table[u], table[stride + u]) = pairs[u].Above;
            (table[(2 * stride) + u], table[(3 * stride) + u]) = pairs[u].Below;
            if (pairs[u].Above.Slope != 0 || pairs[u].Below.Slope != 0 || pairs[u].Free != 0)
            {
                _moving[index][moves++] = u;
            }

            _free[index][u] = pairs[u].Free;
        }

        _moves[index] = moves;
    }

    /// <summary>The line through a unit's only knot with a slope between those beside it, moved outwards by what rounding can do.</summary>
    /// <param name="layer">The unit's layer.</param>
    /// <param name="unit">The unit; one of its sides is free.</param>
    /// <param name="position">0 for the slope left of the knot, 1 for that right of it.</param>
    public (double Slope, double Offset) Through(int layer, int unit, double position)
    {
        var bend = _model.Layers[layer].Bend!;
        var knot = bend.Knots(unit)[0];
        var (left, right) = (bend.Segment(unit, 0), bend.Segment(unit, 1));
        var slope = left.Slope + (Math.Clamp(position, 0, 1) * (right.Slope - left.Slope));
        slope = Math.Clamp(slope, Math.Min(left.Slope, right.Slope), Math.Max(left.Slope, right.Slope));
        var (value, moved) = (bend.Value(unit, knot), slope * knot);
        return (slope, value - moved + (_pairs[layer][unit].Free * Relaxation.Error(value, moved)));
    }

    /// <summary>The position, as <see cref="Through"/> takes it, of the slope that the least area chose.</summary>
    public double PositionOf(int layer, int unit)
    {
        var bend = _model.Layers[layer].Bend!;
        var (left, right, pair) = (bend.Segment(unit, 0).Slope, bend.Segment(unit, 1).Slope, _pairs[layer][unit]);
        return Math.Clamp(((pair.Free > 0 ? pair.Above.Slope : pair.Below.Slope) - left) / (right - left), 0, 1);
    }

    /// <summary>How fast the free line's value at a sum grows with its position.</summary>
    public double Turn(int layer, int unit, double sum)
    {
        var bend = _model.Layers[layer].Bend!;
        return (bend.Segment(unit, 1).Slope - bend.Segment(unit, 0).Slope) * (sum - bend.Knots(unit)[0]);
    }

    private static int FreeSide(Bend bend, int unit) =>
        bend.Knots(unit).Length != 1 ? 0 : Math.Sign(bend.Segment(unit, 0).Slope - bend.Segment(unit, 1).Slope);
}
