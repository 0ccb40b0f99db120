using System.Numerics;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Tests.Products;

/// <summary>Random inputs and gradients of a dense layer, and what the elements of dW and db must be, computed one by one.</summary>
internal sealed class Backward<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _rows;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly int _gap;
    private readonly T[] _x;
    private readonly T[] _dz;

    public Backward(int rows, int inputs, int outputs, int seed)
    {
        var random = new Random(seed);
        (_rows, _inputs, _outputs, _gap) = (rows, inputs, outputs, seed % 3);
        _x = Numbers(Math.Max(0, rows * (inputs + _gap) - _gap));
        _dz = Numbers(Math.Max(0, rows * (outputs + _gap) - _gap));

        T[] Numbers(int count) => Array.ConvertAll(new T[count], _ => T.CreateTruncating(random.NextDouble() - 0.5));
    }

    public T Weight(int k, int n)
    {
        var sum = T.Zero;
        for (var r = 0; r < _rows; r++)
        {
            sum = T.FusedMultiplyAdd(_x[r * (_inputs + _gap) + k], _dz[r * (_outputs + _gap) + n], sum);
        }

        return sum;
    }

    public T Bias(int n)
    {
        var sum = T.Zero;
        for (var r = 0; r < _rows; r++)
        {
            sum += _dz[r * (_outputs + _gap) + n];
        }

        return sum;
    }

    /// <summary>dW row by row and db, from some of the samples, on top of what was there before.</summary>
    public (T[] Weights, T[] Bias) Run(int bits, WorkerPool? pool, int from = 0, int? to = null, (T[] Weights, T[] Bias)? before = null)
    {
        var packed = PackedMatrix<T>.Create(_inputs, _outputs);
        var bias = new T[_outputs];
        if (before is { } sums)
        {
            packed.CopyFrom(sums.Weights);
            sums.Bias.CopyTo(bias, 0);
        }

        var operands = new GradientOperands<T>
        {
            Rows = (to ?? _rows) - from,
            Input = _x.AsSpan(Math.Min(_x.Length, from * (_inputs + _gap))),
            InputStride = _inputs + _gap,
            OutputGradient = _dz.AsSpan(Math.Min(_dz.Length, from * (_outputs + _gap))),
            OutputGradientStride = _outputs + _gap,
            Weights = packed,
            Bias = bias,
            Adds = before is not null,
        };
        GradientDispatch.Run(operands, default(KeptGradient<T>), pool, bits);
        var weights = new T[_inputs * _outputs];
        packed.CopyTo(weights);
        return (weights, bias);
    }
}
