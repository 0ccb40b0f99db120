using Relumine.Kernels.Lanes;

namespace Relumine.Kernels;

/// <summary>
/// An activation function: a formula and its two one-sided slopes, written once over lanes. Everything else (widths,
/// element types, tails, the derivative at a kink, fusion, documentation, plots, tests) is derived from the one file
/// that implements this.
/// </summary>
/// <remarks>
/// Away from kinks the two slopes agree. At a kink a network uses <c>left + λ·(right − left)</c>; see <see cref="Kink"/>.
/// NaN in must give NaN out, for the value and for both slopes.
/// </remarks>
/// <typeparam name="F">The implementing struct itself; its fields are the parameters.</typeparam>
public interface IActivation<F> where F : struct, IActivation<F>
{
    /// <summary>What there is to know about the function: names, sources, parameters, ONNX form.</summary>
    static abstract Card Card { get; }

    /// <summary>The function with its customary parameters.</summary>
    static abstract F Default { get; }

    /// <summary>
    /// The function with the given parameters, in the order of <see cref="Card.Parameters"/>. A function without
    /// parameters needs neither this nor <see cref="ParametersOf"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The number of parameters or a value is not allowed; the message names it.</exception>
    static virtual F Create(ReadOnlySpan<double> parameters)
    {
        Parameters.Require(F.Card, parameters);
        return F.Default;
    }

    /// <summary>The parameters, in the order of <see cref="Card.Parameters"/>.</summary>
    static virtual double[] ParametersOf(in F f) => [];

    /// <summary>f(x).</summary>
    static abstract V Value<V>(in F f, V x) where V : struct, ILanes<V>;

    /// <summary>
    /// The derivative from the left: the limit of f′ from there. Where f is continuous that is the limit of
    /// (f(x) − f(x − h))/h for h → 0⁺ too; at a jump the latter may be infinite, and this stays of use.
    /// </summary>
    static abstract V SlopeFromLeft<V>(in F f, V x) where V : struct, ILanes<V>;

    /// <summary>The derivative from the right; see <see cref="SlopeFromLeft"/>.</summary>
    static abstract V SlopeFromRight<V>(in F f, V x) where V : struct, ILanes<V>;

    /// <summary>
    /// Whether <see cref="SlopeFromOutput"/> gives the slope for every argument from f(x) alone, so that a backward pass
    /// need not keep x. ReLU with λ = ½ does not: an output of 0 does not tell x = 0 from x &lt; 0.
    /// </summary>
    static virtual bool OutputTellsSlope(in F f, Kink kink) => false;

    /// <summary>
    /// The slope where the value of f is <paramref name="y"/>; only asked where <see cref="OutputTellsSlope"/> holds. Unless
    /// overridden the slope from the left at y itself, which is right for rectifiers that keep the sign.
    /// </summary>
    static virtual V SlopeFromOutput<V>(in F f, V y) where V : struct, ILanes<V> => F.SlopeFromLeft(in f, y);
}
