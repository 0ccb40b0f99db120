using System.Numerics;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Tests.Products;

/// <summary>A random dense layer with ReLU, and what its elements must be, computed one by one.</summary>
internal sealed class Layer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PackedMatrix<T> _packed;
    private readonly int _rows;

    public Layer(int rows, int inputs, int outputs, int seed)
    {
        var random = new Random(seed);
        (_rows, Inputs, Outputs, Stride) = (rows, inputs, outputs, inputs + seed % 3);
        X = Numbers(Math.Max(0, rows * Stride - seed % 3));
        W = Numbers(inputs * outputs);
        B = Numbers(outputs);
        _packed = PackedMatrix<T>.Of(W, inputs, outputs);

        T[] Numbers(int count) => Array.ConvertAll(new T[count], _ => T.CreateTruncating(random.NextDouble() - 0.5));
    }

    public int Inputs { get; }

    public int Outputs { get; }

    public int Stride { get; }

    public T[] X { get; }

    public T[] W { get; }

    public T[] B { get; }

    public T Z(int row, int column)
    {
        var sum = T.Zero;
        for (var k = 0; k < Inputs; k++)
        {
            sum = T.FusedMultiplyAdd(X[row * Stride + k], W[k * Outputs + column], sum);
        }

        return sum + B[column];
    }

    public T[] Run(int bits, WorkerPool? pool, int from = 0, int? to = null, UnitStatistics? statistics = null, T[]? z = null, int zStride = 0)
    {
        var rows = (to ?? _rows) - from;
        var y = new T[rows * Outputs];
        var operands = new DenseOperands<T>
        {
            Rows = rows,
            Input = X.AsSpan(Math.Min(X.Length, from * Stride)),
            InputStride = Stride,
            Weights = _packed,
            Bias = B,
            Output = y,
            PreActivation = z,
            PreActivationStride = zStride,
        };
        DenseDispatch.Run(operands, new Activated<Relu>(Relu.Default), pool, statistics, bits);
        return y;
    }
}
