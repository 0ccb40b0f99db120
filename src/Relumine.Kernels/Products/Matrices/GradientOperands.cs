using System.Numerics;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>
/// Where the numbers of <c>dW = Xᵀ·dZ, db = Σ dZ</c> are: x [rows, K] and dz [rows, N] row-major, dW [K, N] packed,
/// db [N]. Inputs and outputs must not overlap.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct GradientOperands<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of rows (samples); 0 makes gradients that are 0.</summary>
    public required int Rows { get; init; }

    /// <summary>x.</summary>
    public required ReadOnlySpan<T> Input { get; init; }

    /// <summary>Elements from one row of x to the next; 0 if rows are adjacent.</summary>
    public int InputStride { get; init; }

    /// <summary>dz: the gradient of the loss with respect to z = x·W + b.</summary>
    public required ReadOnlySpan<T> OutputGradient { get; init; }

    /// <summary>Elements from one row of dz to the next; 0 if rows are adjacent.</summary>
    public int OutputGradientStride { get; init; }

    /// <summary>dW.</summary>
    public required PackedMatrix<T> Weights { get; init; }

    /// <summary>db, or empty if there is no bias.</summary>
    public Span<T> Bias { get; init; }

    /// <summary>Whether the sums go on from what dW and db hold: for weights that are used more than once.</summary>
    public bool Adds { get; init; }

    /// <summary>Throws if sizes do not fit together.</summary>
    internal void Check()
    {
        var (inputs, outputs) = (Weights.Inputs, Weights.Outputs);
        ArgumentOutOfRangeException.ThrowIfNegative(Rows);
        Extent.Check(Input.Length, Rows, inputs, DenseOperands<T>.Stride(InputStride, inputs), "x");
        Extent.Check(OutputGradient.Length, Rows, outputs, DenseOperands<T>.Stride(OutputGradientStride, outputs), "dz");
        if (!Bias.IsEmpty && Bias.Length != outputs)
        {
            throw new ArgumentException($"dW [{inputs}, {outputs}] needs a bias gradient of {outputs} elements, but {Bias.Length} were given.");
        }

        if (Bias.Overlaps(Input) || Bias.Overlaps(OutputGradient))
        {
            throw new ArgumentException("The gradient of the bias must not overlap x or dz: it is written while they are read.");
        }
    }
}
