using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tests.Sources;

public class ReadingTests
{
    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)((i * 37) + (i / 256)))];

    private static DataSource Source(params float[] values) =>
        DataSource.OfMemory("x", StoredType.Float32, [values.Length / 3, 3], [.. values.SelectMany(BitConverter.GetBytes)], "x.npy");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(5000)]
    public void BlocksOfAnySizeGiveTheSameNumbersAndTheSameSurvey(int block)
    {
        const int samples = 1009, size = 77;
        var stored = Bytes(samples * size);
        using var source = DataSource.OfMemory("", StoredType.UInt8, [samples, size], stored, "bytes");
        var buffer = new float[block * size];
        var at = 0;
        for (int read; (read = source.Read(buffer.AsSpan())) > 0; at += read)
        {
            for (var i = 0; i < read * size; i++)
            {
                buffer[i].ShouldBe(stored[(at * size) + i]);
            }
        }

        at.ShouldBe(samples);
        source.Position.ShouldBe(samples);
        source.Survey.Count.ShouldBe(samples * size);
        (source.Survey.Min, source.Survey.Max).ShouldBe((stored.Min(), stored.Max()));

        // Bytes add up exactly in any order, so this is the true mean.
        source.Survey.Mean.ShouldBe(stored.Average(b => (double)b));
        source.Survey.RootMeanSquare.ShouldBe(Math.Sqrt(stored.Average(b => (double)b * b)));
    }

    [Fact]
    public void ASurveyHasTheSameBitsForAnyBlocks()
    {
        var random = new Random(7);
        var values = Enumerable.Range(0, 60 * 35).Select(_ => random.NextSingle() - 0.3f).ToArray();
        List<(double, double)> found = [];
        foreach (var block in (int[])[1, 2, 7, 60])
        {
            using var source = DataSource.OfMemory("", StoredType.Float32, [60, 35], [.. values.SelectMany(BitConverter.GetBytes)], "x");
            while (source.Read(new float[block * 35].AsSpan()) > 0)
            {
            }

            found.Add((source.Survey.Mean, source.Survey.RootMeanSquare));
        }

        found.Distinct().ShouldHaveSingleItem();
        found[0].Item1.ShouldBe(values.Average(v => (double)v), 1e-12);
    }

    [Fact]
    public void RewindingReadsAgain()
    {
        using var source = Source(1, 2, 3, 4, 5, 6);
        var row = new float[3];
        source.Read(row.AsSpan()).ShouldBe(1);
        source.Read(row.AsSpan()).ShouldBe(1);
        row.ShouldBe([4f, 5, 6]);
        source.Read(row.AsSpan()).ShouldBe(0);
        source.Reset();
        source.Survey.Count.ShouldBe(0);
        source.Read(row.AsSpan()).ShouldBe(1);
        row.ShouldBe([1f, 2, 3]);
    }

    [Fact]
    public void TheTypeMayChangeBetweenBlocks()
    {
        using var source = Source(1, 2, 3, 4, 5, 6, 7, 8, 9);
        var whole = new long[3];
        source.Read(whole.AsSpan());
        var real = new float[3];
        source.Read(real.AsSpan());
        var wide = new double[3];
        source.Read(wide.AsSpan());
        (whole[2], real[2], wide[2]).ShouldBe((3, 6, 9));
    }

    [Fact]
    public void RoomForLessThanASampleIsAnErrorOfTheCaller()
    {
        using var source = Source(1, 2, 3);
        Should.Throw<ArgumentException>(() => source.Read(new float[2].AsSpan()));
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "infinite")]
    [InlineData(float.NegativeInfinity, "infinite")]
    public void WhatIsNotFiniteIsRefusedByRowAndColumn(float bad, string word)
    {
        foreach (var read in (Action<DataSource>[])[s => s.Read(new float[9].AsSpan()), s => s.Read(new double[9].AsSpan())])
        {
            using var source = Source(1, 2, 3, 4, 5, bad, 7, 8, 9);
            var error = Should.Throw<RelumineException>(() => read(source));
            error.Kind.ShouldBe(ErrorKind.BrokenFile);
            error.Message.ShouldContain("x.npy: row 1, column 2 (both counted from 0): the value is " + word);
        }
    }

    [Fact]
    public void WhatIsNotFiniteIsFoundFarIntoAWideFile()
    {
        var values = new float[300 * 784];
        values[(291 * 784) + 783] = float.NaN;
        using var source = DataSource.OfMemory("", StoredType.Float32, [300, 28, 28], [.. values.SelectMany(BitConverter.GetBytes)], "x");
        Should.Throw<RelumineException>(() => source.Read(new float[300 * 784].AsSpan())).Message.ShouldContain("row 291, element [27, 27]");
    }

    [Fact]
    public void ADoubleTooLargeForFloatIsRefusedAsFloatOnly()
    {
        using var source = DataSource.OfMemory("", StoredType.Float64, [1, 1], BitConverter.GetBytes(1e300), "x");
        source.Read(new double[1].AsSpan()).ShouldBe(1);
        source.Reset();
        Should.Throw<RelumineException>(() => source.Read(new float[1].AsSpan())).Message.ShouldContain("infinite");
    }

    [Fact]
    public void IntegersAreExactOrRefused()
    {
        using var exact = DataSource.OfMemory("", StoredType.Int64, [1], BitConverter.GetBytes((1L << 60) + 1), "x");
        exact.ReadAll<long>().Values<long>()[0].ShouldBe((1L << 60) + 1);

        using var half = Source(1, 2, 2.5f);
        Should
            .Throw<RelumineException>(() => half.Read(new long[3].AsSpan()))
            .Message.ShouldContain("row 0, column 2 (both counted from 0): 2.5 is not a whole number");

        using var huge = DataSource.OfMemory("", StoredType.UInt64, [1], BitConverter.GetBytes(ulong.MaxValue), "x");
        Should.Throw<RelumineException>(() => huge.ReadAll<long>()).Message.ShouldContain("not a whole number of 64 bits");

        using var wide = DataSource.OfMemory("", StoredType.Int64, [1], BitConverter.GetBytes(1L << 40), "x");
        Should.Throw<RelumineException>(() => wide.ReadAll<int>()).Message.ShouldContain("1099511627776 does not fit Int32");
    }

    [Fact]
    public void TruthValuesAre0And1()
    {
        using var source = Source(0, 1, 1);
        source.ReadAll<bool>().Values<bool>().ToArray().ShouldBe([false, true, true]);
        using var two = Source(0, 1, 2);
        Should.Throw<RelumineException>(() => two.ReadAll<bool>()).Message.ShouldContain("2 does not fit Bool");
    }

    [Fact]
    public void TheWrongNumberOfBytesInMemoryIsRefused() =>
        Should
            .Throw<RelumineException>(() => DataSource.OfMemory("", StoredType.Float32, [2, 2], new byte[15], "t.pb"))
            .Message.ShouldContain("t.pb: a float32 array of shape [2, 2] needs 16 bytes");
}
