using System.Numerics;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>Where the numbers of <c>y = f(x∗W + b)</c> are, and what else is wanted on the way. Inputs and outputs must not overlap.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct ConvolutionOperands<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of samples; 0 is allowed.</summary>
    public required int Samples { get; init; }

    /// <summary>What is computed of each sample.</summary>
    public required ConvolutionGeometry Geometry { get; init; }

    /// <summary>x: [samples, positions, C]; or [samples, C, positions] if <see cref="InputIsPlanar"/>.</summary>
    public required ReadOnlySpan<T> Input { get; init; }

    /// <summary>Whether each channel of x is a plane of its own, as in ONNX.</summary>
    public bool InputIsPlanar { get; init; }

    /// <summary>W, as <see cref="ConvolutionGeometry.Pack"/> lays it out.</summary>
    public required PackedMatrix<T> Weights { get; init; }

    /// <summary>b [M], or empty if there is none.</summary>
    public ReadOnlySpan<T> Bias { get; init; }

    /// <summary>What is added to x∗W + b in front of the activation, [samples, positions, M]: the other branch of a residual sum; empty if there is
    /// none.</summary>
    public ReadOnlySpan<T> Residual { get; init; }

    /// <summary>y: [samples, positions, M], or [samples, M, positions]; after pooling, if there is any.</summary>
    public required Span<T> Output { get; init; }

    /// <summary>Whether each unit of y is to be a plane of its own.</summary>
    public bool OutputIsPlanar { get; init; }

    /// <summary>z = x∗W + b, [samples, positions, M]; empty if it need not be kept.</summary>
    public Span<T> PreActivation { get; init; }

    /// <summary>Pools f(z) by its maximum while it is in the cache; null for no pooling.</summary>
    public WindowGeometry? Pooling { get; init; }

    /// <summary>
    /// Takes the tap that won each window of the pooling, [samples, pooled positions, M], or −1 where it is not above 0
    /// (a rectifier then has no slope); empty if nobody wants to know.
    /// </summary>
    public Span<T> Winners { get; init; }

    /// <summary>Whether the weights are those of all calls with the same <see cref="Memory"/>, so that what is made of them may be kept.</summary>
    public bool KeepsWeights { get; init; }

    /// <summary>
    /// Takes sums of y over each sample, for <see cref="Normalizations.BatchMoments.Combine{T}(ReadOnlySpan{T}, int, Span{T}, Span{T}, ReadOnlySpan{T})"/>:
    /// 2·samples·M elements; empty if nobody wants them. Only where y is [samples, positions, M].
    /// </summary>
    public Span<T> Moments { get; init; }

    /// <summary>Working memory, of this convolution alone.</summary>
    public required ConvolutionMemory Memory { get; init; }

    /// <summary>Throws if sizes do not fit together.</summary>
    internal void Check(UnitStatistics? statistics)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Samples);
        var window = Geometry.Window;
        Extent.Check(Input.Length, Samples, window.InputPositions * Geometry.Channels, window.InputPositions * Geometry.Channels, "x");
        var size = (Pooling ?? window).Positions * Geometry.Units;
        Extent.Check(Output.Length, Samples, size, size, "y");
        if (!PreActivation.IsEmpty)
        {
            Extent.Check(PreActivation.Length, Samples, window.Positions * Geometry.Units, window.Positions * Geometry.Units, "z");
        }

        if (!Residual.IsEmpty)
        {
            Extent.Check(Residual.Length, Samples, window.Positions * Geometry.Units, window.Positions * Geometry.Units, "the residual");
            if (!PreActivation.IsEmpty || Residual.Overlaps(Output))
            {
                throw new ArgumentException("A residual must not overlap y, and z is not kept where there is one.");
            }
        }

        if (!Winners.IsEmpty)
        {
            Extent.Check(Winners.Length, Samples, size, size, "the winners");
        }

        if (
            Weights.Elements.Length
            != Geometry.Depth * (Geometry.IsDepthwise ? Panel.Padded<T>(Geometry.Units) : Geometry.Groups * Panel.Padded<T>(Geometry.Units / Geometry.Groups))
        )
        {
            throw new ArgumentException(
                $"The weights are packed for another convolution: [{Weights.Inputs}, {Weights.Outputs}]. Make them by CreateWeights of the same geometry."
            );
        }

        if (!Bias.IsEmpty && Bias.Length != Geometry.Units)
        {
            throw new ArgumentException($"{Geometry.Units} units need a bias of as many elements, but {Bias.Length} were given.");
        }

        if (Pooling is not null && !Pooling.Input.AsSpan().SequenceEqual(window.Output))
        {
            throw new ArgumentException($"Pooling is made for planes of {Pooling.InputPositions} positions, but the convolution makes {window.Positions}.");
        }

        if (statistics is not null && statistics.Units != Geometry.Units)
        {
            throw new ArgumentException($"The convolution has {Geometry.Units} units, but the statistics are about {statistics.Units}.");
        }

        if (!Moments.IsEmpty && (Moments.Length < 2 * Samples * Geometry.Units || OutputIsPlanar || Pooling is not null))
        {
            throw new ArgumentException($"Moments of y need room for {2 * Samples * Geometry.Units} sums, and y neither pooled nor in planes.");
        }

        if (Input.Overlaps(Output) || PreActivation.Overlaps(Output) || Input.Overlaps(PreActivation))
        {
            throw new ArgumentException("x, y and z must not overlap: y is written before all of x has been read.");
        }
    }
}
