using Relumine.Geometry.Intervals;
using Relumine.Geometry.Planes;
using Relumine.Geometry.Solids;
using Relumine.Geometry.Views;
using Relumine.Graph.Models;

namespace Relumine.Geometry;

/// <summary>The exact pieces of a piecewise-linear model along a line and in a plane.</summary>
public static class Regions
{
    /// <summary>The pieces along the line a + t·(b − a).</summary>
    /// <param name="model">The model.</param>
    /// <param name="a">The sample at t = 0.</param>
    /// <param name="b">The sample at t = 1.</param>
    /// <param name="start">The t at which to begin; −∞ for the whole line.</param>
    /// <param name="end">The t at which to end; +∞ for the whole line.</param>
    /// <exception cref="ArgumentException">A sample does not fit the model or is not finite, or <paramref name="start"/> is not less than
    /// <paramref name="end"/>.</exception>
    public static LineRegions OfLine(PiecewiseLinearModel model, ReadOnlySpan<double> a, ReadOnlySpan<double> b, double start = 0, double end = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        var (origin, target) = (Sample(model, a, nameof(a)), Sample(model, b, nameof(b)));
        return start < end
            ? new LineRegions(model, origin, [.. target.Zip(origin, (y, x) => y - x)], start, end)
            : throw new ArgumentException(
                FormattableString.Invariant($"The line would go from {start} to {end}; the start must be less than the end."),
                nameof(end)
            );
    }

    /// <summary>The pieces along the line from one sample to another.</summary>
    /// <inheritdoc cref="OfLine(PiecewiseLinearModel, ReadOnlySpan{double}, ReadOnlySpan{double}, double, double)"/>
    /// <exception cref="Graph.Errors.UnsupportedException">The model is not piecewise linear.</exception>
    public static LineRegions OfLine(Model model, ReadOnlySpan<double> a, ReadOnlySpan<double> b, double start = 0, double end = 1) =>
        OfLine(PiecewiseLinearModel.Of(model), a, b, start, end);

    /// <summary>The pieces of a model with one input; t is that input.</summary>
    /// <param name="model">The model.</param>
    /// <param name="low">The smallest input; −∞ for the whole line.</param>
    /// <param name="high">The largest input; +∞ for the whole line.</param>
    /// <exception cref="ArgumentException">The model has not one input, or <paramref name="low"/> is not less than <paramref name="high"/>.</exception>
    public static LineRegions OfInterval(PiecewiseLinearModel model, double low, double high) => OfLine(model, [0], [1], low, high);

    /// <summary>The subdivision of the rectangle of points origin + s·u + t·v.</summary>
    /// <param name="model">The model.</param>
    /// <param name="origin">The sample at s = t = 0.</param>
    /// <param name="u">The direction of s.</param>
    /// <param name="v">The direction of t.</param>
    /// <param name="box">The range of s and t.</param>
    /// <param name="mostCells">When to give up.</param>
    /// <exception cref="ArgumentException">A sample does not fit the model or is not finite, or the box is empty or not finite.</exception>
    /// <exception cref="Graph.Errors.RelumineException">There are more cells than <paramref name="mostCells"/>.</exception>
    public static PlaneRegions OfPlane(
        PiecewiseLinearModel model, ReadOnlySpan<double> origin, ReadOnlySpan<double> u, ReadOnlySpan<double> v, PlaneBox box, int mostCells = 20_000_000)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new PlaneRegions(
            model,
            Sample(model, origin, nameof(origin)),
            Sample(model, u, nameof(u)),
            Sample(model, v, nameof(v)),
            Checked(box),
            mostCells
        );
    }

    /// <summary>The subdivision of a rectangle in a plane of a model's inputs.</summary>
    /// <inheritdoc cref="OfPlane(PiecewiseLinearModel, ReadOnlySpan{double}, ReadOnlySpan{double}, ReadOnlySpan{double}, PlaneBox, int)"/>
    /// <exception cref="Graph.Errors.UnsupportedException">The model is not piecewise linear.</exception>
    public static PlaneRegions OfPlane(
        Model model, ReadOnlySpan<double> origin, ReadOnlySpan<double> u, ReadOnlySpan<double> v, PlaneBox box, int mostCells = 20_000_000) =>
        OfPlane(PiecewiseLinearModel.Of(model), origin, u, v, box, mostCells);

    /// <summary>The subdivision of a rectangle for a model with two inputs, which are the coordinates.</summary>
    /// <param name="model">The model.</param>
    /// <param name="box">The range of the first and of the second input.</param>
    /// <param name="mostCells">When to give up.</param>
    /// <exception cref="ArgumentException">The model has not two inputs, or the box is empty or not finite.</exception>
    /// <exception cref="Graph.Errors.RelumineException">There are more cells than <paramref name="mostCells"/>.</exception>
    public static PlaneRegions OfBox(PiecewiseLinearModel model, PlaneBox box, int mostCells = 20_000_000) =>
        OfPlane(model, [0, 0], [1, 0], [0, 1], box, mostCells);

    /// <summary>The subdivision of a box for a model with three inputs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="box">The box.</param>
    /// <param name="mostCells">When to give up.</param>
    /// <exception cref="ArgumentException">The model has not three inputs, or the box is empty or not finite.</exception>
    /// <exception cref="Graph.Errors.RelumineException">There are more cells than <paramref name="mostCells"/>, or the model takes the largest of
    /// several.</exception>
    public static SolidRegions OfSolid(PiecewiseLinearModel model, SolidBox box, int mostCells = 2_000_000)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(box);
        model.RequireSample(box.Low.Count, nameof(box));
        return box.Low.Zip(box.High).All(r => r.First < r.Second) && double.IsFinite(box.Volume) ? new SolidRegions(model, box, mostCells)
            : throw new ArgumentException($"The box is empty or not finite.", nameof(box));
    }

    /// <summary>
    /// The cells of <see cref="OfPlane(PiecewiseLinearModel, ReadOnlySpan{double}, ReadOnlySpan{double}, ReadOnlySpan{double}, PlaneBox, int)"/>
    /// one by one as they are found, for whoever does not want to wait for the last. A cell does not know yet of vertices that
    /// neighbours put on its sides later; and where a model takes the largest of several, matches that do not matter part cells too.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="origin">The sample at s = t = 0.</param>
    /// <param name="u">The direction of s.</param>
    /// <param name="v">The direction of t.</param>
    /// <param name="box">The range of s and t.</param>
    /// <exception cref="ArgumentException">A sample does not fit the model or is not finite, or the box is empty or not finite.</exception>
    public static IEnumerable<PlaneCell> CellsOfPlane(
        PiecewiseLinearModel model, ReadOnlySpan<double> origin, ReadOnlySpan<double> u, ReadOnlySpan<double> v, PlaneBox box)
    {
        ArgumentNullException.ThrowIfNull(model);
        return PlaneStream.Cells(model, Sample(model, origin, nameof(origin)), Sample(model, u, nameof(u)), Sample(model, v, nameof(v)), Checked(box));
    }

    private static double[] Sample(PiecewiseLinearModel model, ReadOnlySpan<double> x, string name)
    {
        model.RequireSample(x.Length, name);
        foreach (var number in x)
        {
            if (!double.IsFinite(number))
            {
                throw new ArgumentException("The sample holds a number that is not finite.", name);
            }
        }

        return x.ToArray();
    }

    private static PlaneBox Checked(PlaneBox box) =>
        box.LowS < box.HighS && box.LowT < box.HighT && double.IsFinite(box.Area) ? box
            : throw new ArgumentException($"The box {box} is empty or not finite.", nameof(box));
}
