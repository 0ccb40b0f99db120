using System.Numerics;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Trimming;

/// <summary>How much one output of a network differs from that of another on the same data.</summary>
/// <param name="Name">The output's name.</param>
/// <param name="SameBits">Whether all numbers are the same, bit for bit.</param>
/// <param name="LargestDifference">The largest absolute difference; +∞ if a number is NaN in one and not in the other.</param>
/// <param name="LargestUlps">The largest number of floating-point numbers that lie between the two, plus 1; 0 if they are equal.</param>
public sealed record OutputDifference(string Name, bool SameBits, double LargestDifference, double LargestUlps)
{
    /// <summary>The difference of no numbers.</summary>
    internal static OutputDifference None(string name) => new(name, true, 0, 0);

    /// <summary>The largest finite absolute value of the first network's output, where the two differ in anything.</summary>
    internal double LargestOutput { get; init; }

    /// <summary>Takes in more numbers.</summary>
    internal OutputDifference With(ModelTensor before, ModelTensor after)
    {
        if (before.Type == after.Type && before.Bytes.SequenceEqual(after.Bytes))
        {
            return this;
        }

        var result = this with { SameBits = false };
        double[] x = before.ToDoubles(), y = after.ToDoubles();
        for (var i = 0; i < x.Length; i++)
        {
            result = double.IsFinite(x[i]) && Math.Abs(x[i]) > result.LargestOutput ? result with { LargestOutput = Math.Abs(x[i]) } : result;
            if (x[i].Equals(y[i]))
            {
                continue;
            }

            var difference = double.IsNaN(x[i]) || double.IsNaN(y[i]) ? double.PositiveInfinity : Math.Abs(x[i] - y[i]);
            var ulps = before.Type == ElementType.Float32 ? Ulps((float)x[i], (float)y[i]) : Ulps(x[i], y[i]);
            result = result with { LargestDifference = Math.Max(result.LargestDifference, difference), LargestUlps = Math.Max(result.LargestUlps, ulps) };
        }

        return result;
    }

    private static double Ulps(float a, float b) =>
        Math.Abs(Order(BitConverter.SingleToInt32Bits(a), int.MinValue) - (double)Order(BitConverter.SingleToInt32Bits(b), int.MinValue));

    private static double Ulps(double a, double b) =>
        (double)Int128.Abs((Int128)Order(BitConverter.DoubleToInt64Bits(a), long.MinValue) - Order(BitConverter.DoubleToInt64Bits(b), long.MinValue));

    // Bits as whole numbers in the order of the numbers that they are.
    private static T Order<T>(T bits, T least) where T : IBinaryInteger<T> => T.IsNegative(bits) ? least - bits : bits;
}
