using System.Numerics;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>Where the gradients of <c>z = x∗W + b</c> come from and go to.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct ConvolutionGradientOperands<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of samples; 0 is allowed.</summary>
    public required int Samples { get; init; }

    /// <summary>What is computed of each sample.</summary>
    public required ConvolutionGeometry Geometry { get; init; }

    /// <summary>x, as in the forward pass.</summary>
    public required ReadOnlySpan<T> Input { get; init; }

    /// <summary>Whether each channel of x, and of its gradient, is a plane of its own.</summary>
    public bool InputIsPlanar { get; init; }

    /// <summary>dL/dz, [samples, positions, M]; with pooling, the gradient of what was pooled.</summary>
    public required ReadOnlySpan<T> OutputGradient { get; init; }

    /// <summary>Whether each unit of dL/dz is a plane of its own. The winners never are.</summary>
    public bool OutputIsPlanar { get; init; }

    /// <summary>The pooling of the forward pass; null for none.</summary>
    public WindowGeometry? Pooling { get; init; }

    /// <summary>The winners of the forward pass: where there is −1, nothing passes.</summary>
    public ReadOnlySpan<T> Winners { get; init; }

    /// <summary>Takes dL/dW, packed like W.</summary>
    public required PackedMatrix<T> WeightGradient { get; init; }

    /// <summary>Takes dL/db [M]; empty if there is no bias.</summary>
    public Span<T> BiasGradient { get; init; }

    /// <summary>Takes dL/dx; empty if nobody wants it.</summary>
    public Span<T> InputGradient { get; init; }

    /// <summary>W, as <see cref="ConvolutionGeometry.Turn"/> lays it out; needed for dL/dx.</summary>
    public PackedMatrix<T>? Turned { get; init; }

    /// <summary>Working memory, of this convolution alone.</summary>
    public required ConvolutionMemory Memory { get; init; }

    /// <summary>Throws if sizes do not fit together.</summary>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Samples);
        var window = Geometry.Window;
        var (inputs, outputs) = (window.InputPositions * Geometry.Channels, (Pooling?.Positions ?? window.Positions) * Geometry.Units);
        Extent.Check(Input.Length, Samples, inputs, inputs, "x");
        Extent.Check(OutputGradient.Length, Samples, outputs, outputs, "dL/dz");
        if (Pooling is not null)
        {
            Extent.Check(Winners.Length, Samples, outputs, outputs, "the winners");
        }

        if (!BiasGradient.IsEmpty && BiasGradient.Length != Geometry.Units)
        {
            throw new ArgumentException($"{Geometry.Units} units have a bias of as many elements, but room for {BiasGradient.Length} was given.");
        }

        if (!InputGradient.IsEmpty)
        {
            Extent.Check(InputGradient.Length, Samples, inputs, inputs, "dL/dx");
            if (Turned is null)
            {
                throw new ArgumentException("dL/dx needs the turned weights: see ConvolutionGeometry.Turn.");
            }
        }
    }
}
