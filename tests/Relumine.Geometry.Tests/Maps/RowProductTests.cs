using Relumine.Geometry.Maps;

namespace Relumine.Geometry.Tests.Maps;

/// <summary>Products of many rows with a map, against the map column by column.</summary>
public class RowProductTests
{
    [Theory]
    [InlineData(5, 7, 1.0)]
    [InlineData(50, 50, 1.0)]
    [InlineData(17, 33, 1.0)]
    [InlineData(40, 9, 0.1)]
    [InlineData(2, 3, 1.0)]
    public void ManyRowsAreWhatOneByOneGives(int rows, int columns, double filled)
    {
        var random = new Random(rows);
        var entries = (from i in Enumerable.Range(0, rows)
                       from j in Enumerable.Range(0, columns)
                       where random.NextDouble() < filled
                       select (i, j, random.NextDouble() - 0.5)).ToArray();
        var map = LinearMap.Of(rows, columns, entries);
        map.Prepare();
        var (tall, wide) = (RowProduct.Padded(rows), RowProduct.Padded(columns));
        for (var many = 1; many <= 9; many++)
        {
            var (right, left) = (Numbers(many * wide), Numbers(many * tall));
            var (products, transposed, magnitudes) = (new double[many * tall], new double[many * wide], new double[many * tall]);

            map.AddMany(many, right, wide, [.. Enumerable.Range(0, columns)], products, tall);
            map.AddMany(many, right, wide, [.. Enumerable.Range(0, columns)], magnitudes, tall, ofMagnitudes: true);
            map.AddManyTransposed(many, left, tall, [.. Enumerable.Range(0, rows)], transposed, wide);

            for (var r = 0; r < many; r++)
            {
                foreach (var (i, j, value) in entries)
                {
                    products[(r * tall) + i] -= value * right[(r * wide) + j];
                    magnitudes[(r * tall) + i] -= Math.Abs(value) * right[(r * wide) + j];
                    transposed[(r * wide) + j] -= value * left[(r * tall) + i];
                }
            }

            products.Concat(transposed).Concat(magnitudes).ShouldAllBe(d => Math.Abs(d) < 1e-12);
        }

        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
    }
}
