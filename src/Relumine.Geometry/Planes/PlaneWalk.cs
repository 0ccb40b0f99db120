using System.Numerics;
using System.Runtime.InteropServices;
using Relumine.Geometry.Views;
using Relumine.Geometry.Walks;
using Relumine.Graph.Errors;

namespace Relumine.Geometry.Planes;

/// <summary>
/// Cuts a rectangle depth first: a face on which the layers in front are affine is cut by the next layer's units, each with the list
/// of those that still cross it, and each part is cut by the layer behind. All faces are in one mesh, so neighbours share vertices;
/// affine maps exist only along the path on which the walk stands.
/// </summary>
internal sealed class PlaneWalk
{
    private readonly PiecewiseLinearModel _model;
    private readonly LayerStack _stack;
    private readonly FaceLoop _loop;
    private readonly WorkList[] _work;
    private readonly int[] _node;
    private readonly long _mostCells;
    private double[] _low = [];
    private double[] _high = [];
    private int _level = -1;
    private bool _isStarted;

    public PlaneWalk(PiecewiseLinearModel model, double[] origin, double[] u, double[] v, PlaneBox box, long mostCells)
    {
        (_model, _mostCells) = (model, mostCells);
        Mesh = new Mesh(box.LowS, box.HighS, box.LowT, box.HighT);
        _loop = new FaceLoop(Mesh, new CutSigns(Mesh));
        _stack = new LayerStack(
            model, [origin, u, v], [Math.Max(Math.Abs(box.LowS), Math.Abs(box.HighS)), Math.Max(Math.Abs(box.LowT), Math.Abs(box.HighT))]);
        _work = [.. model.Layers.Select(l => new WorkList(l.Words))];
        _node = new int[model.Layers.Count + 1];
        Nodes = [.. model.Layers.Select(l => new PatternTree(l.Words))];
    }

    /// <summary>All faces.</summary>
    public Mesh Mesh { get; }

    /// <summary>For each layer, the faces as they were behind it: which of the layer in front each was part of, and the layer's pattern there.</summary>
    public PatternTree[] Nodes { get; }

    /// <summary>The outputs on the cell that was found last.</summary>
    public LayerState Output => _stack.Output;

    /// <summary>Goes to the next cell, which no unit cuts any more; its face, or −1 if there is none.</summary>
    public int Next()
    {
        if (!_isStarted)
        {
            _isStarted = true;
            if (_model.Layers.Count == 0)
            {
                _stack.Enter(0);
                return 0;
            }

            Begin(0, 0);
        }

        while (_level >= 0)
        {
            var (work, state) = (_work[_level], _stack[_level]);
            if (work.IsEmpty)
            {
                _level--;
                continue;
            }

            var face = work.Pop(state.Bits, out var cuts);
            if (cuts.Length > 0)
            {
                Split(face, cuts);
                continue;
            }

            _node[_level] = Nodes[_level].Add(_level == 0 ? 0 : _node[_level - 1], state.Bits);
            if (_level + 1 < _model.Layers.Count)
            {
                Begin(_level + 1, face);
                continue;
            }

            _stack.Enter(_level + 1);
            return Nodes[_level].Count <= _mostCells
                ? face
                : throw new RelumineException(
                    ErrorKind.InvalidRequest,
                    $"The plane has more than {_mostCells} cells, as many as are allowed. Choose a smaller box, or allow more."
                );
        }

        return -1;
    }

    /// <summary>The whole pattern of the cell that was found last.</summary>
    public ulong[] Pattern()
    {
        var pattern = new ulong[_model.FirstWord[^1]];
        for (var l = 0; l < _model.Layers.Count; l++)
        {
            _stack[l].Bits.CopyTo(pattern, _model.FirstWord[l]);
        }

        return pattern;
    }

    // Finds the units of a layer that cross a face; for the others it says on which side of them the face is.
    private void Begin(int level, int face)
    {
        _level = level;
        _stack.Enter(level);
        var state = _stack[level];
        var (work, cuts, firstCut) = (_work[level], state.Layer.Cuts, _model.FirstCut[level]);
        Array.Clear(state.Bits);
        _loop.Read(face);
        var list = work.NewList(cuts);
        var count = 0;
        Extremes(state, cuts);
        for (var cut = 0; cut < cuts; cut++)
        {
            var doubt = CutSigns.Doubt * state.Tolerance[cut];
            if (_low[cut] > doubt)
            {
                state.Bits[cut >> 6] |= 1ul << cut;
            }
            else if (_high[cut] >= -doubt && _loop.Sides(state, cut, firstCut) is { Above: true } sides)
            {
                if (sides.Below)
                {
                    list[count++] = cut;
                }
                else
                {
                    state.Bits[cut >> 6] |= 1ul << cut;
                }
            }
        }

        work.Push(face, state.Bits, count);
    }

    private void Split(int face, ReadOnlySpan<int> cuts)
    {
        var (state, work, firstCut) = (_stack[_level], _work[_level], _model.FirstCut[_level]);
        var cut = cuts[0];
        _loop.Read(face);
        var below = _loop.Split(face, state, cut, firstCut);
        Remaining(below, cuts[1..]);
        state.Bits[cut >> 6] |= 1ul << cut;
        Remaining(face, cuts[1..]);

        void Remaining(int part, ReadOnlySpan<int> others)
        {
            _loop.Read(part);
            var list = work.NewList(others.Length);
            var count = 0;
            var words = state.Bits;
            foreach (var other in others)
            {
                var (above, under) = _loop.Sides(state, other, firstCut);
                if (above && under)
                {
                    list[count++] = other;
                }

                // A unit that is neither is 0 on the whole part: not above.
                words[other >> 6] = above && !under ? words[other >> 6] | (1ul << other) : words[other >> 6] & ~(1ul << other);
            }

            work.Push(part, state.Bits, count);
        }
    }

    // The smallest and largest sum over the face's vertices, for each cut.
    private void Extremes(LayerState state, int cuts)
    {
        if (_low.Length < state.CutStride)
        {
            (_low, _high) = (new double[state.CutStride], new double[state.CutStride]);
        }

        var stride = state.CutStride;
        var c = MemoryMarshal.Cast<double, Vector<double>>(state.CutZ.AsSpan(0, stride));
        var gx = MemoryMarshal.Cast<double, Vector<double>>(state.CutZ.AsSpan(stride, stride));
        var gy = MemoryMarshal.Cast<double, Vector<double>>(state.CutZ.AsSpan(2 * stride, stride));
        var low = MemoryMarshal.Cast<double, Vector<double>>(_low.AsSpan(0, stride));
        var high = MemoryMarshal.Cast<double, Vector<double>>(_high.AsSpan(0, stride));
        var x = _loop.X;
        var y = _loop.Y;
        for (var i = 0; i * Vector<double>.Count < cuts; i++)
        {
            var (least, most) = (new Vector<double>(double.PositiveInfinity), new Vector<double>(double.NegativeInfinity));
            var (vc, vx, vy) = (c[i], gx[i], gy[i]);
            for (var v = 0; v < x.Length; v++)
            {
                var z = Vector.FusedMultiplyAdd(vx, new Vector<double>(x[v]), Vector.FusedMultiplyAdd(vy, new Vector<double>(y[v]), vc));
                (least, most) = (Vector.Min(least, z), Vector.Max(most, z));
            }

            (low[i], high[i]) = (least, most);
        }
    }
}
