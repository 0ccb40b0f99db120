using System.Diagnostics;

namespace Relumine.Live.Sessions;

/// <summary>When something is due that costs time: not more often than wanted, and not more of the whole than a share.</summary>
/// <param name="share">The share of the time that it may take.</param>
/// <param name="interval">The least time between two, in seconds.</param>
/// <param name="first">When it is due for the first time, in seconds from now: what it costs is not known until then.</param>
internal sealed class Pacing(double share, double interval, double first = 0)
{
    private long _next = first > 0 ? Stopwatch.GetTimestamp() + (long)(first * Stopwatch.Frequency) : 0;
    private long _started;

    /// <summary>What the latest took, in seconds.</summary>
    public double Cost { get; private set; }

    /// <summary>Whether it is time.</summary>
    public bool IsDue => Stopwatch.GetTimestamp() >= _next;

    /// <summary>Makes it due at once.</summary>
    public void Hurry() => _next = 0;

    /// <summary>It begins.</summary>
    public void Begin() => _started = Stopwatch.GetTimestamp();

    /// <summary>It has ended.</summary>
    public void End()
    {
        Cost = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        _next = Stopwatch.GetTimestamp() + (long)(Math.Max(interval - Cost, (Cost / share) - Cost) * Stopwatch.Frequency);
    }
}
