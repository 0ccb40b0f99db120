using Relumine.Data.Datasets;
using Relumine.Data.Formats;
using Relumine.Data.Generators;
using Relumine.Data.Sources;
using Relumine.Kernels.Randomness;

namespace Relumine.Data.Tests.Generators;

public class GeneratorTests
{
    public static TheoryData<string> Names => [.. GeneratorCatalogue.All.OfType<IClassGenerator>().Select(g => g.Name)];

    private static IClassGenerator Of(string name) => GeneratorCatalogue.All.OfType<IClassGenerator>().Single(g => g.Name == name);

    private static double[] Read(IClassGenerator generator, int block)
    {
        using var set = GeneratorCatalogue.Open(generator);
        var source = set.Inputs[0];
        List<double> all = [];
        var buffer = new double[block * source.SampleSize];
        for (int read; (read = source.Read(buffer.AsSpan())) > 0;)
        {
            all.AddRange(buffer[..(read * source.SampleSize)]);
        }

        return [.. all];
    }

    [Fact]
    public void AllAreFound() =>
        GeneratorCatalogue.All.Select(g => g.Name).ShouldBe(["abs", "bars", "blobs", "circles", "slowlyChanging", "spiral", "teacher"], ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void SamplesDoNotDependOnBlocksAndLabelsAreClasses(string name)
    {
        var generator = Of(name);
        var whole = Read(generator, generator.Samples);
        Read(generator, 7).ShouldBe(whole);
        whole.Length.ShouldBe(generator.Samples * generator.SampleShape.ElementCount);

        using var set = GeneratorCatalogue.Open(generator);
        using var labels = new Labels(set.Labels!, generator.Samples, generator.Classes);
        var all = new long[generator.Samples];
        labels.Read(all).ShouldBe(generator.Samples);
        all.Distinct().Count().ShouldBe(generator.Classes);
        var floats = set.Inputs[0].ReadAll<float>().Values<float>().ToArray();
        floats.ShouldBe(whole.Select(v => (float)v));
    }

    [Fact]
    public void TheSeedDecides()
    {
        Read(new Blobs(seed: 5), 10).ShouldBe(Read(new Blobs(seed: 5), 10));
        Read(new Blobs(seed: 5), 10).ShouldNotBe(Read(new Blobs(seed: 6), 10));
    }

    [Fact]
    public void BlobsLieAroundTheirCentresAndMoveWithTheShift()
    {
        var near = Read(new Blobs(), 1000);
        var far = Read(new Blobs(shift: 10), 1000);
        far.Zip(near).ShouldAllBe(p => Math.Abs(p.First - p.Second - 10) < 1e-12);

        // Samples 3, 13, 23 … share a centre; their spread around their mean is 1 in each of 20 features.
        var feature = Enumerable.Range(0, 100).Select(i => near[(((10 * i) + 3) * 20) + 4]).ToArray();
        var mean = feature.Average();
        (feature.Sum(x => (x - mean) * (x - mean)) / 99).ShouldBeInRange(0.5, 1.6);
    }

    [Fact]
    public void CirclesHaveTheirRadii()
    {
        var points = Read(new Circles(scale: 100), 1000).Chunk(2).Select(p => Math.Sqrt((p[0] * p[0]) + (p[1] * p[1]))).ToArray();

        // Noise across the ring makes the mean radius larger by σ²/2r.
        points.Where((_, i) => i % 2 == 0).Average().ShouldBe(100.5, 2.5);
        points.Where((_, i) => i % 2 == 1).Average().ShouldBe(80.6, 2.5);
    }

    [Fact]
    public void ASpiralStaysInTheUnitDisc() =>
        Read(new Spiral(), 600).Chunk(2).ShouldAllBe(p => (p[0] * p[0]) + (p[1] * p[1]) < 1);

    [Fact]
    public void BarsAreBrightAlongOneLine()
    {
        var images = Read(new Bars(), 1000).Chunk(64).ToArray();
        for (var i = 0; i < 1000; i += 4)
        {
            Enumerable.Range(0, 8).Count(y => images[i].Skip(8 * y).Take(8).Average() > 0.6).ShouldBe(1, $"image {i}");
            Enumerable.Range(0, 8).Count(x => images[i + 1].Where((_, j) => j % 8 == x).Average() > 0.6).ShouldBe(1, $"image {i + 1}");
        }
    }

    [Fact]
    public void TargetsOfRegressionsAreWhatTheirFormulasSay()
    {
        var abs = Dataset.Of(new AbsoluteValue());
        abs.Values!.Values<float>().ToArray().ShouldBe(abs.Features.Values<float>().ToArray().Select(Math.Abs));
        var x = abs.Features.Values<float>().ToArray();
        x.ShouldAllBe(v => Math.Abs(v) <= 1.7321f);
        x.Average(v => v * v).ShouldBe(1, 0.15);

        var (teacher, moved) = (Dataset.Of(new Teacher()), Dataset.Of(new Teacher(targetShift: 1000, targetScale: 3)));
        moved.Features.Values<float>().ToArray().ShouldBe(teacher.Features.Values<float>().ToArray());
        moved
            .Values!.Values<float>()
            .ToArray()
            .Zip(teacher.Values!.Values<float>().ToArray())
            .ShouldAllBe(p => Math.Abs(p.First - 1000 - (3 * p.Second)) < 1e-3);
    }

    [Fact]
    public void SlowBitsStayForAPeriodAndFastBitsDoNot()
    {
        var data = Dataset.Of(new SlowlyChanging(3000, 1000));
        var rows = data.Features.Values<float>().ToArray().Chunk(20).ToArray();
        rows.ShouldAllBe(r => r.All(v => v == 0 || v == 1));
        rows.Select(r => string.Join("", r[..15])).Distinct().Count().ShouldBe(3);
        rows.Take(1000).Select(r => string.Join("", r[15..])).Distinct().Count().ShouldBe(32);

        // Equal bits have equal targets, which are tenths.
        rows.Zip(data.Values!.Values<float>().ToArray())
            .GroupBy(p => string.Join("", p.First))
            .ShouldAllBe(g => g.Select(p => p.Second).Distinct().Count() == 1);
        data.Values.Values<float>().ToArray().ShouldAllBe(y => Math.Abs((10 * y) - Math.Round(10 * y)) < 1e-5);
        data.Values.Values<float>().ToArray().Distinct().Count().ShouldBeGreaterThan(2);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    public void SlowlyChangingDataAreThoseOfTheirDefinition(int period)
    {
        var data = Dataset.Of(new SlowlyChanging(100, period, seed: 5));
        var (teacher, slow, fast) = (new CounterRandom(5, 0, 0), new CounterRandom(5, 1, 0), new CounterRandom(5, 2, 0));
        for (var sample = 0; sample < 100; sample++)
        {
            var bits = Enumerable.Range(0, 20)
                .Select(i => (i < 15 ? slow.Uniform((sample / period * 15) + i) : fast.Uniform((sample * 5) + i - 15)) < 0.5 ? 0.0 : 1.0).ToArray();
            var sum = 0.0;
            for (var unit = 0; unit < 100; unit++)
            {
                var weights = Enumerable.Range(0, 20).Select(i => teacher.Uniform((unit * 20) + i) < 0.5 ? -1.0 : 1.0).ToArray();
                var fires = bits.Zip(weights, (b, w) => b * w).Sum() > (0.7 * 21) - weights.Count(w => w < 0);
                sum += !fires ? 0 : teacher.Uniform(2000 + unit) < 0.5 ? -1 : 1;
            }

            data.Features.Values<float>().Slice(sample * 20, 20).ToArray().ShouldBe(bits.Select(b => (float)b));
            data.Values!.Values<float>()[sample].ShouldBe((float)(sum / 10));
        }
    }
}
