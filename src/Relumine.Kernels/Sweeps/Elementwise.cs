namespace Relumine.Kernels.Sweeps;

/// <summary>
/// Formulas and activations over spans. Elements are <see cref="float"/>, <see cref="double"/> or <see cref="Half"/>;
/// halves are widened to float and rounded back. Results may replace their arguments exactly, element for element;
/// spans that overlap otherwise are refused. The result for an element does not depend on its place, on the length or
/// on the width of the registers.
/// </summary>
public static partial class Elementwise
{
    /// <summary>y[i] = f(x[i]).</summary>
    /// <param name="f">The activation.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="y">The results: as many as arguments; may be <paramref name="x"/> itself.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap in part.</exception>
    public static void Value<F, T>(in F f, ReadOnlySpan<T> x, Span<T> y) where F : struct, IActivation<F> where T : unmanaged =>
        Map(new ValueOf<F>(f), x, y);

    /// <summary>s[i] = f′(x[i]), at a kink what <paramref name="kink"/> says. The slope at NaN is NaN.</summary>
    /// <param name="f">The activation.</param>
    /// <param name="kink">The derivative where there is none.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="s">The slopes: as many as arguments; may be <paramref name="x"/> itself.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap in part.</exception>
    public static void Slope<F, T>(in F f, Kink kink, ReadOnlySpan<T> x, Span<T> s) where F : struct, IActivation<F> where T : unmanaged
    {
        switch (kink.Lambda)
        {
            case 0: Run(new Unary<SlopeOf<F, LeftSide>>(new(f, default)), x, x, s, s, CallShape.Slope); break;
            case 1: Run(new Unary<SlopeOf<F, RightSide>>(new(f, default)), x, x, s, s, CallShape.Slope); break;
            default: Run(new Unary<SlopeOf<F, BetweenSides>>(new(f, new(kink))), x, x, s, s, CallShape.Slope); break;
        }
    }

    /// <summary>dx[i] = f′(x[i])·upstream[i]; where the slope is 0 the gradient is 0, whatever comes from upstream.</summary>
    /// <param name="f">The activation.</param>
    /// <param name="kink">The derivative where there is none.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="upstream">The gradient with respect to f(x): as many elements.</param>
    /// <param name="dx">The gradient with respect to x: as many elements; may be either of the two.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap in part.</exception>
    public static void Gradient<F, T>(in F f, Kink kink, ReadOnlySpan<T> x, ReadOnlySpan<T> upstream, Span<T> dx)
        where F : struct, IActivation<F> where T : unmanaged
    {
        switch (kink.Lambda)
        {
            case 0: Run(new Binary<GradientOf<F, LeftSide>>(new(f, default)), x, upstream, dx, dx, CallShape.Gradient); break;
            case 1: Run(new Binary<GradientOf<F, RightSide>>(new(f, default)), x, upstream, dx, dx, CallShape.Gradient); break;
            default: Run(new Binary<GradientOf<F, BetweenSides>>(new(f, new(kink))), x, upstream, dx, dx, CallShape.Gradient); break;
        }
    }

    /// <summary>
    /// dx[i] = f′(x[i])·upstream[i], the slope told from y[i] = f(x[i]): for functions and kinks with
    /// <see cref="IActivation{F}.OutputTellsSlope"/>. Where the slope is 0 the gradient is 0.
    /// </summary>
    /// <param name="f">The activation.</param>
    /// <param name="y">The values f(x).</param>
    /// <param name="upstream">The gradient with respect to f(x): as many elements.</param>
    /// <param name="dx">The gradient with respect to x: as many elements; may be either of the two.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap in part.</exception>
    public static void GradientFromOutput<F, T>(in F f, ReadOnlySpan<T> y, ReadOnlySpan<T> upstream, Span<T> dx)
        where F : struct, IActivation<F> where T : unmanaged =>
        Run(new Binary<GradientAtOutput<F>>(new(f)), y, upstream, dx, dx, CallShape.Gradient);

