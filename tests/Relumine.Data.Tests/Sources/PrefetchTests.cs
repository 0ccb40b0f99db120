using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tests.Sources;

public class PrefetchTests
{
    private const int Samples = 1003;

    private static DataSource Source(byte bad = 0)
    {
        var floats = Enumerable.Range(0, Samples * 3).Select(i => i == 2500 && bad > 0 ? float.NaN : i).ToArray();
        return DataSource.OfMemory("", StoredType.Float32, [Samples, 3], [.. floats.SelectMany(BitConverter.GetBytes)], "x");
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(10, 3)]
    [InlineData(2000, 2)]
    public void BlocksComeInOrder(int block, int blocks)
    {
        using var source = Source();
        using var ahead = new Prefetch<float>(source, block, blocks);
        var next = 0;
        for (var span = ahead.Next(); span.Length > 0; span = ahead.Next())
        {
            foreach (var value in span)
            {
                value.ShouldBe(next++);
            }
        }

        next.ShouldBe(Samples * 3);
        ahead.Next().Length.ShouldBe(0);
    }

    [Fact]
    public void WhatCameBeforeAnErrorIsGivenFirst()
    {
        using var source = Source(bad: 1);
        using var ahead = new Prefetch<float>(source, 10);
        var read = 0;
        var error = Should.Throw<RelumineException>(() =>
        {
            for (var span = ahead.Next(); span.Length > 0; span = ahead.Next())
            {
                read += span.Length;
            }
        });
        error.Message.ShouldContain("row 833, column 1");
        read.ShouldBe(830 * 3);
        Should.Throw<RelumineException>(() => ahead.Next());
    }

    [Fact]
    public void StoppingEarlyFreesTheSource()
    {
        using var source = Source();
        using (var ahead = new Prefetch<double>(source, 10))
        {
            ahead.Next().Length.ShouldBe(30);
        }

        source.Reset();
        source.Read(new double[3].AsSpan()).ShouldBe(1);
    }

    [Fact]
    public void ReadingHappensOnAnotherThreadAndStaysAFewBlocksAhead()
    {
        using var inner = new Watched();
        using (var ahead = new Prefetch<float>(inner, 1, 3))
        {
            inner.Reached(3).ShouldBeTrue();
            ahead.Next()[0].ShouldBe(1);
            ahead.Next()[0].ShouldBe(2);
            inner.Reached(4).ShouldBeTrue();
            inner.Given.ShouldBeLessThanOrEqualTo(4);
        }

        inner.Threads.ShouldNotContain(Environment.CurrentManagedThreadId);
    }

    private sealed class Watched() : DataSource("", StoredType.Float32, [1000, 1], "watched")
    {
        private readonly object _gate = new();

        public HashSet<int> Threads { get; } = [];

        public int Given { get; private set; }

        public bool Reached(int count) => SpinWait.SpinUntil(() => { lock (_gate) { return Given >= count; } }, TimeSpan.FromSeconds(30));

        protected override void Fill(Span<float> destination)
        {
            lock (_gate)
            {
                Threads.Add(Environment.CurrentManagedThreadId);
                foreach (ref var value in destination)
                {
                    value = ++Given;
                }
            }
        }

        protected override void Fill(Span<double> destination) => throw new InvalidOperationException();

        protected override void Fill(Span<long> destination) => throw new InvalidOperationException();

        protected override void Rewind() => Given = 0;
    }
}
