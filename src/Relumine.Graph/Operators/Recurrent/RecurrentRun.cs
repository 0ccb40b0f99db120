using System.Numerics;
using System.Runtime.InteropServices;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Recurrent;

/// <summary>One direction of a recurrent layer under way: sizes, weights, and the places of states in the tensors.</summary>
internal readonly ref struct RecurrentRun
{
    private readonly ForwardContext _context;
    private readonly int _direction;
    private readonly bool _reverse;
    private readonly bool _batchFirst;
    private readonly int _gates;
    private readonly int _directions;

    public RecurrentRun(
        ForwardContext context, int direction, bool reverse, bool batchFirst, int gates, double clip, ReadOnlySpan<GateFunction> functions)
    {
        (_context, _direction, _reverse, _batchFirst, _gates, Clip) = (context, direction, reverse, batchFirst, gates, clip);
        Functions = functions;
        var x = context.Input(0).Shape;
        (Steps, Samples, Inputs) = (x[batchFirst ? 1 : 0], x[batchFirst ? 0 : 1], x[2]);
        (_directions, Hidden) = (context.Input(2).Shape[0], context.Input(2).Shape[2]);
    }

    /// <summary>The functions of this direction.</summary>
    public ReadOnlySpan<GateFunction> Functions { get; }

    /// <summary>Which direction of the layer this is, from 0.</summary>
    public int Direction => _direction;

    /// <summary>The limit of sums.</summary>
    public double Clip { get; }

    /// <summary>The number of steps.</summary>
    public int Steps { get; }

    /// <summary>The number of samples.</summary>
    public int Samples { get; }

    /// <summary>The number of inputs at a step.</summary>
    public int Inputs { get; }

    /// <summary>The number of units.</summary>
    public int Hidden { get; }

    /// <summary>The number of sums of a sample.</summary>
    public int Sums => _gates * Hidden;

    /// <summary>The elements of working memory that <see cref="FromInputs"/> and <see cref="FromState"/> need, a state and the sums of both.</summary>
    public int Memory => Samples * (Inputs + (2 * Sums));

    /// <summary>The step of a sample's sequence that comes at a turn; −1 once the sequence is over.</summary>
    public int StepOf(int turn, int sample)
    {
        var length = _context.HasInput(4) ? (int)Math.Clamp(_context.Input(4).IntegerAt(sample), 0, Steps) : Steps;
        return turn >= length ? -1 : _reverse ? length - 1 - turn : turn;
    }

    /// <summary>Sums of the inputs of a turn and the biases: rows of samples.</summary>
    public void FromInputs<T>(int turn, Span<T> rows, Span<T> sums) where T : unmanaged, INumber<T>
    {
        var x = _context.Input(0).Values<T>();
        for (var n = 0; n < Samples; n++)
        {
            var step = Math.Max(0, StepOf(turn, n));
            x.Slice((_batchFirst ? n * Steps + step : step * Samples + n) * Inputs, Inputs).CopyTo(rows[(n * Inputs)..]);
        }

        Multiply(rows, Weights<T>(1), sums, Inputs);
        AddBias(sums, 0);
    }

    /// <summary>Sums of states, from gate <paramref name="first"/> on, without biases: rows of samples.</summary>
    public void FromState<T>(ReadOnlySpan<T> state, Span<T> sums, int first, int count) where T : unmanaged, INumber<T> =>
        Multiply(state, Weights<T>(2).Slice(first * Hidden * Hidden, count * Hidden * Hidden), sums, Hidden, count * Hidden);

    /// <summary>The bias of the states' sums for a gate; empty without one.</summary>
    public ReadOnlySpan<T> StateBias<T>(int gate) where T : unmanaged =>
        _context.HasInput(3) ? _context.Input(3).Values<T>().Slice((_direction * 2 * Sums) + Sums + (gate * Hidden), Hidden) : default;

    /// <summary>Takes the first state from an input, or zeros.</summary>
    public void Begin<T>(int input, Span<T> state) where T : unmanaged
    {
        state.Clear();
        for (var n = 0; _context.HasInput(input) && n < Samples; n++)
        {
            _context.Input(input).Values<T>().Slice(StatePlace(n), Hidden).CopyTo(state[(n * Hidden)..]);
        }
    }

    /// <summary>Writes the last state to an output.</summary>
    public void End<T>(int output, ReadOnlySpan<T> state) where T : unmanaged
    {
        for (var n = 0; _context.HasOutput(output) && n < Samples; n++)
        {
            state.Slice(n * Hidden, Hidden).CopyTo(_context.Output(output).Values<T>()[StatePlace(n)..]);
        }
    }

    /// <summary>Writes the state of a sample at a step to output 0.</summary>
    public void Show<T>(int step, int sample, ReadOnlySpan<T> state) where T : unmanaged
    {
        if (_context.HasOutput(0))
        {
            var place = _batchFirst ? ((sample * Steps) + step) * _directions + _direction : ((step * _directions) + _direction) * Samples + sample;
            state.CopyTo(_context.Output(0).Values<T>().Slice(place * Hidden, Hidden));
        }
    }

    /// <summary>A sum within the limit.</summary>
    public double Limited(double sum) => Clip < double.PositiveInfinity ? Math.Clamp(sum, -Clip, Clip) : sum;

    private int StatePlace(int sample) => (_batchFirst ? (sample * _directions) + _direction : (_direction * Samples) + sample) * Hidden;

    private ReadOnlySpan<T> Weights<T>(int input) where T : unmanaged
    {
        var all = _context.Input(input);
        return all.Values<T>().Slice(_direction * (all.Length / _directions), all.Length / _directions);
    }

    private void AddBias<T>(Span<T> sums, int half) where T : unmanaged, INumber<T>
    {
        if (!_context.HasInput(3))
        {
            return;
        }

        var bias = _context.Input(3).Values<T>().Slice((_direction * 2 * Sums) + (half * Sums), Sums);
        for (var i = 0; i < Samples * Sums; i++)
        {
            sums[i] += bias[i % Sums];
        }
    }

    private void Multiply<T>(ReadOnlySpan<T> rows, ReadOnlySpan<T> weights, Span<T> sums, int depth, int? width = null) where T : unmanaged, INumber<T>
    {
        var memory = _context.Kept<RecurrentMemory>();
        if (typeof(T) == typeof(float))
        {
            memory.Single.Multiply(
                Samples, depth, width ?? Sums, 1, MemoryMarshal.Cast<T, float>(rows), false, MemoryMarshal.Cast<T, float>(weights), true, 0,
                MemoryMarshal.Cast<T, float>(sums));
        }
        else
        {
            memory.Double.Multiply(
                Samples, depth, width ?? Sums, 1, MemoryMarshal.Cast<T, double>(rows), false, MemoryMarshal.Cast<T, double>(weights), true, 0,
                MemoryMarshal.Cast<T, double>(sums));
        }
    }
}
