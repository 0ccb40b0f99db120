namespace Relumine.Engine.Learning.Optimizers;

/// <summary>
/// Powers of a rate by the number of the step, which every parameter of a step asks for: the latest are kept, as a power takes longer than the update of a
/// small parameter.
/// </summary>
internal static class Powers
{
    [ThreadStatic]
    private static (double Rate, long Step, double Power) s_latest;

    [ThreadStatic]
    private static (double Rate, long Step, double Power) s_before;

    /// <summary>rate<sup>step</sup>, as <see cref="Math.Pow"/> has it.</summary>
    public static double Of(double rate, long step)
    {
        // Steps count from 1, and what was never asked for has step 0.
        if (s_latest.Rate == rate && s_latest.Step == step && step > 0)
        {
            return s_latest.Power;
        }

        var known = s_before;
        s_before = s_latest;
        return (s_latest = known.Rate == rate && known.Step == step && step > 0 ? known : (rate, step, Math.Pow(rate, step))).Power;
    }
}
