namespace Relumine.Geometry.Intervals;

/// <summary>A place where a unit bends.</summary>
/// <param name="Layer">The layer, an index into <see cref="Views.PiecewiseLinearModel.Layers"/>.</param>
/// <param name="Unit">The unit of that layer.</param>
/// <param name="Knot">The sum at which it bends; 0 for a rectifier.</param>
public readonly record struct BendingUnit(int Layer, int Unit, double Knot);

/// <summary>A part of a line on which the outputs are affine: y(t) = offset + slope·t.</summary>
/// <param name="Start">Where it begins, in the line's parameter t.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Offsets">The value that each output's line has at t = 0.</param>
/// <param name="Slopes">The slope of each output.</param>
/// <param name="Bending">The units that bend at <see cref="Start"/>; none for the first piece.</param>
/// <param name="Pattern">For each layer in turn, a bit for each cut: whether it is above its knot. Layers begin at whole words.</param>
public sealed record LinePiece(double Start, double End, double[] Offsets, double[] Slopes, IReadOnlyList<BendingUnit> Bending, ulong[] Pattern)
{
    /// <summary>The value of an output at t.</summary>
    public double Value(int output, double t) => Offsets[output] + (Slopes[output] * t);
}