    /// <summary>y[i] = f(x[i]) and s[i] = f′(x[i]) in one pass.</summary>
    /// <param name="f">The activation.</param>
    /// <param name="kink">The derivative where there is none.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="y">The values: as many as arguments; may be <paramref name="x"/> itself.</param>
    /// <param name="s">The slopes: as many as arguments; may be <paramref name="x"/> itself, but not <paramref name="y"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap in part, or the two results overlap.</exception>
    public static void ValueAndSlope<F, T>(in F f, Kink kink, ReadOnlySpan<T> x, Span<T> y, Span<T> s)
        where F : struct, IActivation<F> where T : unmanaged
    {
        switch (kink.Lambda)
        {
            case 0: Run(new ValueAndSlopeOf<F, LeftSide>(f, default), x, x, y, s, CallShape.ValueAndSlope); break;
            case 1: Run(new ValueAndSlopeOf<F, RightSide>(f, default), x, x, y, s, CallShape.ValueAndSlope); break;
            default: Run(new ValueAndSlopeOf<F, BetweenSides>(f, new(kink)), x, x, y, s, CallShape.ValueAndSlope); break;
        }
    }

    /// <summary>y[i] = f(x[i]) and dx[i] = f′(x[i])·upstream[i] in one pass; a slope of 0 stops everything that comes from upstream.</summary>
    /// <param name="f">The activation.</param>
    /// <param name="kink">The derivative where there is none.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="upstream">The gradient with respect to f(x): as many elements.</param>
    /// <param name="y">The values: as many as arguments; may be one of the spans that are read.</param>
    /// <param name="dx">The gradient with respect to x; may be one of the spans that are read, but not <paramref name="y"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap in part, or the two results overlap.</exception>
    public static void ValueAndGradient<F, T>(in F f, Kink kink, ReadOnlySpan<T> x, ReadOnlySpan<T> upstream, Span<T> y, Span<T> dx)
        where F : struct, IActivation<F> where T : unmanaged
    {
        switch (kink.Lambda)
        {
            case 0: Run(new ValueAndGradientOf<F, LeftSide>(f, default), x, upstream, y, dx, CallShape.ValueAndGradient); break;
            case 1: Run(new ValueAndGradientOf<F, RightSide>(f, default), x, upstream, y, dx, CallShape.ValueAndGradient); break;
            default: Run(new ValueAndGradientOf<F, BetweenSides>(f, new(kink)), x, upstream, y, dx, CallShape.ValueAndGradient); break;
        }
    }

    /// <summary>y[r, u] = f(x[r, u] + bias[u]) over a row-major matrix of one row per sample and one column per unit.</summary>
    /// <param name="f">The activation.</param>
    /// <param name="x">The matrix: a multiple of the number of units.</param>
    /// <param name="bias">One number per unit.</param>
    /// <param name="y">The results, in the shape of <paramref name="x"/>; may be <paramref name="x"/> itself.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or the spans overlap in part.</exception>
    public static void ValueWithBias<F, T>(in F f, ReadOnlySpan<T> x, ReadOnlySpan<T> bias, Span<T> y)
        where F : struct, IActivation<F> where T : unmanaged =>
        MapRows(new ValueOfSum<F>(f), x, bias, y);

    /// <summary>y[i] = formula(x[i]).</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="y">The results: as many as arguments; may be <paramref name="x"/> itself.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap in part.</exception>
    public static void Map<TFormula, T>(TFormula formula, ReadOnlySpan<T> x, Span<T> y)
        where TFormula : struct, IUnaryFormula where T : unmanaged =>
        Run(new Unary<TFormula>(formula), x, x, y, y, CallShape.Unary);

    /// <summary>y[i] = formula(a[i], b[i]).</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="a">The first arguments.</param>
    /// <param name="b">The second arguments: as many.</param>
    /// <param name="y">The results: as many; may be <paramref name="a"/> or <paramref name="b"/> itself.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap in part.</exception>
    public static void Map<TFormula, T>(TFormula formula, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where TFormula : struct, IBinaryFormula where T : unmanaged =>
        Run(new Binary<TFormula>(formula), a, b, y, y, CallShape.Binary);
}
