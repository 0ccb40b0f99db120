using System.Globalization;
using Relumine.Kernels.Sweeps;

namespace Relumine.Bench.Kernels;

/// <summary>The largest error of a function over all floats, against the same function in double.</summary>
internal static class UlpSweep
{
    public static int Run(string[] args)
    {
        var function = args.FirstOrDefault();
        var every = Array.IndexOf(args, "--every") is var at and >= 0 && at + 1 < args.Length ? long.Parse(args[at + 1], CultureInfo.InvariantCulture) : 1;
        switch (function)
        {
            case "exp": Sweep(function, every, Elementwise.Exp, Elementwise.Exp); return 0;
            case "expm1": Sweep(function, every, Elementwise.Expm1, Elementwise.Expm1); return 0;
            case "log1p": Sweep(function, every, Elementwise.Log1p, Elementwise.Log1p); return 0;
            case "tanh": Sweep(function, every, Elementwise.Tanh, Elementwise.Tanh); return 0;
            case "erf": Sweep(function, every, Elementwise.Erf, Elementwise.Erf); return 0;
            default:
                Console.Error.WriteLine($"'{function}' is not one of exp, expm1, log1p, tanh, erf.");
                return 2;
        }
    }

    private delegate void Map<T>(ReadOnlySpan<T> x, Span<T> y);

    private static void Sweep(string name, long every, Map<float> single, Map<double> exact)
    {
        const int Block = 1 << 12;
        var (x, y, wide, want) = (new float[Block], new float[Block], new double[Block], new double[Block]);
        var (worst, at, count, wrong) = (0.0, 0f, 0L, 0L);
        for (long bits = 0; bits < 1L << 32;)
        {
            var n = 0;
            for (; n < Block && bits < 1L << 32; n++, bits += every)
            {
                x[n] = BitConverter.UInt32BitsToSingle((uint)bits);
                wide[n] = x[n];
            }

            single(x.AsSpan(0, n), y.AsSpan(0, n));
            exact(wide.AsSpan(0, n), want.AsSpan(0, n));
            for (var i = 0; i < n; i++)
            {
                var error = Error(y[i], want[i]);
                (worst, at) = error > worst ? (error, x[i]) : (worst, at);
                wrong += error == double.PositiveInfinity ? 1 : 0;
            }

            count += n;
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {count} floats, largest error {worst:F4} ulp at {at:R}; {wrong} with a wrong NaN, infinity or sign of zero"
            )
        );
    }

    private static double Error(float got, double want)
    {
        var nearest = (float)want;
        if (!float.IsFinite(nearest) || !float.IsFinite(got))
        {
            return nearest.Equals(got) ? 0 : double.PositiveInfinity;
        }

        if (want == 0)
        {
            return got == 0 && float.IsNegative(got) == double.IsNegative(want) ? 0 : double.PositiveInfinity;
        }

        // Units of the last place of a float: 2^(exponent − 23), but not below the least denormal number.
        var exponent = Math.Max((int)(BitConverter.DoubleToInt64Bits(want) >> 52 & 0x7FF) - 1023, -126);
        return Math.Abs(got - want) * BitConverter.Int64BitsToDouble((long)(1023 + 23 - exponent) << 52);
    }
}
