using System.Globalization;
using System.Text.Json;
using Relumine.Data.Datasets;
using Relumine.Engine.Inference.Feed;
using Relumine.Geometry;
using Relumine.Geometry.Planes;
using Relumine.Geometry.Views;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Live.Events;

namespace Relumine.Live.Planes;

/// <summary>What a network of two inputs makes of the plane around its data: exact cells where it is piecewise linear, else answers on a grid.</summary>
internal sealed class PlaneView
{
    // More cells than these nobody tells apart, and no page draws them in time.
    private const int MostCells = 6000;

    private const int MostPoints = 600;
    private const double Margin = 0.15;

    // Coordinates are sent as whole numbers from 0 to this.
    private const double Fine = 8191;
    private const int Side = 48;

    private readonly PlaneBox _box;
    private readonly float[] _grid;

    private PlaneView(PlaneBox box)
    {
        _box = box;
        _grid = new float[Side * Side * 2];
        for (var cell = 0; cell < Side * Side; cell++)
        {
            _grid[2 * cell] = (float)(box.LowS + (((cell % Side) + 0.5) / Side * (box.HighS - box.LowS)));
            _grid[(2 * cell) + 1] = (float)(box.LowT + (((cell / Side) + 0.5) / Side * (box.HighT - box.LowT)));
        }
    }

    /// <summary>The view of a dataset; null where samples have not two numbers.</summary>
    public static PlaneView? Of(Dataset data)
    {
        if (!data.SampleShape.Equals(new Shape(2)))
        {
            return null;
        }

        var values = data.Features.Values<float>();
        var (low, high) = (new[] { double.PositiveInfinity, double.PositiveInfinity }, new[] { double.NegativeInfinity, double.NegativeInfinity });
        for (var i = 0; i < values.Length; i++)
        {
            (low[i & 1], high[i & 1]) = (Math.Min(low[i & 1], values[i]), Math.Max(high[i & 1], values[i]));
        }

        double Pad(int axis) => high[axis] > low[axis] ? Margin * (high[axis] - low[axis]) : 1;
        var box = new PlaneBox(low[0] - Pad(0), high[0] + Pad(0), low[1] - Pad(1), high[1] + Pad(1));
        return double.IsFinite(box.Area) && box.Area > 0 ? new PlaneView(box) : null;
    }

    /// <summary>Writes the box, and some of the samples with their targets.</summary>
    public void WritePoints(Utf8JsonWriter json, Dataset data)
    {
        json.WriteStartObject("plane");
        json.Short("box", [_box.LowS, _box.HighS, _box.LowT, _box.HighT]);
        json.WriteStartArray("points");
        var count = Math.Min(MostPoints, data.Samples);
        var features = data.Features.Values<float>();
        for (var p = 0; p < count; p++)
        {
            var i = (int)((long)p * data.Samples / count);
            json.WriteNumberValue(FineS(features[2 * i]));
            json.WriteNumberValue(FineT(features[(2 * i) + 1]));
            json.Short(data.Labels is { } labels ? labels[i] : data.Values!.Values<float>()[i * data.TargetWidth]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What the network as it is now makes of the plane, as the members of an event.</summary>
    public void Write(Utf8JsonWriter json, Model model, long step)
    {
        json.WriteNumber("step", step);
        try
        {
            WriteCells(json, Cut(model));
        }
        catch (RelumineException e) when (e.Kind != ErrorKind.Fault)
        {
            WriteGrid(json, model, e is UnsupportedException ? "smooth" : "many");
        }
    }

    /// <summary>The cells of a network; null where it has none, or more than are drawn.</summary>
    public PlaneRegions? Cells(Model model)
    {
        try
        {
            return Cut(model);
        }
        catch (RelumineException e) when (e.Kind != ErrorKind.Fault)
        {
            return null;
        }
    }

    private PlaneRegions Cut(Model model) => Regions.OfBox(PiecewiseLinearModel.Of(model, new ViewOptions { CutSmoothTail = true }), _box, MostCells);

    private void WriteCells(Utf8JsonWriter json, PlaneRegions cells)
    {
        var numbers = new Dictionary<int, int>();
        var corners = new List<PlaneVertex>();
        int Corner(PlaneVertex v)
        {
            if (numbers.TryAdd(v.Index, corners.Count))
            {
                corners.Add(v);
            }

            return numbers[v.Index];
        }

        var boundary = new List<BoundarySegment>();
        json.WriteNumber("pieces", cells.Cells);
        json.WriteStartArray("cells");
        foreach (var cell in cells.AllCells())
        {
            json.WriteStartObject();
            json.Short("p", cell.Vertices.Select(v => (double)Corner(v)));
            json.Short("m", cell.Outputs.SelectMany(o => new[] { o.Offset, o.SlopeS, o.SlopeT }));
            json.WriteString("k", string.Join('.', cell.Pattern.Select(w => w.ToString("x", CultureInfo.InvariantCulture))));
            json.WriteEndObject();
            boundary.AddRange(cell.Outputs.Count == 1 ? DecisionBoundary.WhereIs(cell, 0, 0) is { } part ? [part] : [] : DecisionBoundary.BetweenOutputs(cell));
        }

        json.WriteEndArray();
        json.WriteStartArray("edges");
        foreach (var edge in cells.AllEdges().Where(e => !e.Crease.IsBorder))
        {
            json.WriteNumberValue(Corner(edge.From));
            json.WriteNumberValue(Corner(edge.To));
            json.WriteNumberValue(edge.Crease.Layer);
        }

        json.WriteEndArray();
        json.Short("corners", corners.SelectMany(v => new double[] { FineS(v.S), FineT(v.T) }));
        json.Short("boundary", boundary.SelectMany(b => new double[] { FineS(b.FromS), FineT(b.FromT), FineS(b.ToS), FineT(b.ToT) }));
    }

    private void WriteGrid(Utf8JsonWriter json, Model model, string why)
    {
        var outputs = model.Predict(ModelTensor.Of<float>(new Shape(Side * Side, 2), _grid), threads: 1).Values<float>().ToArray();
        json.WriteString("why", why);
        json.WriteNumber("side", Side);
        json.Short("grid", outputs.Select(o => (double)(float)Math.Round(o, 3)));
    }

    private int FineS(double s) => (int)Math.Clamp(Math.Round((s - _box.LowS) / (_box.HighS - _box.LowS) * Fine), 0, Fine);

    private int FineT(double t) => (int)Math.Clamp(Math.Round((t - _box.LowT) / (_box.HighT - _box.LowT) * Fine), 0, Fine);
}
