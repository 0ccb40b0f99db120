using System.Numerics;
using Relumine.Kernels.Probes;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>
/// Where the numbers of <c>z = x·W + b, y = f(z)</c> are: x [rows, K], W [K, N], b [N], y and z [rows, N], all
/// row-major. Inputs and outputs must not overlap.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct DenseOperands<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of rows (samples); 0 is allowed.</summary>
    public required int Rows { get; init; }

    /// <summary>x.</summary>
    public required ReadOnlySpan<T> Input { get; init; }

    /// <summary>Elements from one row of x to the next; 0 if rows are adjacent.</summary>
    public int InputStride { get; init; }

    /// <summary>W.</summary>
    public required PackedMatrix<T> Weights { get; init; }

    /// <summary>b, or empty if there is none.</summary>
    public ReadOnlySpan<T> Bias { get; init; }

    /// <summary>y.</summary>
    public required Span<T> Output { get; init; }

    /// <summary>Elements from one row of y to the next; 0 if rows are adjacent.</summary>
    public int OutputStride { get; init; }

    /// <summary>z, or empty if it need not be kept.</summary>
    public Span<T> PreActivation { get; init; }

    /// <summary>Elements from one row of z to the next; 0 if rows are adjacent.</summary>
    public int PreActivationStride { get; init; }

    /// <summary>Throws if sizes do not fit together.</summary>
    internal void Check(UnitStatistics? statistics)
    {
        var (inputs, outputs) = (Weights.Inputs, Weights.Outputs);
        ArgumentOutOfRangeException.ThrowIfNegative(Rows);
        Extent.Check(Input.Length, Rows, inputs, Stride(InputStride, inputs), "x");
        Extent.Check(Output.Length, Rows, outputs, Stride(OutputStride, outputs), "y");
        if (!PreActivation.IsEmpty)
        {
            Extent.Check(PreActivation.Length, Rows, outputs, Stride(PreActivationStride, outputs), "z");
        }

        if (!Bias.IsEmpty && Bias.Length != outputs)
        {
            throw new ArgumentException($"W [{inputs}, {outputs}] needs a bias of {outputs} elements, but {Bias.Length} were given.");
        }

        if (statistics is not null && statistics.Units != outputs)
        {
            throw new ArgumentException($"W [{inputs}, {outputs}] makes {outputs} units, but the statistics are about {statistics.Units}.");
        }

        if (Input.Overlaps(Output) || PreActivation.Overlaps(Output) || Input.Overlaps(PreActivation))
        {
            throw new ArgumentException("x, y and z must not overlap: a row of y may be written before all of x has been read.");
        }
    }

    /// <summary>The distance of rows that a stride of 0 stands for.</summary>
    internal static int Stride(int stride, int columns) => stride == 0 ? columns : stride;
}
