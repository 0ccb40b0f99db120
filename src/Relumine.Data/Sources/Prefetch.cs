using System.Runtime.ExceptionServices;
using Relumine.Graph.Errors;

namespace Relumine.Data.Sources;

/// <summary>Reads blocks of samples ahead on a thread of its own, so that unpacking and computing overlap. Memory is bounded by a few blocks.</summary>
/// <typeparam name="T">float, double, long, int or bool.</typeparam>
/// <remarks>The order of samples is that of the source. While it lives, nobody else may read the source.</remarks>
public sealed class Prefetch<T> : IDisposable
    where T : unmanaged
{
    private readonly DataSource _source;
    private readonly T[][] _blocks;
    private readonly int[] _samples;
    private readonly SemaphoreSlim _full = new(0);
    private readonly SemaphoreSlim _empty;
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _failure;
    private volatile bool _stop;
    private long _next;
    private bool _holds;

    /// <summary>Starts to read.</summary>
    /// <param name="source">The source, not disposed of here.</param>
    /// <param name="samplesPerBlock">The most samples in a block; at least 1.</param>
    /// <param name="blocks">The number of blocks in memory; at least 2.</param>
    public Prefetch(DataSource source, int samplesPerBlock, int blocks = 3)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(samplesPerBlock, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 2);
        var samples = (int)Math.Min(samplesPerBlock, source.Samples);
        _source = source;
        _samples = new int[blocks];
        _blocks = [.. Enumerable.Range(0, blocks).Select(_ => new T[checked(samples * source.SampleSize)])];
        _empty = new SemaphoreSlim(blocks);
        _thread = new Thread(ReadAhead) { IsBackground = true, Name = "Relumine data" };
        _thread.Start();
    }

    /// <summary>The next block of whole samples; empty at the end. It is good until the next call.</summary>
    /// <exception cref="RelumineException">What reading the source threw.</exception>
    public ReadOnlySpan<T> Next()
    {
        if (_holds)
        {
            _empty.Release();
            _next++;
            _holds = false;
        }

        _full.Wait();
        var at = (int)(_next % _blocks.Length);
        var samples = _samples[at];
        if (samples == 0)
        {
            _full.Release();
            _failure?.Throw();
            return [];
        }

        _holds = true;
        return _blocks[at].AsSpan(0, samples * _source.SampleSize);
    }

    /// <summary>Stops reading.</summary>
    public void Dispose()
    {
        _stop = true;
        _empty.Release();
        _thread.Join();
        _full.Dispose();
        _empty.Dispose();
    }

    private void ReadAhead()
    {
        for (long block = 0; ; block++)
        {
            _empty.Wait();
            var at = (int)(block % _blocks.Length);
            var samples = 0;
            try
            {
                samples = _stop ? 0 : _source.Read(_blocks[at].AsSpan());
            }
            catch (Exception e)
            {
                _failure = ExceptionDispatchInfo.Capture(e);
            }

            _samples[at] = samples;
            _full.Release();
            if (samples == 0)
            {
                return;
            }
        }
    }
}
