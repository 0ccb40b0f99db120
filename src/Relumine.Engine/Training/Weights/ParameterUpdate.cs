using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Training.Planning;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Threads;
using Relumine.Kernels.Updates;

namespace Relumine.Engine.Training.Weights;

/// <summary>One update of all parameters, divided over the threads in pieces whose bounds depend on the parameters alone.</summary>
internal sealed class ParameterUpdate
{
    private const int Piece = 16384;

    // Elements that are updated before a thread that sleeps has woken up.
    private const int Little = 1 << 17;
    private readonly Parameter[] _parameters;
    private readonly ElementType _type;
    private readonly WorkerPool _pool;
    private readonly (int Parameter, int Start, int Length)[] _pieces;
    private readonly double[] _squares;
    private Array? _before;
    private Optimizer _optimizer = null!;
    private UpdateArguments _arguments;

    public ParameterUpdate(IReadOnlyList<Parameter> parameters, ElementType type, WorkerPool pool)
    {
        (_parameters, _type, _pool) = ([.. parameters], type, pool);
        _pieces = [.. parameters.SelectMany((p, i) => Enumerable.Range(0, (p.Length + Piece - 1) / Piece).Select(k => (i, k * Piece, Math.Min(Piece, p.Length - k * Piece))))];
        _squares = new double[_pieces.Length];
    }

    /// <summary>Whether every element is finite.</summary>
    public static bool AllFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var value in values)
        {
            if (!T.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether every element of a parameter is finite.</summary>
    public static bool IsFinite(Parameter parameter, ElementType type) => type == ElementType.Float64
        ? AllFinite<double>(((Parameter<double>)parameter).Values)
        : AllFinite<float>(((Parameter<float>)parameter).Values);

    /// <summary>Whether every element of a parameter's gradient is finite.</summary>
    public static bool IsGradientFinite(Parameter parameter, ElementType type) => type == ElementType.Float64
        ? AllFinite<double>(((Parameter<double>)parameter).Gradient)
        : AllFinite<float>(((Parameter<float>)parameter).Gradient);

    /// <summary>Gives the optimizer its memory.</summary>
    public void Reserve(Optimizer optimizer)
    {
        foreach (var parameter in _parameters)
        {
            parameter.Reserve(optimizer.Slots);
        }
    }

    /// <summary>Updates everything that is not updated yet; see <see cref="TrainingPlan.Update"/>.</summary>
    public void Run(Optimizer optimizer, double rate, long step, double clipNorm, double clipValue, bool measure)
    {
        if (_type == ElementType.Float64)
        {
            Run<double>(optimizer, rate, step, clipNorm, clipValue, measure);
        }
        else
        {
            Run<float>(optimizer, rate, step, clipNorm, clipValue, measure);
        }
    }

    private void Run<T>(Optimizer optimizer, double rate, long step, double clipNorm, double clipValue, bool measure)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Reserve(optimizer);
        var scale = 1.0;
        if (!double.IsPositiveInfinity(clipNorm))
        {
            _pool.Run(new Squares<T>(this), _pieces.Length);
            var norm = Math.Sqrt(TensorPrimitives.Sum<double>(_squares));
            scale = norm > clipNorm ? clipNorm / norm : 1;
        }

        if (measure)
        {
            Before<T>();
        }

        (_optimizer, _arguments) = (optimizer, new UpdateArguments(rate, step, scale, clipValue, true));
        RunPieces<T>();
        if (measure)
        {
            After<T>();
        }
    }

    private void RunPieces<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var left = 0L;
        foreach (var parameter in _parameters)
        {
            left += parameter.IsUpdated ? 0 : parameter.Length;
        }

        var body = new Pieces<T>(this);
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

    private void Before<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var copy = (T[])(_before ??= new T[_parameters.Sum(p => p.Length)]);
        var at = 0;
        foreach (Parameter<T> parameter in _parameters)
        {
            parameter.Values.CopyTo(copy.AsSpan(at));
            at += parameter.Length;
            parameter.Norm = Math.Sqrt(Norms.SumOfSquares<T>(parameter.Values));
            parameter.GradientNorm = Math.Sqrt(Norms.SumOfSquares<T>(parameter.Gradient));
        }
    }

    private void After<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var copy = (T[])_before!;
        var at = 0;
        foreach (Parameter<T> parameter in _parameters)
        {
            var before = copy.AsSpan(at, parameter.Length);
            TensorPrimitives.Subtract(parameter.Values, before, before);
            parameter.UpdateRatio = Math.Sqrt(Norms.SumOfSquares<T>(before)) / parameter.Norm;
            at += parameter.Length;
        }
    }

    private readonly struct Pieces<T>(ParameterUpdate update) : IChunkBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            var (index, start, length) = update._pieces[chunk];
            var parameter = (Parameter<T>)update._parameters[index];
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
                update._arguments with { Decays = parameter.Role == ParameterRole.Weight });
        }
    }

    private readonly struct Squares<T>(ParameterUpdate update) : IChunkBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            var (index, start, length) = update._pieces[chunk];
            update._squares[chunk] = Norms.SumOfSquares<T>(((Parameter<T>)update._parameters[index]).Gradient.Slice(start, length));
        }
    }
}
