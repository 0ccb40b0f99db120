using System.Globalization;

namespace Relumine.Kernels.Calculus;

/// <summary>One line of the table by which the derivative at a point is sought: difference quotients over a step.</summary>
/// <param name="Step">Δx.</param>
/// <param name="FromLeft">(f(x) − f(x − Δx))/Δx.</param>
/// <param name="FromRight">(f(x + Δx) − f(x))/Δx.</param>
public readonly record struct DifferenceQuotient(double Step, double FromLeft, double FromRight);

/// <summary>
/// The argument whether an activation has a derivative at a point, worked out: is it continuous there, what do the
/// difference quotients from the two sides tend to, do the two limits agree, and what does a network use if not.
/// </summary>
public sealed record KinkExamination
{
    private const double Tolerance = 1e-9;

    private KinkExamination(Activation f, KinkPoint kink)
    {
        At = kink.At;
        Value = f.Value(At);
        LimitFromLeft = f.Value(Math.BitDecrement(kink.Before));
        LimitFromRight = f.Value(Math.BitIncrement(kink.After));
        SlopeFromLeft = f.SlopeFromLeft(kink.Before);
        SlopeFromRight = f.SlopeFromRight(kink.After);
        Quotients = [.. Enumerable.Range(1, 8).Select(power => Quotient(f, Math.Pow(10, -power)))];
    }

    /// <summary>The point.</summary>
    public double At { get; }

    /// <summary>f there.</summary>
    public double Value { get; }

    /// <summary>What f tends to from the left.</summary>
    public double LimitFromLeft { get; }

    /// <summary>What f tends to from the right.</summary>
    public double LimitFromRight { get; }

    /// <summary>The limit of f′ from the left.</summary>
    public double SlopeFromLeft { get; }

    /// <summary>The limit of f′ from the right.</summary>
    public double SlopeFromRight { get; }

    /// <summary>The difference quotients for Δx = 10⁻¹ … 10⁻⁸.</summary>
    public IReadOnlyList<DifferenceQuotient> Quotients { get; }

    /// <summary>What the difference quotients tend to from the left: the slope, or ±∞ where f jumps.</summary>
    public double QuotientLimitFromLeft => Near(LimitFromLeft, Value) ? SlopeFromLeft : (Value - LimitFromLeft) * double.PositiveInfinity;

    /// <summary>What the difference quotients tend to from the right: the slope, or ±∞ where f jumps.</summary>
    public double QuotientLimitFromRight => Near(LimitFromRight, Value) ? SlopeFromRight : (LimitFromRight - Value) * double.PositiveInfinity;

    /// <summary>Whether f tends to its value from both sides.</summary>
    public bool IsContinuous => Near(LimitFromLeft, Value) && Near(LimitFromRight, Value);

    /// <summary>Whether the derivative exists: f is continuous and the two limits agree.</summary>
    public bool IsDifferentiable => IsContinuous && Near(SlopeFromLeft, SlopeFromRight);

    /// <summary>What a network uses as the derivative.</summary>
    public double Derivative(Kink kink) => SlopeFromLeft + kink.Lambda * (SlopeFromRight - SlopeFromLeft);

    /// <summary>Examines every kink of <paramref name="f"/>, in ascending order, or the point 0 if it has none.</summary>
    public static IReadOnlyList<KinkExamination> Of(Activation f)
    {
        var kinks = Kinks.Of(f);
        return kinks.Count == 0 ? [At0(f)] : [.. kinks.Select(k => new KinkExamination(f, k))];
    }

    /// <summary>Examines every kink of <paramref name="f"/> and the point 0, where the question comes up, in ascending order.</summary>
    public static IReadOnlyList<KinkExamination> WithZero(Activation f)
    {
        var kinks = Of(f);
        return kinks.Any(k => k.At == 0) ? kinks : [.. kinks.Append(At0(f)).OrderBy(k => k.At)];
    }

    /// <summary>Examines the point <paramref name="at"/>, kink or not.</summary>
    public static KinkExamination Of(Activation f, double at)
    {
        ArgumentNullException.ThrowIfNull(f);
        return new(f, new(at, at, at));
    }

    /// <summary>The argument in sentences.</summary>
    public IReadOnlyList<string> Argument()
    {
        var x = Text(At);
        var lines = new List<string>
        {
            IsContinuous
                ? $"f is continuous at {x}: from the left and from the right f(x) → {Text(Value)} = f({x})."
                : $"f is not continuous at {x}: f(x) → {Text(LimitFromLeft)} from the left and → {Text(LimitFromRight)} from the right, and f({x}) = "
                    + $"{Text(Value)}.",
            $"The difference quotient tends to {Text(QuotientLimitFromLeft)} from the left and to {Text(QuotientLimitFromRight)} from the right.",
        };
        if (IsDifferentiable)
        {
            lines.Add($"The two limits agree, so the derivative exists: f′({x}) = {Text(SlopeFromLeft)}, whatever λ is.");
        }
        else
        {
            lines.Add(
                IsContinuous
                    ? $"The two limits differ, so f has no derivative at {x}."
                    : $"A function that jumps has no derivative there; f′ itself tends to {Text(SlopeFromLeft)} and {Text(SlopeFromRight)}."
            );
            lines.Add(
                $"A network has to use some number all the same: λ = 0, ½, 1 give {Text(Derivative(Kink.Left))}, {Text(Derivative(Kink.Middle))}, "
                    + $"{Text(Derivative(Kink.Right))}."
            );
        }

        return lines;
    }

    private static KinkExamination At0(Activation f) => Of(f, 0);

    /// <summary>The step is what remains of it after rounding x ± Δx, so that the quotient is exact where f is linear.</summary>
    private DifferenceQuotient Quotient(Activation f, double step)
    {
        var (before, after) = (At - step, At + step);
        return new(step, (Value - f.Value(before)) / (At - before), (f.Value(after) - Value) / (after - At));
    }

    private static bool Near(double a, double b) => a == b || Math.Abs(a - b) <= Tolerance * (1 + Math.Abs(a) + Math.Abs(b));

    private static string Text(double value) => double.IsInfinity(value) ? (value > 0 ? "∞" : "−∞")
        : (Math.Round(value, 8) + 0.0).ToString("0.########", CultureInfo.InvariantCulture).Replace('-', '−');
}
