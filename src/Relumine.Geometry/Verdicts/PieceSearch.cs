using Relumine.Geometry.Intervals;
using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Networks with one input: between two neighbouring breakpoints nothing bends, so that bounds there are exact but for rounding. The
/// breakpoints only say where to split; a part is bounded as any box is, and nothing rests on where exactly they are.
/// </summary>
internal static class PieceSearch
{
    /// <summary>Bounds every sum over the box, and gives the points at which each is largest and smallest: the best of the breakpoints.</summary>
    public static Extremes Run(PiecewiseLinearModel model, InputBox box, Func<bool> isOver)
    {
        var (low, high) = (box.Low[0], box.High[0]);
        var probe = new PointProbe(model);
        var extremes = new Extremes(model);
        var (symbolic, start) = (new SymbolicBounds(model), low);
        if (low < high)
        {
            foreach (var piece in new LineWalk(model, [0], [1], low, high).Pieces())
            {
                if (isOver())
                {
                    return extremes;
                }

                Bound(start, Math.Clamp(piece.End, start, high));
                start = Math.Clamp(piece.End, start, high);
            }
        }

        if (start < high || low == high)
        {
            Bound(start, high);
        }

        extremes.IsWhole = true;
        return extremes;

        void Bound(double from, double to)
        {
            var bounds = new BoxBounds(model);
            symbolic.Run([from], [to], bounds, model.Layers.Count);
            extremes.Include(bounds);
            foreach (var x in new[] { from, to })
            {
                probe.Run([x], model.Layers.Count - 1);
                extremes.Include([x], probe);
            }
        }
    }
}
