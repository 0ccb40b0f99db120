using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>Interval arithmetic, layer by layer: each sum from the ranges of what it adds up (Moore 1966), rounded outwards.</summary>
internal sealed class IntervalBounds
{
    private readonly PiecewiseLinearModel _model;
    private readonly double[][] _least;
    private readonly double[][] _most;

    /// <summary>Bounds over a box.</summary>
    public IntervalBounds(PiecewiseLinearModel model, InputBox box)
    {
        _model = model;
        (_least, _most) = (new double[model.Layers.Count + 1][], new double[model.Layers.Count + 1][]);
        (_least[0], _most[0]) = (box.Lows, box.Highs);
        Sizes = new double[model.Layers.Count][];
    }

    /// <summary>By layer, for each unit a bound of the magnitudes that its sum adds up.</summary>
    public double[][] Sizes { get; }

    /// <summary>Bounds a layer, from what is known of the layers in front of it.</summary>
    public void Run(int index, BoxBounds bounds)
    {
        var layer = _model.Layers[index];
        var (low, high) = ((double[])layer.Form.Constant.Clone(), (double[])layer.Form.Constant.Clone());
        var (lowSize, highSize) = (Array.ConvertAll(low, Math.Abs), Array.ConvertAll(low, Math.Abs));
        var terms = 1;
        foreach (var (slot, map) in layer.Form.Terms)
        {
            terms += map.Columns;
            for (var j = 0; j < map.Columns; j++)
            {
                map.AddRange(j, _least[slot][j], _most[slot][j], low, high, lowSize, highSize);
            }
        }

        var margin = Margin.Of(terms);
        Sizes[index] = [.. lowSize.Zip(highSize, (a, b) => a + b)];
        for (var u = 0; u < layer.Units; u++)
        {
            bounds.Tighten(index, u, low[u] - (margin * lowSize[u]), high[u] + (margin * highSize[u]));
        }

        Leave(index, bounds);
    }

    /// <summary>Says what a layer gives, once its sums are bounded as well as they will be.</summary>
    public void Leave(int index, BoxBounds bounds)
    {
        var layer = _model.Layers[index];
        var (least, most) = (new double[layer.Units], new double[layer.Units]);
        for (var u = 0; u < layer.Units; u++)
        {
            (least[u], most[u]) = layer.Bend is { } bend
                ? Relaxation.Range(bend, u, bounds.Low[index][u], bounds.High[index][u])
                : (bounds.Low[index][u], bounds.High[index][u]);
        }

        (_least[index + 1], _most[index + 1]) = (least, most);
    }
}
