using Relumine.Data.Sources;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Tests.Sources;

/// <summary>A part of the samples, and the rest.</summary>
public class PartSourceTests
{
    [Theory]
    [InlineData(7, 3)]
    [InlineData(9, 3)]
    [InlineData(11, 5)]
    [InlineData(2, 2)]
    public void TheTwoPartsAreAllSamplesInOrder(int samples, int oneOf)
    {
        var numbers = Enumerable.Range(0, 2 * samples).Select(i => (float)i).ToArray();
        using var whole = DataSource.OfMemory("x", StoredType.Float32, [samples, 2], ModelTensor.Vector(numbers).Bytes.ToArray(), "numbers");
        using var part = PartSource.Of(whole, oneOf);
        using var others = PartSource.WithoutOne(whole, oneOf);

        for (var turn = 0; turn < 2; turn++)
        {
            part.Reset();
            var some = part.ReadAll<float>().ToDoubles();
            others.Reset();
            var rest = others.ReadAll<double>().ToDoubles();

            some.ShouldBe(numbers.Chunk(2).Where((_, i) => i % oneOf == oneOf - 1).SelectMany(c => c).Select(n => (double)n));
            rest.ShouldBe(numbers.Select(n => (double)n).Except(some));
            (part.Samples + others.Samples).ShouldBe(samples);
        }
    }

    [Fact]
    public void AnErrorNamesTheRowOfTheWhole()
    {
        using var whole = DataSource.OfMemory("x", StoredType.Float32, [4, 1], ModelTensor.Vector(0f, 1f, 2f, float.NaN).Bytes.ToArray(), "numbers");
        using var part = PartSource.Of(whole, 2);

        Should.Throw<Exception>(() => part.ReadAll<float>()).Message.ShouldContain("row 3");
    }
}
