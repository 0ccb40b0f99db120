using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Sweeps;

/// <summary>A unary formula in the driver's shape.</summary>
internal readonly struct Unary<TFormula>(TFormula formula) : IFormula where TFormula : struct, IUnaryFormula
{
    private readonly TFormula _formula = formula;

    public static int Inputs => 1;

    public static int Outputs => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V>(V a, V b, out V y, out V z) where V : struct, ILanes<V>
    {
        y = _formula.Apply(a);
        z = default;
    }
}

/// <summary>A binary formula in the driver's shape.</summary>
internal readonly struct Binary<TFormula>(TFormula formula) : IFormula where TFormula : struct, IBinaryFormula
{
    private readonly TFormula _formula = formula;

    public static int Inputs => 2;

    public static int Outputs => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V>(V a, V b, out V y, out V z) where V : struct, ILanes<V>
    {
        y = _formula.Apply(a, b);
        z = default;
    }
}

/// <summary>f(a).</summary>
internal readonly struct ValueOf<F>(F f) : IUnaryFormula where F : struct, IActivation<F>
{
    private readonly F _f = f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x) where V : struct, ILanes<V> => F.Value(in _f, x);
}

/// <summary>f(a + b): a bias, then the activation.</summary>
internal readonly struct ValueOfSum<F>(F f) : IBinaryFormula where F : struct, IActivation<F>
{
    private readonly F _f = f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V a, V b) where V : struct, ILanes<V> => F.Value(in _f, a + b);
}

/// <summary>f′(a).</summary>
internal readonly struct SlopeOf<F, S>(F f, S side) : IUnaryFormula where F : struct, IActivation<F> where S : struct, ISide
{
    private readonly F _f = f;
    private readonly S _side = side;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x) where V : struct, ILanes<V> => _side.Slope(in _f, x);
}

/// <summary>The gradient f′(a)·b.</summary>
internal readonly struct GradientOf<F, S>(F f, S side) : IBinaryFormula where F : struct, IActivation<F> where S : struct, ISide
{
    private readonly F _f = f;
    private readonly S _side = side;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V a, V b) where V : struct, ILanes<V> => Chain(_side.Slope(in _f, a), b);

    /// <summary>Slope times upstream gradient, where a slope of 0 stops everything, an infinite or undefined gradient too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Chain<V>(V slope, V upstream) where V : struct, ILanes<V> => V.IfEqual(slope, V.Of(0), V.Of(0), slope * upstream);
}

/// <summary>The gradient f′(x)·b where f(x) = a.</summary>
internal readonly struct GradientAtOutput<F>(F f) : IBinaryFormula where F : struct, IActivation<F>
{
    private readonly F _f = f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V a, V b) where V : struct, ILanes<V> => GradientOf<F, LeftSide>.Chain(F.SlopeFromOutput(in _f, a), b);
}

/// <summary>f(a) and f′(a).</summary>
internal readonly struct ValueAndSlopeOf<F, S>(F f, S side) : IFormula where F : struct, IActivation<F> where S : struct, ISide
{
    private readonly F _f = f;
    private readonly S _side = side;

    public static int Inputs => 1;

    public static int Outputs => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V>(V a, V b, out V y, out V z) where V : struct, ILanes<V>
    {
        y = F.Value(in _f, a);
        z = _side.Slope(in _f, a);
    }
}

/// <summary>f(a) and f′(a)·b.</summary>
internal readonly struct ValueAndGradientOf<F, S>(F f, S side) : IFormula where F : struct, IActivation<F> where S : struct, ISide
{
    private readonly F _f = f;
    private readonly S _side = side;

    public static int Inputs => 2;

    public static int Outputs => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V>(V a, V b, out V y, out V z) where V : struct, ILanes<V>
    {
        y = F.Value(in _f, a);
        z = GradientOf<F, S>.Chain(_side.Slope(in _f, a), b);
    }
}
