using System.Numerics;
using Relumine.Kernels.Products.Convolutions;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Engine.Training.Weights;

/// <summary>The weights of a convolution, packed as its kernels read them.</summary>
internal sealed class ConvolutionArray<T>(ConvolutionGeometry geometry) : ParameterArray<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>W.</summary>
    public PackedMatrix<T> Matrix { get; } = geometry.CreateWeights<T>();

    public override Span<T> Elements => Matrix.Elements;

    public override ParameterArray<T> Zeros() => new ConvolutionArray<T>(geometry);

    public override void CopyFrom(ReadOnlySpan<T> source) => geometry.Pack(source, Matrix);

    public override void CopyTo(Span<T> target) => geometry.Unpack(Matrix, target);
}
