using Relumine.Doctor.Runs;
using Shouldly;

namespace Relumine.Doctor.Tests.Runs;

/// <summary>Rows are gone through instead of columns only since that is faster.</summary>
public class RowMomentsTests
{
    [Theory]
    [InlineData(37, 100, 100)]
    [InlineData(64, 250, 90)]
    [InlineData(3, 11, 4)]
    public void EveryColumnIsMeasuredToTheBit(int size, int samples, int count)
    {
        var random = new Random(size);
        var all = Enumerable.Range(0, size * samples).Select(i => (float)((random.NextDouble() * 100) + (i % size))).ToArray();
        var rows = RowMoments.Of(all, size, samples, count);
        for (var j = 0; j < size; j++)
        {
            var column = Enumerable.Range(0, count).Select(i => (double)all[((int)((long)i * samples / count) * size) + j]).ToArray();
            rows[j].ShouldBe(DataProfile.Moments(column), $"column {j}");
        }
    }
}
