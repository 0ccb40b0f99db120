using Relumine.Geometry.Views;

namespace Relumine.Geometry.Intervals;

/// <summary>
/// The pieces of a model along the line a + t·(b − a). They are found as they are asked for, from left to right; the counts walk the
/// line once and remember.
/// </summary>
public sealed class LineRegions
{
    private readonly double[] _origin;
    private readonly double[] _direction;
    private readonly Lazy<LineCounts> _counts;

    internal LineRegions(PiecewiseLinearModel model, double[] origin, double[] direction, double start, double end)
    {
        (Model, _origin, _direction, Start, End) = (model, origin, direction, start, end);
        _counts = new Lazy<LineCounts>(Count);
    }

    /// <summary>The model.</summary>
    public PiecewiseLinearModel Model { get; }

    /// <summary>Where the line begins, in its parameter t.</summary>
    public double Start { get; }

    /// <summary>Where it ends.</summary>
    public double End { get; }

    /// <summary>How many pieces there are.</summary>
    public LineCounts Counts => _counts.Value;

    /// <summary>Walks along the line: parts with one activation pattern each, from left to right.</summary>
    public IEnumerable<LinePiece> Cells() => new LineWalk(Model, _origin, _direction, Start, End).Pieces();

    /// <summary>Walks along the line: the longest parts on which every output is affine. A part's pattern is that of its beginning.</summary>
    public IEnumerable<LinePiece> AffinePieces()
    {
        LinePiece? pending = null;
        foreach (var (piece, isSame) in Compared())
        {
            if (isSame)
            {
                pending = pending! with { End = piece.End };
                continue;
            }

            if (pending is not null)
            {
                yield return pending;
            }

            pending = piece;
        }

        yield return pending!;
    }

    // Each cell, and whether its outputs' lines go on as in the cell before.
    private IEnumerable<(LinePiece Piece, bool IsSame)> Compared()
    {
        const int Slack = 16;
        var walk = new LineWalk(Model, _origin, _direction, Start, End);
        LinePiece? before = null;
        var tolerance = new double[Model.Outputs];
        foreach (var piece in walk.Pieces())
        {
            var isSame = before is not null;
            for (var o = 0; o < tolerance.Length; o++)
            {
                // The walk may be one cell ahead; its rounding errors are of the same size.
                tolerance[o] = Math.Max(tolerance[o], walk.Output.Tolerance[o]);
                isSame &= Math.Abs(piece.Slopes[o] - before?.Slopes[o] ?? 0) <= Slack * tolerance[o];
                tolerance[o] = walk.Output.Tolerance[o];
            }

            yield return (piece, isSame);
            before = piece;
        }
    }

    private LineCounts Count()
    {
        var (cells, pieces, firstLayers) = (0L, 0L, new long[Model.Layers.Count + 1]);
        foreach (var (piece, isSame) in Compared())
        {
            cells++;
            pieces += isSame ? 0 : 1;
            firstLayers[piece.Bending.Count > 0 ? piece.Bending[0].Layer : Model.Layers.Count]++;
        }

        // The part of a line behind a layer begin where that layer or one in front of it bends.
        var byLayer = new long[Model.Layers.Count];
        for (var l = 0; l < byLayer.Length; l++)
        {
            byLayer[l] = (l == 0 ? 1 : byLayer[l - 1]) + firstLayers[l];
        }

        return new LineCounts(cells, pieces, byLayer);
    }
}

/// <summary>How many pieces a line has.</summary>
/// <param name="Cells">Parts with one activation pattern each.</param>
/// <param name="AffinePieces">The longest parts on which every output is affine.</param>
/// <param name="CellsByLayer">Parts on which all layers up to each one have one pattern.</param>
public sealed record LineCounts(long Cells, long AffinePieces, IReadOnlyList<long> CellsByLayer);
