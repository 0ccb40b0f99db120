namespace Relumine.Kernels.Calculus;

/// <summary>Where a function is flat towards −∞, i.e. where its slope is exactly 0: the side on which units die.</summary>
public static class FlatSide
{
    // Far enough for any customary parameter, near enough for bisection to end in a hundred halvings.
    private const double Far = 1e4;

    /// <summary>
    /// The largest c such that the slope from the left is exactly 0 on all of (−∞, c], e.g. 0 for ReLU, −3 for
    /// HardSwish; null if the function has no such side. The slope of sigmoid or ELU rounds to 0 far out, but is not
    /// 0, so the card is asked first; the numbers decide for parameters that make a function flat, e.g. α = 0.
    /// </summary>
    public static double? Edge(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        var flatByParameters = IsFlat(activation, -4) && IsFlat(activation, -2) && IsFlat(activation, -1)
            && activation.Value(-4) == activation.Value(-1);
        if (activation.Card.Flat is null && !flatByParameters)
        {
            return null;
        }

        var level = activation.Value(-Far);
        bool OnFlat(double x) => IsFlat(activation, x) && activation.Value(x) == level;
        if (!OnFlat(-Far))
        {
            return null;
        }

        var (inside, outside) = (-Far, Far);
        for (var middle = 0.0; middle > inside && middle < outside; middle = inside + (outside - inside) / 2)
        {
            if (OnFlat(middle))
            {
                inside = middle;
            }
            else
            {
                outside = middle;
            }
        }

        return inside;
    }

    /// <summary>Whether the function is a straight line on its positive side, at least near 0, so that a unit with z &gt; 0 throughout is linear.</summary>
    public static bool IsLinearWhenOn(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        var slope = activation.SlopeFromRight(0.25);
        return slope != 0 && activation.SlopeFromRight(0.5) == slope && activation.SlopeFromRight(0.75) == slope;
    }

    private static bool IsFlat(Activation activation, double x) => activation.SlopeFromLeft(x) == 0;
}
