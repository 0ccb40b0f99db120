using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Program;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Sweeps;
using Relumine.Kernels.Threads;
using Relumine.Kernels.Updates;

namespace Relumine.Engine.Training.Weights;

/// <summary>One update of all parameters, divided over the threads in pieces whose bounds depend on the parameters alone.</summary>
internal abstract class ParameterUpdate
{
    /// <summary>Makes the update of parameters of a type.</summary>
    public static ParameterUpdate Of(IReadOnlyList<Parameter> parameters, ElementType type, WorkerPool pool) => type.As(new Maker(parameters, pool));

    /// <summary>Gives the optimizer its memory.</summary>
    public abstract void Reserve(Optimizer optimizer);

    /// <summary>Updates everything that is not updated yet.</summary>
    /// <param name="optimizer">How.</param>
    /// <param name="rate">The learning rate of this step.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="clipNorm">The norm of all gradients together above which they are scaled down; infinite for none.</param>
    /// <param name="clipValue">The absolute value to which every gradient is limited; infinite for none.</param>
    /// <param name="measure">Whether to measure norms and update ratios.</param>
    public abstract void Run(Optimizer optimizer, double rate, long step, double clipNorm, double clipValue, bool measure);

    private sealed class Maker(IReadOnlyList<Parameter> parameters, WorkerPool pool) : IFloatingVisitor<ParameterUpdate>
    {
        public ParameterUpdate Visit<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => new ParameterUpdate<T>([.. parameters.Cast<Parameter<T>>()], pool);
    }
}

/// <summary>The update of parameters whose elements are of a known type.</summary>
internal sealed class ParameterUpdate<T> : ParameterUpdate
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Piece = 16384;

    // Elements that are updated before a thread that sleeps has woken up.
    private const int Little = 1 << 17;
    private readonly Parameter<T>[] _parameters;
    private readonly WorkerPool _pool;
    private readonly (int Parameter, int Start, int Length)[] _pieces;
    private readonly double[] _squares;
    private T[]? _before;
    private Optimizer _optimizer = null!;
    private UpdateArguments _arguments;

    public ParameterUpdate(Parameter<T>[] parameters, WorkerPool pool)
    {
        (_parameters, _pool) = (parameters, pool);
        _pieces =
        [
            .. parameters.SelectMany(
                (p, i) => Enumerable.Range(0, (p.Length + Piece - 1) / Piece).Select(k => (i, k * Piece, Math.Min(Piece, p.Length - k * Piece)))
            ),
        ];
        _squares = new double[_pieces.Length];
    }

    public override void Reserve(Optimizer optimizer)
    {
        foreach (var parameter in _parameters)
        {
            parameter.Reserve(optimizer.Slots);
        }
    }

    public override void Run(Optimizer optimizer, double rate, long step, double clipNorm, double clipValue, bool measure)
    {
        Reserve(optimizer);
        var scale = 1.0;
        if (!double.IsPositiveInfinity(clipNorm))
        {
            _pool.Run(new Squares(this), _pieces.Length);
            var norm = Math.Sqrt(OrderedSums.Sum<double>(_squares));
            scale = norm > clipNorm ? clipNorm / norm : 1;
        }

        if (measure)
        {
            Before();
        }

        (_optimizer, _arguments) = (optimizer, new UpdateArguments(rate, step, scale, clipValue, true));
        RunPieces();
        if (measure)
        {
            After();
        }
    }

    private void RunPieces()
    {
        var left = 0L;
        foreach (var parameter in _parameters)
        {
            left += parameter.IsUpdated ? 0 : parameter.Length;
        }

        var body = new Pieces(this);
        if (left > Little)
        {
            _pool.Run(body, _pieces.Length);
        }
        else
        {
            for (var piece = 0; piece < _pieces.Length; piece++)
            {
                body.Run(piece);
            }
        }

        foreach (var parameter in _parameters)
        {
            parameter.IsUpdated = false;
        }
    }

    private void Before()
    {
        var copy = _before ??= new T[_parameters.Sum(p => p.Length)];
        var at = 0;
        foreach (var parameter in _parameters)
        {
            parameter.Values.CopyTo(copy.AsSpan(at));
            at += parameter.Length;
            parameter.Norm = Math.Sqrt(Norms.SumOfSquares<T>(parameter.Values));
            parameter.GradientNorm = Math.Sqrt(Norms.SumOfSquares<T>(parameter.Gradient));
        }
    }

    private void After()
    {
        var copy = _before!;
        var at = 0;
        foreach (var parameter in _parameters)
        {
            var before = copy.AsSpan(at, parameter.Length);
            TensorPrimitives.Subtract(parameter.Values, before, before);
            parameter.UpdateRatio = Math.Sqrt(Norms.SumOfSquares<T>(before)) / parameter.Norm;
            at += parameter.Length;
        }
    }

    private readonly struct Pieces(ParameterUpdate<T> update) : IChunkBody
    {
        public void Run(int chunk)
        {
            var (index, start, length) = update._pieces[chunk];
            var parameter = update._parameters[index];
            if (parameter.IsUpdated)
            {
                return;
            }

            var first = parameter.Slot(0);
            var second = parameter.Slot(1);
            update._optimizer.Update(
                parameter.Values.Slice(start, length), parameter.Gradient.Slice(start, length),
                first.IsEmpty ? first : first.Slice(start, length), second.IsEmpty ? second : second.Slice(start, length),
                // Decay keeps functions from bending too much; a bias or a slope bends nothing.
                update._arguments with
                {
                    Decays = parameter.Role == ParameterRole.Weight,
                    LearningRate = update._arguments.LearningRate * parameter.Rate,
                });
        }
    }

    private readonly struct Squares(ParameterUpdate<T> update) : IChunkBody
    {
        public void Run(int chunk)
        {
            var (index, start, length) = update._pieces[chunk];
            update._squares[chunk] = Norms.SumOfSquares<T>(update._parameters[index].Gradient.Slice(start, length));
        }
    }
}
