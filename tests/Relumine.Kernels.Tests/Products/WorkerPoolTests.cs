using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Tests.Products;

public sealed class WorkerPoolTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void EveryChunkRunsOnce()
    {
        using var pool = new WorkerPool(4);
        for (var run = 0; run < 2000; run++)
        {
            var counts = new int[run % 50];
            pool.Run(new Counting(counts), counts.Length);
            counts.ShouldAllBe(c => c == 1);
        }
    }

    [Fact]
    public void TwoThreadsReallyRunChunks()
    {
        using var pool = new WorkerPool(2);
        using var both = new Barrier(2);
        var threads = new int[2];
        pool.Run(new Meeting(both, threads), 2);
        threads[0].ShouldNotBe(0);
        threads[1].ShouldNotBe(0);
        threads[0].ShouldNotBe(threads[1]);
    }

    [Fact]
    public void SleepingThreadsWakeUp()
    {
        using var pool = new WorkerPool(2);
        for (var run = 0; run < 5; run++)
        {
            Thread.Sleep(20);
            using var both = new Barrier(2);
            pool.Run(new Meeting(both, new int[2]), 2);
        }
    }

    [Fact]
    public void APoolThatIsLostEndsItsThreads()
    {
        var seen = new ConcurrentDictionary<Thread, bool>();
        for (var i = 0; i < 20; i++)
        {
            Lose(seen);
        }

        seen.Keys.Count(t => t != Thread.CurrentThread).ShouldBeGreaterThan(20);
        for (var start = Environment.TickCount64; seen.Keys.Any(t => t != Thread.CurrentThread && t.IsAlive);)
        {
            (Environment.TickCount64 - start).ShouldBeLessThan((long)s_patience.TotalMilliseconds, "Threads of pools that nobody has are alive.");
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(10);
        }
    }

    // On its own, so that nothing on the stack keeps the pool.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Lose(ConcurrentDictionary<Thread, bool> seen)
    {
        using var all = new Barrier(4);
        new WorkerPool(4).Run(new Gathering(all, seen), 4);
    }

    [Fact]
    public void ADegreeOfOneRunsOnTheCaller()
    {
        using var pool = new WorkerPool(1);
        var threads = new int[3];
        pool.Run(new Naming(threads), 3);
        threads.ShouldAllBe(t => t == Environment.CurrentManagedThreadId);
    }

    [Fact]
    public void WhatAChunkThrowsReachesTheCallerAndThePoolGoesOn()
    {
        using var pool = new WorkerPool(3);
        for (var run = 0; run < 100; run++)
        {
            Should.Throw<InvalidTimeZoneException>(() => pool.Run(new Failing(), 20)).Message.ShouldBe("chunk 7");
            var counts = new int[9];
            pool.Run(new Counting(counts), 9);
            counts.ShouldAllBe(c => c == 1);
        }
    }

    [Fact]
    public void RunsWithinRunsAndFromSeveralThreadsAreComplete()
    {
        using var pool = new WorkerPool(3);
        var counts = new int[8 * 8];
        Parallel.For(0, 4, _ => pool.Run(new Nested(pool, counts), 8));
        counts.ShouldAllBe(c => c == 4);
    }

    [Fact]
    public void RunsAllocateNothingOnAnyThread()
    {
        using var pool = new WorkerPool(2);
        var counts = new int[16];
        for (var run = 0; run < 200; run++)
        {
            pool.Run(new Counting(counts), 16);
        }

        // Other tests of the process allocate while these runs go on, so the least of several attempts counts.
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 20 && least > 0; attempt++)
        {
            var before = GC.GetTotalAllocatedBytes(true);
            for (var run = 0; run < 100; run++)
            {
                pool.Run(new Counting(counts), 16);
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(true) - before);
        }

        least.ShouldBe(0);
    }

    private readonly struct Counting(int[] counts) : IChunkBody
    {
        public void Run(int chunk) => Interlocked.Increment(ref counts[chunk]);
    }

    private readonly struct Naming(int[] threads) : IChunkBody
    {
        public void Run(int chunk) => threads[chunk] = Environment.CurrentManagedThreadId;
    }

    private readonly struct Meeting(Barrier both, int[] threads) : IChunkBody
    {
        public void Run(int chunk)
        {
            both.SignalAndWait(s_patience).ShouldBeTrue("the other thread did not come");
            threads[chunk] = Environment.CurrentManagedThreadId;
        }
    }

    private readonly struct Failing : IChunkBody
    {
        public void Run(int chunk)
        {
            if (chunk == 7)
            {
                throw new InvalidTimeZoneException("chunk 7");
            }
        }
    }

    private readonly struct Nested(WorkerPool pool, int[] counts) : IChunkBody
    {
        public void Run(int chunk)
        {
            var mine = new int[8];
            pool.Run(new Counting(mine), 8);
            for (var i = 0; i < 8; i++)
            {
                Interlocked.Add(ref counts[8 * chunk + i], mine[i]);
            }
        }
    }

    private readonly struct Gathering(Barrier all, ConcurrentDictionary<Thread, bool> seen) : IChunkBody
    {
        public void Run(int chunk)
        {
            seen[Thread.CurrentThread] = true;
            all.SignalAndWait(s_patience);
        }
    }
}
