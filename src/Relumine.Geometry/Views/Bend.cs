namespace Relumine.Geometry.Views;

/// <summary>
/// What happens to the units of a layer: each goes through a piecewise-linear function of its own. A *cut* is a pair of a unit
/// and one of its knots; its bit in a pattern says whether the unit lies above the knot.
/// </summary>
internal sealed class Bend
{
    private readonly int[] _firstCut;
    private readonly double[] _slopes;
    private readonly double[] _offsets;

    /// <summary>Takes a function for each unit.</summary>
    public Bend(IReadOnlyList<Segments> units)
    {
        _firstCut = new int[units.Count + 1];
        for (var u = 0; u < units.Count; u++)
        {
            _firstCut[u + 1] = _firstCut[u] + units[u].Knots.Length;
        }

        (CutUnit, CutAt) = (new int[_firstCut[^1]], new double[_firstCut[^1]]);
        (_slopes, _offsets) = (new double[_firstCut[^1] + units.Count], new double[_firstCut[^1] + units.Count]);
        for (var u = 0; u < units.Count; u++)
        {
            for (var k = 0; k < units[u].Knots.Length; k++)
            {
                (CutUnit[_firstCut[u] + k], CutAt[_firstCut[u] + k]) = (u, units[u].Knots[k]);
            }

            units[u].Slopes.CopyTo(_slopes, _firstCut[u] + u);
            units[u].Offsets.CopyTo(_offsets, _firstCut[u] + u);
        }

        IsPlain = CutUnit.Length == units.Count && CutAt.All(a => a == 0) && CutUnit.Index().All(c => c.Index == c.Item);
        IsRectifier = RestsBelow && Enumerable.Range(0, Cuts).All(u => _slopes[(2 * u) + 1] == 1 && _offsets[(2 * u) + 1] == 0);
        SteepestSlope = _slopes.Select(Math.Abs).DefaultIfEmpty().Max();
        LargestOffset = _offsets.Select(Math.Abs).DefaultIfEmpty().Max();
    }

    /// <summary>Takes a smooth function for all units: no unit has a knot.</summary>
    public Bend(int units, Curve curve)
    {
        (_firstCut, _slopes, _offsets, CutUnit, CutAt, Curve) = (new int[units + 1], [], [], [], [], curve);
    }

    /// <summary>The function of all units, where it is smooth and there are no segments; else null.</summary>
    public Curve? Curve { get; }

    /// <summary>The number of cuts.</summary>
    public int Cuts => CutUnit.Length;

    /// <summary>Whose knot each cut is.</summary>
    public int[] CutUnit { get; }

    /// <summary>Where each cut's knot is.</summary>
    public double[] CutAt { get; }

    /// <summary>Whether every unit has one knot, at 0: cut i is unit i itself.</summary>
    public bool IsPlain { get; }

    /// <summary>Whether every unit has one knot, at 0, and gives 0 below it, as a rectifier does.</summary>
    public bool RestsBelow => Curve is null && IsPlain && Enumerable.Range(0, Cuts).All(u => _slopes[2 * u] == 0 && _offsets[2 * u] == 0);

    /// <summary>Whether every unit is a rectifier: 0 below 0, and its sum above it.</summary>
    public bool IsRectifier { get; }

    /// <summary>The largest |slope|.</summary>
    public double SteepestSlope { get; }

    /// <summary>The largest |offset|.</summary>
    public double LargestOffset { get; }

    /// <summary>The line that a unit is on, given a pattern.</summary>
    public (double Slope, double Offset) Line(int unit, ReadOnlySpan<ulong> bits) => Segment(unit, Passed(unit, bits));

    /// <summary>How many of its knots a unit lies above, given a pattern.</summary>
    public int Passed(int unit, ReadOnlySpan<ulong> bits)
    {
        var passed = 0;
        for (var cut = _firstCut[unit]; cut < _firstCut[unit + 1]; cut++)
        {
            passed += (int)(bits[cut >> 6] >> cut) & 1;
        }

        return passed;
    }

    /// <summary>Where a unit bends, ascending.</summary>
    public ReadOnlySpan<double> Knots(int unit) => CutAt.AsSpan(_firstCut[unit].._firstCut[unit + 1]);

    /// <summary>The line that a unit is on behind so many of its knots.</summary>
    public (double Slope, double Offset) Segment(int unit, int knots) => (_slopes[_firstCut[unit] + unit + knots], _offsets[_firstCut[unit] + unit + knots]);

    /// <summary>A unit's slope at a number; where it bends, that of its left side.</summary>
    public double SlopeAt(int unit, double z)
    {
        if (Curve is { } curve)
        {
            return curve.Slope(z);
        }

        var passed = 0;
        foreach (var knot in Knots(unit))
        {
            passed += z > knot ? 1 : 0;
        }

        return Segment(unit, passed).Slope;
    }

    /// <summary>What a unit gives for a number.</summary>
    public double Value(int unit, double z)
    {
        if (Curve is { } curve)
        {
            return curve.Value(z);
        }

        var segment = _firstCut[unit] + unit;
        for (var cut = _firstCut[unit]; cut < _firstCut[unit + 1]; cut++)
        {
            segment += z > CutAt[cut] ? 1 : 0;
        }

        return (_slopes[segment] * z) + _offsets[segment];
    }
}
