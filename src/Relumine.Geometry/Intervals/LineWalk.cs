using Relumine.Geometry.Views;
using Relumine.Geometry.Walks;

namespace Relumine.Geometry.Intervals;

/// <summary>
/// Goes along a line from left to right, depth first: a part on which the layers in front are affine is cut where the next layer's
/// units bend, and each part of it by the layer behind, and so on. Only the layers' states where it stands are in memory.
/// </summary>
internal sealed class LineWalk
{
    private readonly PiecewiseLinearModel _model;
    private readonly LayerStack _stack;
    private readonly Part[] _parts;

    public LineWalk(PiecewiseLinearModel model, double[] origin, double[] direction, double start, double end)
    {
        _model = model;
        var reach = Math.Max(double.IsFinite(start) ? Math.Abs(start) : 1, double.IsFinite(end) ? Math.Abs(end) : 1);
        _stack = new LayerStack(model, [origin, direction], [reach]);
        _parts = [.. Enumerable.Range(0, model.Layers.Count).Select(_ => new Part())];
        (Start, End) = (start, end);
    }

    private double Start { get; }

    private double End { get; }

    /// <summary>The outputs where the walk stands.</summary>
    public LayerState Output => _stack.Output;

    /// <summary>The pieces, one after the other; each call of this walks anew.</summary>
    public IEnumerable<LinePiece> Pieces()
    {
        // A tournament's lost matches cannot be seen: what only they part is one piece.
        LinePiece? pending = null;
        foreach (var (start, end) in Leaves())
        {
            var pattern = new ulong[_model.FirstWord[^1]];
            for (var l = 0; l < _model.Layers.Count; l++)
            {
                _stack[l].Bits.CopyTo(pattern, _model.FirstWord[l]);
            }

            if (_model.HasMatches)
            {
                _model.HideLostMatches(pattern);
                if (pending is not null && pending.Pattern.AsSpan().SequenceEqual(pattern))
                {
                    pending = pending with { End = end };
                    continue;
                }
            }

            if (pending is not null)
            {
                yield return pending;
            }

            var outputs = _model.Outputs;
            pending = new LinePiece(
                start, end, Output.Z[..outputs], Output.Z[Output.Stride..(Output.Stride + outputs)],
                pending is null ? [] : Flips(pending.Pattern, pattern), pattern);
        }

        yield return pending!;
    }

    private IEnumerable<(double Start, double End)> Leaves()
    {
        var (level, last) = (0, _model.Layers.Count - 1);
        if (last < 0)
        {
            _stack.Enter(0);
            yield return (Start, End);
            yield break;
        }

        Begin(0, Start, End);
        while (level >= 0)
        {
            var part = _parts[level];
            if (!part.Next(_stack[level].Bits))
            {
                level--;
            }
            else if (level < last)
            {
                Begin(++level, part.From, part.To);
            }
            else
            {
                _stack.Enter(level + 1);
                yield return (part.From, part.To);
            }
        }
    }

    private void Begin(int level, double start, double end)
    {
        _stack.Enter(level);
        _parts[level].Begin(_stack[level], start, end);
    }

    private List<BendingUnit> Flips(ulong[] before, ulong[] after)
    {
        var bending = new List<BendingUnit>();
        foreach (var layer in _model.Layers)
        {
            var first = _model.FirstWord[layer.Index];
            for (var w = 0; w < layer.Words; w++)
            {
                for (var rest = before[first + w] ^ after[first + w]; rest != 0; rest &= rest - 1)
                {
                    var (unit, knot) = layer.Cut((w << 6) + System.Numerics.BitOperations.TrailingZeroCount(rest));
                    bending.Add(new BendingUnit(layer.Index, unit, knot));
                }
            }
        }

        return bending;
    }

    /// <summary>A part of the line on which a layer's sums are affine, and where its units bend there.</summary>
    private sealed class Part
    {
        private readonly List<(double T, double Width, int Cut)> _crossings = [];
        private double _end;
        private int _at;
        private bool _isStarted;

        public double From { get; private set; }

        public double To { get; private set; }

        public void Begin(LayerState state, double start, double end)
        {
            _crossings.Clear();
            Array.Clear(state.Bits);
            (To, _end, _at, _isStarted) = (start, end, 0, false);
            var (z, stride) = (state.CutZ, state.CutStride);
            for (var cut = 0; cut < state.Layer.Cuts; cut++)
            {
                var (c, g, tolerance) = (z[cut], z[stride + cut], state.Tolerance[cut]);
                var (left, right) = (Side(c, g, start, tolerance), Side(c, g, end, tolerance));
                if (left * right < 0)
                {
                    _crossings.Add((Math.Clamp((-c / g) + 0.0, start, end), tolerance / Math.Abs(g), cut));
                }

                if (left > 0 || (left == 0 && right > 0))
                {
                    state.Bits[cut >> 6] |= 1ul << cut;
                }
            }

            _crossings.Sort((a, b) => a.T.CompareTo(b.T));
        }

        /// <summary>Goes to the next piece and turns the bits of the units that bend between; false behind the last.</summary>
        public bool Next(ulong[] bits)
        {
            if (_isStarted && _at == _crossings.Count)
            {
                return false;
            }

            // Crossings that are nearer to each other than they are known are one.
            From = To;
            if (_isStarted)
            {
                do
                {
                    bits[_crossings[_at].Cut >> 6] ^= 1ul << _crossings[_at].Cut;
                    _at++;
                }
                while (_at < _crossings.Count && _crossings[_at].T - _crossings[_at - 1].T <= _crossings[_at].Width + _crossings[_at - 1].Width);
            }

            _isStarted = true;
            To = _at < _crossings.Count ? _crossings[_at].T : _end;
            return true;
        }

        private static int Side(double c, double g, double t, double tolerance)
        {
            var value = !double.IsInfinity(t) ? Math.FusedMultiplyAdd(g, t, c) : Math.Abs(g) <= tolerance ? c : g * t;
            return Math.Abs(value) <= tolerance ? 0 : Math.Sign(value);
        }
    }
}
