using System.Numerics;
using Relumine.Geometry.Views;

namespace Relumine.Geometry.Walks;

/// <summary>
/// A layer where a walk stands: its units' sums as affine functions of the walk's coordinates (constant, then a slope for each
/// coordinate), and the pattern of the cell that the walk is in.
/// </summary>
internal sealed class LayerState
{
    // A few hundred units in the last place, relative to the terms that were added up: what several sums, and the coordinates
    // of a vertex, can be wrong by.
    private const double Rounding = 1.0 / (1L << 44);

    /// <summary>Columns changed one by one before all is added up anew, so that rounding errors do not grow with the length of a walk.</summary>
    private const int MostChanges = 128;

    private readonly PiecewiseLayer _layer;
    private readonly LayerState[] _all;
    private readonly int _columns;
    private readonly double[] _base;
    private readonly ulong[] _seen;
    private readonly double[] _factors;
    private readonly int _direct;
    private bool _hasBase;
    private bool _isCurrent;
    private int _changes;

    /// <summary>Prepares a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="all">The states of all layers; those in front are there already.</param>
    /// <param name="input">The sample as a function of the coordinates: for each column, a number for each element.</param>
    public LayerState(PiecewiseLayer layer, LayerState[] all, double[][] input)
    {
        (_layer, _all, _columns) = (layer, all, input.Length);
        Stride = (layer.Units + 7) & ~7;
        Z = new double[_columns * Stride];
        _base = new double[_columns * Stride];
        _factors = new double[_columns];
        Bits = new ulong[layer.Words];
        _seen = new ulong[layer.Index > 0 && layer.Index <= all.Length ? all[layer.Index - 1].Bits.Length : 0];
        _direct = -1;
        Fixed = new double[_columns * Stride];
        layer.Form.Constant.CopyTo(Fixed, 0);
        for (var t = 0; t < layer.Form.Terms.Count; t++)
        {
            var (slot, map) = layer.Form.Terms[t];
            if (slot == 0)
            {
                for (var c = 0; c < _columns; c++)
                {
                    for (var j = 0; j < map.Columns; j++)
                    {
                        if (input[c][j] != 0)
                        {
                            map.AddColumn(j, input[c][j], Fixed.AsSpan(c * Stride, layer.Units));
                        }
                    }
                }

                InputMagnitude = Math.Max(InputMagnitude, input.Max(c => c.Select(Math.Abs).DefaultIfEmpty().Max()));
            }
            else if (slot == layer.Index)
            {
                _direct = t;
            }
        }

        Tolerance = new double[Math.Max(layer.Units, layer.Cuts)];
        HasKnots = layer.Bend is { IsPlain: false };
        CutZ = HasKnots ? new double[_columns * CutStride] : Z;
    }

    /// <summary>Elements from one column of <see cref="Z"/> to the next.</summary>
    public int Stride { get; }

    /// <summary>The sums: all constants, then all slopes along the first coordinate, and so on.</summary>
    public double[] Z { get; }

    /// <summary>Elements from one column of <see cref="CutZ"/> to the next.</summary>
    public int CutStride => HasKnots ? (_layer.Cuts + 7) & ~7 : Stride;

    /// <summary>The sums less the knots, for each cut.</summary>
    public double[] CutZ { get; }

    /// <summary>Up to what distance from 0 a sum is 0, for each cut (for a layer that does not bend, for each unit).</summary>
    public double[] Tolerance { get; }

    /// <summary>The pattern of the cell: bit i says that cut i is above its knot.</summary>
    public ulong[] Bits { get; }

    /// <summary>The layer.</summary>
    public PiecewiseLayer Layer => _layer;

    private bool HasKnots { get; }

    // What the sample alone contributes, and the constant: the same everywhere.
    private double[] Fixed { get; }

    private double InputMagnitude { get; }

    // The largest |value| that any of the layer's units has behind its bend, added up without regard to sign.
    private double Magnitude { get; set; }

    /// <summary>Says that a layer in front, other than the one directly in front, stands elsewhere now.</summary>
    public void Forget() => (_hasBase, _isCurrent) = (false, false);

    /// <summary>Adds up, from the layers in front as they stand.</summary>
    /// <param name="reach">The largest |coordinate|, for each coordinate.</param>
    public void Compute(ReadOnlySpan<double> reach)
    {
        if (!_hasBase)
        {
            Fixed.CopyTo(_base, 0);
            for (var t = 0; t < _layer.Form.Terms.Count; t++)
            {
                if (t != _direct && _layer.Form.Terms[t].Slot > 0)
                {
                    AddAll(t, _base);
                }
            }

            (_hasBase, _isCurrent) = (true, false);
        }

        if (_direct < 0)
        {
            _base.CopyTo(Z, 0);
        }
        else if (!_isCurrent || !Change())
        {
            _base.CopyTo(Z, 0);
            AddAll(_direct, Z);
            _all[_layer.Index - 1].Bits.CopyTo(_seen, 0);
            (_isCurrent, _changes) = (true, 0);
        }

        if (HasKnots)
        {
            SubtractKnots();
        }

        Measure(reach);
    }

