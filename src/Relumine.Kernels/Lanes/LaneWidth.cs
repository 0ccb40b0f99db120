using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Relumine.Kernels.Lanes;

/// <summary>
/// The width of the registers that the drivers use: the widest that the processor has, chosen once. The environment
/// variable <c>RELUMINE_LANES</c> (128, 256 or 512) forces another, so that every path can be run on one machine.
/// All widths give the same bits.
/// </summary>
public static class LaneWidth
{
    /// <summary>The environment variable that forces a width.</summary>
    public const string Variable = "RELUMINE_LANES";

    /// <summary>The width in bits: 128, 256 or 512.</summary>
    public static int Bits { get; } = Choose(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Runs a loop over numbers of type <typeparamref name="T"/> on the chosen width.</summary>
    /// <exception cref="NotSupportedException">The numbers are neither float nor double.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T, TLoop>(scoped ref TLoop loop) where TLoop : struct, ILaneLoop, allows ref struct => Run<T, TLoop>(ref loop, Bits);

    /// <summary>The same on a width of so many bits: the one place where type and width become registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Run<T, TLoop>(scoped ref TLoop loop, int bits) where TLoop : struct, ILaneLoop, allows ref struct
    {
        if (typeof(T) == typeof(float))
        {
            switch (bits)
            {
                case 512: loop.Run<Float512, float>(); break;
                case 256: loop.Run<Float256, float>(); break;
                default: loop.Run<Float128, float>(); break;
            }
        }
        else if (typeof(T) == typeof(double))
        {
            switch (bits)
            {
                case 512: loop.Run<Double512, double>(); break;
                case 256: loop.Run<Double256, double>(); break;
                default: loop.Run<Double128, double>(); break;
            }
        }
        else
        {
            throw new NotSupportedException($"Elements are {typeof(T).Name}, but registers are of float or double.");
        }
    }

    /// <summary>The width for a value of the environment variable.</summary>
    /// <exception cref="ArgumentException">The value is not a width, or this processor does not have it.</exception>
    internal static int Choose(string? forced)
    {
        var widest = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        if (string.IsNullOrEmpty(forced))
        {
            return widest;
        }

        var bits = forced switch { "128" => 128, "256" => 256, "512" => 512, _ => 0 };
        return bits != 0 && bits <= widest
            ? bits
            : throw new ArgumentException(
                $"{Variable} is '{forced}', but it must be a register width of at most {widest} bits on this processor: 128, 256 or 512. "
                    + $"Unset it to use the widest."
            );
    }
}
