using System.Diagnostics;

namespace Relumine.Live.Sessions;

/// <summary>
/// At which steps a loop looks at the clock. A look takes some 25 nanoseconds, which is half a percent of a small network's step of five microseconds; so
/// short steps look at every second, fourth, … up to every 64th, as long as no more than a millisecond passes between two looks.
/// </summary>
internal sealed class Glances
{
    private const int LongestStride = 64;
    private static readonly long s_millisecond = Stopwatch.Frequency / 1000;

    private int _stride = 1;
    private int _left = 1;
    private long _last;

    /// <summary>Notes a step, and says whether to look at it.</summary>
    public bool IsLookedAt()
    {
        if (--_left > 0)
        {
            return false;
        }

        var now = Stopwatch.GetTimestamp();
        _stride = now - _last < s_millisecond / 2 ? Math.Min(2 * _stride, LongestStride) : now - _last > s_millisecond ? Math.Max(1, _stride / 2) : _stride;
        (_last, _left) = (now, _stride);
        return true;
    }
}
