using System.Numerics;

namespace Relumine.Kernels.Normalizations;

/// <summary>Where the numbers of <c>y = f((x − mean)·factor + shift + residual)</c> are, the channels of a position side by side.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct NormalizationOperands<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of samples.</summary>
    public required int Samples { get; init; }

    /// <summary>x, [samples, positions, channels].</summary>
    public required ReadOnlySpan<T> Input { get; init; }

    /// <summary>What is taken away, a number for each channel.</summary>
    public required ReadOnlySpan<T> Mean { get; init; }

    /// <summary>What is multiplied by, a number for each channel.</summary>
    public required ReadOnlySpan<T> Factor { get; init; }

    /// <summary>What is added then, a number for each channel.</summary>
    public required ReadOnlySpan<T> Shift { get; init; }

    /// <summary>What is added in front of f, as many numbers as x: the other branch of a residual sum; empty if there is none.</summary>
    public ReadOnlySpan<T> Residual { get; init; }

    /// <summary>Whether f is the rectifier; otherwise nothing is done.</summary>
    public bool Rectifies { get; init; }

    /// <summary>y, as many numbers as x.</summary>
    public required Span<T> Output { get; init; }

    /// <summary>Throws if sizes do not fit together, and returns the positions of a sample.</summary>
    internal int Check()
    {
        var positions = NormalizationSamples.Positions(Input.Length, Samples, Mean.Length);
        NormalizationSamples.Check(Factor.Length, Mean.Length, "The factors");
        NormalizationSamples.Check(Shift.Length, Mean.Length, "The shifts");
        NormalizationSamples.Check(Output.Length, Input.Length, "y");
        if (!Residual.IsEmpty)
        {
            NormalizationSamples.Check(Residual.Length, Input.Length, "The residual");
        }

        return positions;
    }
}
