using System.Numerics;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Engine.Training.Weights;

/// <summary>One number for each element of a parameter (its value, its gradient, what the optimizer remembers), laid out as the kernels want it.</summary>
internal abstract class ParameterArray<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The numbers, with padding that is 0 and stays 0.</summary>
    public abstract Span<T> Elements { get; }

    /// <summary>Another array of the same layout, all zeros.</summary>
    public abstract ParameterArray<T> Zeros();

    /// <summary>Takes over numbers in the layout of the model.</summary>
    public abstract void CopyFrom(ReadOnlySpan<T> source);

    /// <summary>Writes the numbers in the layout of the model.</summary>
    public abstract void CopyTo(Span<T> target);
}

/// <summary>Numbers that lie as in the model; operators see them as a tensor.</summary>
internal sealed class PlainArray<T>(ModelTensor tensor) : ParameterArray<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The numbers as a tensor.</summary>
    public ModelTensor Tensor { get; } = tensor;

    public override Span<T> Elements => Tensor.Values<T>();

    public override ParameterArray<T> Zeros() => new PlainArray<T>(ModelTensor.Zeros(Tensor.Type, Tensor.Shape));

    public override void CopyFrom(ReadOnlySpan<T> source) => source.CopyTo(Elements);

    public override void CopyTo(Span<T> target) => Elements.CopyTo(target);
}

/// <summary>A matrix, packed as products read it: W [inputs, outputs], which the model holds transposed or not.</summary>
internal sealed class PackedArray<T>(PackedMatrix<T> matrix, bool transposed) : ParameterArray<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>W.</summary>
    public PackedMatrix<T> Matrix { get; } = matrix;

    public override Span<T> Elements => Matrix.Elements;

    public override ParameterArray<T> Zeros() => new PackedArray<T>(PackedMatrix<T>.Create(Matrix.Inputs, Matrix.Outputs), transposed);

    public override void CopyFrom(ReadOnlySpan<T> source) => Matrix.CopyFrom(source, transposed);

    public override void CopyTo(Span<T> target) => Matrix.CopyTo(target, transposed);
}
