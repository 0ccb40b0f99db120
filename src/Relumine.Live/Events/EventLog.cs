namespace Relumine.Live.Events;

/// <summary>The latest events of a session, and how many pages look on. One thread writes, any may read.</summary>
internal sealed class EventLog
{
    /// <summary>How many events are kept; whoever is farther behind is told everything anew.</summary>
    public const int Kept = 512;

    private readonly LiveEvent?[] _ring = new LiveEvent?[Kept];
    private readonly Lock _gate = new();
    private TaskCompletionSource _news = New();
    private int _viewers;
    private long _last;

    /// <summary>Tells sessions apart, so that a page does not go on from the events of another.</summary>
    public string Session { get; } = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(6));

    /// <summary>Whether somebody looks; when nobody does, nothing need be told.</summary>
    public bool IsWatched => Volatile.Read(ref _viewers) > 0;

    /// <summary>The number of the latest event.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Tells something.</summary>
    public void Add(string kind, ReadOnlyMemory<byte> data)
    {
        TaskCompletionSource news;
        lock (_gate)
        {
            _last++;
            _ring[_last % Kept] = new LiveEvent(_last, kind, data);
            (news, _news) = (_news, New());
        }

        news.SetResult();
    }

    /// <summary>The events behind one, without those that later ones make worthless; null if they are kept no more.</summary>
    public IReadOnlyList<LiveEvent>? After(long id)
    {
        lock (_gate)
        {
            if (id > _last || _last - id > Kept)
            {
                return null;
            }

            var found = new List<LiveEvent>();
            var newer = new HashSet<string>();
            for (var i = _last; i > id; i--)
            {
                if (_ring[i % Kept] is { } one && (!one.IsSuperseded || newer.Add(one.Kind)))
                {
                    found.Add(one);
                }
            }

            found.Reverse();
            return found;
        }
    }

    /// <summary>Completes when there are events behind one.</summary>
    public Task NewsAfter(long id)
    {
        lock (_gate)
        {
            return _last > id ? Task.CompletedTask : _news.Task;
        }
    }

    /// <summary>One page more looks on, unless there are so many already.</summary>
    public bool TryEnter(int most)
    {
        if (Interlocked.Increment(ref _viewers) <= most)
        {
            return true;
        }

        Leave();
        return false;
    }

    /// <summary>One page less looks on.</summary>
    public void Leave() => Interlocked.Decrement(ref _viewers);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
