using System.Numerics;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Randomness;

namespace Relumine.Kernels.Rows;

/// <summary>
/// The randomised leaky rectifier: x for x &gt; 0, a·x otherwise, where a is drawn anew for every element from
/// [lower, upper) in training, and is the mean of the two afterwards.
/// </summary>
/// <param name="Lower">The smallest slope.</param>
/// <param name="Upper">The largest slope.</param>
public readonly record struct RRelu(double Lower, double Upper) : IActivationOperator
{
    private const int Block = 512;

    /// <inheritdoc/>
    public static Card Card { get; } = new(
        "RRelu", "RReLU", @"f(x) = \max(0, x) + a\min(0, x),\quad a \sim U(l, u)",
        "f(x) = x if x > 0, a·x otherwise, a drawn from [l, u) for every element in training, and (l + u)/2 afterwards",
        "Xu, Wang, Chen & Li 2015, arXiv:1505.00853; slopes from [1/8, 1/3) as in PyTorch",
        new OnnxForm(6, [new OnnxStep("y", "LeakyRelu", ["x"], [new OnnxAttribute("alpha", Constant: 11.0 / 48)])]))
    {
        Aliases = ["randomized-leaky-relu"],
        Parameters = [new("lower", 1.0 / 8, "the smallest slope l"), new("upper", 1.0 / 3, "the largest slope u")],
        Held = "a = 11/48, the mean, as after training",
        Range = "(−∞, ∞)",
        IsRectifier = true,
        Gain = "√(2/(1 + E a²)), for the usual bounds E a² = 97/1728",
        Good = "The noise in the slope regularises; no unit can die.",
        Bad = "Training and use differ, and ONNX can only say the use: LeakyRelu with 11/48.",
        Frameworks = [("PyTorch", "a in training, 11/48 afterwards")],
    };

    /// <inheritdoc/>
    public static Activation Section { get; } = new OperatorSection(Card, Activation.Of(Default.Evaluation));

    /// <summary>Slopes from [1/8, 1/3).</summary>
    public static RRelu Default => new(1.0 / 8, 1.0 / 3);

    /// <summary>The function after training: the leaky rectifier with the mean slope, 11/48 for the usual bounds.</summary>
    public LeakyRelu Evaluation => new((Lower + Upper) / 2);

    /// <summary>y = f(x) in training.</summary>
    /// <param name="x">The pre-activations.</param>
    /// <param name="random">Where the slopes come from; the gradient needs the same.</param>
    /// <param name="y">The results: as many; may be <paramref name="x"/> itself.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Value<T>(ReadOnlySpan<T> x, CounterRandom random, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        RowChecks.Match(x.Length, y.Length, "y");
        Span<T> slopes = stackalloc T[Block];
        for (var first = 0; first < x.Length; first += Block)
        {
            var part = slopes[..Math.Min(Block, x.Length - first)];
            Slopes(random, first, part);
            for (var i = 0; i < part.Length; i++)
            {
                y[first + i] = x[first + i] > T.Zero ? x[first + i] : part[i] * x[first + i];
            }
        }
    }

    /// <summary>dx = f′(x)·upstream for the slopes that <see cref="Value"/> drew, at 0 what <paramref name="kink"/> says.</summary>
    /// <param name="x">The pre-activations.</param>
    /// <param name="random">As for <see cref="Value"/>.</param>
    /// <param name="kink">The derivative at 0: a + λ·(1 − a).</param>
    /// <param name="upstream">The gradient with respect to f(x).</param>
    /// <param name="dx">The gradient with respect to x; may be one of the spans that are read.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Gradient<T>(ReadOnlySpan<T> x, CounterRandom random, Kink kink, ReadOnlySpan<T> upstream, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RowChecks.Match(x.Length, upstream.Length, "upstream");
        RowChecks.Match(x.Length, dx.Length, "dx");
        var lambda = T.CreateTruncating(kink.Lambda);
        Span<T> slopes = stackalloc T[Block];
        for (var first = 0; first < x.Length; first += Block)
        {
            var part = slopes[..Math.Min(Block, x.Length - first)];
            Slopes(random, first, part);
            for (var i = 0; i < part.Length; i++)
            {
                var (value, a) = (x[first + i], part[i]);
                var slope = value > T.Zero ? T.One : value < T.Zero ? a : value == T.Zero ? (T.One - lambda) * a + lambda : value;
                dx[first + i] = slope == T.Zero ? T.Zero : slope * upstream[first + i];
            }
        }
    }

    // From the upper 24 of 32 bits, which float holds exactly.
    private void Slopes<T>(CounterRandom random, int first, Span<T> slopes) where T : IFloatingPointIeee754<T>
    {
        Span<uint> bits = stackalloc uint[Block];
        random.Bits(first, bits[..slopes.Length]);
        var (lower, width) = (T.CreateTruncating(Lower), T.CreateTruncating((Upper - Lower) / (1 << 24)));
        for (var i = 0; i < slopes.Length; i++)
        {
            slopes[i] = lower + width * T.CreateTruncating((int)(bits[i] >> 8));
        }
    }
}
