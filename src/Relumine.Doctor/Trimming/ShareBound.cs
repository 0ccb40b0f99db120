namespace Relumine.Doctor.Trimming;

/// <summary>What a count says of a share.</summary>
internal static class ShareBound
{
    private const double Chance = 0.05;
    private const int Halvings = 60;

    /// <summary>The share that is exceeded with a chance of 5 % at most, when <paramref name="count"/> of <paramref name="samples"/> were seen: the p at which
    /// so few are seen with a chance of 5 % (Clopper and Pearson 1934).</summary>
    public static double Upper(long count, long samples)
    {
        if (count >= samples)
        {
            return 1;
        }

        var (low, high) = (count / (double)samples, 1.0);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = AtMost(count, samples, middle) > Chance ? (middle, high) : (low, middle);
        }

        return high;
    }

    // The chance of at most so many, summed up from the logarithm of each term.
    private static double AtMost(long count, long samples, double share)
    {
        var (term, sum) = (samples * Math.Log(1 - share), 0.0);
        for (var k = 0L; k <= count; k++)
        {
            sum += Math.Exp(term);
            term += Math.Log((samples - k) / (k + 1.0)) + Math.Log(share / (1 - share));
        }

        return sum;
    }
}
