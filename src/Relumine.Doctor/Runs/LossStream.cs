namespace Relumine.Doctor.Runs;

/// <summary>The mean loss of the last quarter of a run.</summary>
internal sealed class LossStream(long steps)
{
    private readonly double[] _sums = new double[64];
    private readonly long[] _counts = new long[64];

    public long Count { get; private set; }

    public double Latest
    {
        get
        {
            var last = Array.FindLastIndex(_counts, c => c > 0);
            var first = Math.Max(0, last - 15);
            return _sums[first..(last + 1)].Sum() / _counts[first..(last + 1)].Sum();
        }
    }

    public void Add(double loss)
    {
        var window = (int)Math.Min(63, Count++ * 64 / Math.Max(1, steps));
        _sums[window] += loss;
        _counts[window]++;
    }
}
