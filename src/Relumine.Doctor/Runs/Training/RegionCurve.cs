using Relumine.Data.Datasets;
using Relumine.Geometry;
using Relumine.Geometry.Planes;
using Relumine.Geometry.Views;
using Relumine.Graph.Models;

namespace Relumine.Doctor.Runs.Training;

/// <summary>How many linear pieces a network has while it learns: along fixed lines between samples and, with two inputs, over its data.</summary>
public sealed class RegionCurve
{
    private const int Lines = 3;
    private const int MostPictures = 8;
    private const double Beside = 0.1;

    private readonly double[][] _ends;
    private readonly PlaneBox? _box;
    private readonly List<RegionCount> _counts = [];
    private readonly List<RegionSnapshot> _pictures = [];
    private long _stride = 1;

    /// <summary>Chooses the lines, and what of the plane is looked at.</summary>
    /// <param name="data">What is learned from, as the network gets it.</param>
    public RegionCurve(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var (features, width) = (data.Features.Values<float>().ToArray(), data.SampleShape.Dims.ToArray().Aggregate(1, (a, b) => a * b));
        double[] Sample(int i) => [.. features.AsSpan(i * width, width).ToArray().Select(v => (double)v)];

        // From one end of the data to the other, at equal distances: which samples they are depends on nothing else.
        _ends = [.. Enumerable.Range(0, 2 * Lines).Select(i => Sample((int)(i * (long)(data.Samples - 1) / ((2 * Lines) - 1))))];
        if (width == 2 && data.Samples > 1)
        {
            var (x, y) = (Range(0), Range(1));
            _box = x.Low < x.High && y.Low < y.High ? new PlaneBox(x.Low, x.High, y.Low, y.High) : null;
        }

        (double Low, double High) Range(int column)
        {
            var values = Enumerable.Range(0, data.Samples).Select(i => (double)features[(i * 2) + column]).ToArray();
            var margin = Beside * (values.Max() - values.Min());
            return (values.Min() - margin, values.Max() + margin);
        }
    }

    /// <summary>The counts, in the order in which they were taken.</summary>
    public IReadOnlyList<RegionCount> Counts => _counts;

    /// <summary>Some of the subdivisions, at equal distances; empty where there are not two inputs.</summary>
    public IReadOnlyList<RegionSnapshot> Pictures => _pictures;

    /// <summary>Counts.</summary>
    /// <param name="step">The updates that were done.</param>
    /// <param name="model">The network.</param>
    /// <exception cref="Graph.Errors.UnsupportedException">Something in it is not piecewise linear; the message names the node and says why.</exception>
    public void Count(long step, Model model)
    {
        var view = PiecewiseLinearModel.Of(model, new ViewOptions { CutSmoothTail = true });
        var pieces = 0L;
        for (var i = 0; i < Lines; i++)
        {
            var (a, b) = (_ends[i], _ends[i + Lines]);
            pieces += a.AsSpan().SequenceEqual(b) ? 1 : Regions.OfLine(view, a, b).Counts.Cells;
        }

        var plane = _box is { } box ? Regions.OfBox(view, box) : null;
        _counts.Add(new RegionCount(step, pieces / (double)Lines, plane?.Cells));
        if (plane is null || (_counts.Count - 1) % _stride != 0)
        {
            return;
        }

        _pictures.Add(new RegionSnapshot(step, plane));
        if (_pictures.Count > MostPictures)
        {
            // Every other one goes, and from now on only every other one comes.
            _stride *= 2;
            for (var i = _pictures.Count - 1; i >= 0; i--)
            {
                if (i % 2 != 0)
                {
                    _pictures.RemoveAt(i);
                }
            }
        }
    }
}

/// <summary>Linear pieces at a step: an element of <c>regions</c> in JSON.</summary>
/// <param name="Step">The updates that were done.</param>
/// <param name="PiecesPerLine">The mean number of pieces along the lines.</param>
/// <param name="Cells">The cells over the data and a tenth beside them; null where there are not two inputs.</param>
public sealed record RegionCount(long Step, double PiecesPerLine, int? Cells);

/// <summary>The subdivision at a step.</summary>
/// <param name="Step">The updates that were done.</param>
/// <param name="Plane">The cells.</param>
public sealed record RegionSnapshot(long Step, PlaneRegions Plane);
