namespace Relumine.Engine.Tests.Learning;

/// <summary>Independent observations of a number, and how far their mean is from what a formula says, in standard errors.</summary>
internal sealed class Sample
{
    private double _sum;
    private double _squares;

    public int Count { get; private set; }

    public double Mean => _sum / Count;

    public double Variance => (_squares - (_sum * _sum / Count)) / (Count - 1);

    public double StandardError => Math.Sqrt(Variance / Count);

    public void Add(double value)
    {
        Count++;
        _sum += value;
        _squares += value * value;
    }

    /// <summary>The seed is fixed, so a test either always passes or never; four errors are exceeded by 1 right formula in 16,000.</summary>
    public void ShouldAgreeWith(double expected, double standardErrors = 4)
    {
        var distance = Math.Abs(Mean - expected) / StandardError;
        distance.ShouldBeLessThan(standardErrors, FormattableString.Invariant($"{Mean} ± {StandardError} of {Count} observations against {expected}"));
    }
}
