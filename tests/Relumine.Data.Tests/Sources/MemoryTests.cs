using System.IO.Compression;
using System.Text;
using Relumine.Data.Formats;
using Relumine.Data.Generators;
using Relumine.Data.Sources;
using Relumine.Data.Writing;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Tests.Sources;

/// <summary>Memory does not grow with the number of samples, and reading allocates nothing once it has begun.</summary>
public class MemoryTests
{
    private const int Rows = 4000, Columns = 20;

    public static TheoryData<string> Files =>
        ["a.npy", "a.npy.gz", "a.npz", "stored.npz", "a.idx", "a.idx.gz", "a.csv", "a.csv.gz", "label.csv", "scaled.idx", "generated"];

    private static DataSource Open(Scratch scratch, string kind)
    {
        var bytes = new byte[Rows * Columns];
        new Random(3).NextBytes(bytes);
        var floats = Scratch.NpyFloats($"({Rows}, {Columns})", [.. bytes.Select(b => b / 7f)]);
        var idx = Scratch.Idx(8, [Rows, Columns], bytes);
        var csv = new StringBuilder();
        foreach (var row in bytes.Chunk(Columns))
        {
            csv.AppendJoin(',', row.Select(b => (b / 8.0).ToString(System.Globalization.CultureInfo.InvariantCulture))).Append('\n');
        }

        var text = Encoding.UTF8.GetBytes(csv.ToString());
        return kind switch
        {
            "a.npy" => scratch.Open(kind, floats).Inputs[0],
            "a.npy.gz" => scratch.Open(kind, Scratch.Gzip(floats)).Inputs[0],
            "a.npz" => scratch.Open(kind, Scratch.Zip(("x.npy", floats))).Inputs[0],
            "stored.npz" => scratch.Open(kind, Scratch.Zip(CompressionLevel.NoCompression, ("x.npy", floats))).Inputs[0],
            "a.idx" => scratch.Open(kind, idx).Inputs[0],
            "scaled.idx" => scratch.Open(kind, idx, new DataOptions { Scaling = new Scaling { Divide = 255 } }).Inputs[0],
            "a.idx.gz" => scratch.Open(kind, Scratch.Gzip(idx)).Inputs[0],
            "a.csv" => scratch.Open(kind, text).Inputs[0],
            "a.csv.gz" => scratch.Open(kind, Scratch.Gzip(text)).Inputs[0],
            "label.csv" => scratch.Open(kind, text, new DataOptions { LabelColumn = LabelColumn.Last }).Inputs[0],
            _ => GeneratorCatalogue.Open(new Blobs(Rows, Columns)).Inputs[0],
        };
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void BlocksAreReadWithoutAllocating(string kind)
    {
        using var scratch = new Scratch();
        using var source = Open(scratch, kind);
        var block = new float[10 * source.SampleSize];

        // What reading allocates it allocates on every pass; what the run-time makes while it compiles, only on the first few.
        var least = long.MaxValue;
        for (var pass = 0; pass < 6 && least > 0; pass++)
        {
            source.Reset();
            source.Read(block.AsSpan()).ShouldBe(10);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var samples = 10;
            while (source.Position < Rows - 10)
            {
                samples += source.Read(block.AsSpan());
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            samples.ShouldBe(Rows - 10);
            source.Read(block.AsSpan()).ShouldBe(10);
            source.Read(block.AsSpan()).ShouldBe(0);
        }

        least.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void RewindingGivesTheSameNumbers(string kind)
    {
        using var scratch = new Scratch();
        using var source = Open(scratch, kind);
        var (first, second) = (new float[Rows * source.SampleSize], new float[Rows * source.SampleSize]);
        source.Read(first.AsSpan()).ShouldBe(Rows);
        source.Reset();
        source.Read(second.AsSpan(0, 50 * source.SampleSize)).ShouldBe(50);
        source.Reset();
        source.Read(second.AsSpan()).ShouldBe(Rows);
        second.ShouldBe(first);
    }

    [Fact]
    public void AFileOf64MBTakesAFractionOfAMegabyte()
    {
        using var scratch = new Scratch();
        var path = Path.Combine(scratch.Folder, "large.npy");
        using (var writer = new NpyWriter(path, ElementType.Float32, new Shape(16)))
        {
            var rows = new float[1 << 16];
            Array.Fill(rows, 2);
            for (var i = 0; i < 256; i++)
            {
                writer.Add<float>(rows);
            }

            writer.Complete();
        }

        new FileInfo(path).Length.ShouldBeGreaterThan(64 << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var set = Scratch.Formats.Open(path);
        var block = new float[256 * 16];
        while (set.Inputs[0].Read(block.AsSpan()) > 0)
        {
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(512 << 10);
        set.Inputs[0].Survey.Mean.ShouldBe(2);
        set.Inputs[0].Samples.ShouldBe(1 << 20);
    }
}
