namespace Relumine.Geometry.Verdicts;

/// <summary>What is claimed of a unit for every input of a box.</summary>
public enum UnitClaim
{
    /// <summary>No sum of it is above its first knot (for a rectifier, above 0), below which its activation is flat.</summary>
    Dead,

    /// <summary>No sum of it is below its first knot.</summary>
    AlwaysOn,
}

/// <summary>What became of a claim.</summary>
public enum ProofVerdict
{
    /// <summary>Neither proven nor refuted.</summary>
    Open,

    /// <summary>True for every input of the box.</summary>
    Proven,

    /// <summary>Untrue for an input of the box that is known.</summary>
    Refuted,
}

/// <summary>What settled a claim.</summary>
public enum ProofMethod
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Interval arithmetic.</summary>
    Intervals,

    /// <summary>Linear relaxation, backwards from the unit to the inputs.</summary>
    Relaxation,

    /// <summary>The exact pieces of a network with one input.</summary>
    Pieces,

    /// <summary>Splitting the box.</summary>
    Splitting,

    /// <summary>The corner of the box that is best for a unit of the first layer.</summary>
    Corner,

    /// <summary>Ascent along gradients.</summary>
    Ascent,
}

/// <summary>How sums are bounded over a box.</summary>
public enum BoundMethod
{
    /// <summary>Interval arithmetic.</summary>
    Intervals,

    /// <summary>Linear relaxation too, with the slopes of least area.</summary>
    Relaxation,

    /// <summary>Slopes are searched for, too, for each sum.</summary>
    OptimizedRelaxation,
}

/// <summary>A claim about a unit: an element of a layer, or, for a channel, all its elements.</summary>
/// <param name="Layer">The layer, an index into <see cref="Views.PiecewiseLinearModel.Layers"/>.</param>
/// <param name="Elements">The unit's elements in it.</param>
/// <param name="Claim">What is claimed of all of them.</param>
public sealed record UnitQuestion(int Layer, IReadOnlyList<int> Elements, UnitClaim Claim);

/// <summary>What became of a <see cref="UnitQuestion"/>.</summary>
/// <param name="Verdict">Proven, refuted or open.</param>
/// <param name="Method">What settled it.</param>
/// <param name="Excess">How far beyond the knot the unit's sums can go at most, as far as it is known; not above 0 where the claim is proven.</param>
/// <param name="Witness">An input that contradicts the claim, in numbers that float32 holds; null if none is known.</param>
/// <param name="Boxes">The number of boxes that splitting looked at.</param>
public sealed record UnitAnswer(ProofVerdict Verdict, ProofMethod Method, double Excess, IReadOnlyList<double>? Witness, long Boxes);