    private void AddAll(int term, double[] z)
    {
        var (slot, map) = _layer.Form.Terms[term];
        var source = _all[slot - 1];
        var bend = source._layer.Bend;
        for (var j = 0; j < map.Columns; j++)
        {
            var (slope, offset) = bend is null ? (1, 0) : bend.Line(j, source.Bits);
            if (slope != 0 || offset != 0)
            {
                Add(map, source, j, slope, offset, z);
            }
        }
    }

    private void Add(Maps.LinearMap map, LayerState source, int j, double slope, double offset, double[] z)
    {
        for (var c = 0; c < _columns; c++)
        {
            _factors[c] = slope * source.Z[(c * source.Stride) + j];
        }

        _factors[0] += offset;
        map.AddColumn(j, _factors, z, Stride);
    }

    // The difference that units make which changed sides; false if there are too many.
    private bool Change()
    {
        var source = _all[_layer.Index - 1];
        if (source._layer.Bend is not { } bend)
        {
            return false;
        }

        var flips = 0;
        for (var w = 0; w < _seen.Length; w++)
        {
            flips += BitOperations.PopCount(_seen[w] ^ source.Bits[w]);
        }

        if ((_changes += flips) > MostChanges)
        {
            return false;
        }

        var map = _layer.Form.Terms[_direct].Map;
        for (var w = 0; w < _seen.Length; w++)
        {
            while ((_seen[w] ^ source.Bits[w]) is var rest and not 0)
            {
                var cut = (w << 6) + BitOperations.TrailingZeroCount(rest);
                var unit = bend.CutUnit[cut];
                var (oldSlope, oldOffset) = bend.Line(unit, _seen);
                _seen[w] ^= 1ul << cut;
                var (newSlope, newOffset) = bend.Line(unit, _seen);
                Add(map, source, unit, newSlope - oldSlope, newOffset - oldOffset, Z);
            }
        }

        return true;
    }

    private void SubtractKnots()
    {
        var bend = _layer.Bend!;
        for (var c = 0; c < _columns; c++)
        {
            for (var i = 0; i < bend.Cuts; i++)
            {
                CutZ[(c * CutStride) + i] = Z[(c * Stride) + bend.CutUnit[i]] - (c == 0 ? bend.CutAt[i] : 0);
            }
        }
    }

    // Bounds of the terms that were added up: the rounding error of each sum is in proportion to them.
    private void Measure(ReadOnlySpan<double> reach)
    {
        var largest = 0.0;
        for (var u = 0; u < _layer.Units; u++)
        {
            var size = Math.Abs(Z[u]);
            for (var c = 1; c < _columns; c++)
            {
                size += Math.Abs(Z[(c * Stride) + u]) * reach[c - 1];
            }

            largest = Math.Max(largest, size);
        }

        Magnitude = _layer.Bend is { } bend ? (largest * bend.SteepestSlope) + bend.LargestOffset : largest;
        var tolerance = Tolerance.AsSpan();
        var constants = _layer.Form.Constant;
        for (var u = 0; u < _layer.Units && !HasKnots; u++)
        {
            tolerance[u] = Rounding * Math.Abs(constants[u]);
        }

        for (var i = 0; HasKnots && i < tolerance.Length; i++)
        {
            var bend1 = _layer.Bend!;
            tolerance[i] = i < bend1.Cuts ? Rounding * (Math.Abs(constants[bend1.CutUnit[i]]) + Math.Abs(bend1.CutAt[i])) : 0;
        }

        for (var t = 0; t < _layer.Form.Terms.Count; t++)
        {
            var slot = _layer.Form.Terms[t].Slot;
            var scale = Rounding * (slot == 0 ? InputMagnitude * (1 + Sum(reach)) : _all[slot - 1].Magnitude);
            var steepness = _layer.Steepness[t];
            for (var i = 0; i < (HasKnots ? _layer.Cuts : _layer.Units); i++)
            {
                tolerance[i] += scale * steepness[HasKnots ? _layer.Bend!.CutUnit[i] : i];
            }
        }
    }

    private static double Sum(ReadOnlySpan<double> numbers)
    {
        var sum = 0.0;
        foreach (var number in numbers)
        {
            sum += number;
        }

        return sum;
    }
}
