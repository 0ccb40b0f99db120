using FsCheck;
using FsCheck.Fluent;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Tests.Products;

public sealed class MatrixProductTests
{
    private readonly MatrixProduct<double> _product = new();

    [Fact]
    public void EqualsTheDefinition()
    {
        var property = Prop.ForAll(
            Arb.From(Gen.Choose(0, 40).Three()),
            Arb.From(Gen.Zip(Gen.Elements(0.0, 1, -1, 0.5), Gen.Elements(0.0, 1, -2, 0.25))),
            Arb.From(Gen.Zip(ArbMap.Default.GeneratorFor<bool>(), ArbMap.Default.GeneratorFor<bool>())),
            (size, factors, transposed) =>
            {
                var (rows, depth, columns) = size;
                var random = new System.Random(rows + 41 * depth + 1681 * columns);
                double[] a = Numbers(rows * depth), b = Numbers(depth * columns), c = Numbers(rows * columns);
                var expected = new double[c.Length];
                for (var i = 0; i < c.Length; i++)
                {
                    var (r, n) = (i / columns, i % columns);
                    var sum = 0.0;
                    for (var k = 0; k < depth; k++)
                    {
                        sum += a[transposed.Item1 ? k * rows + r : r * depth + k] * b[transposed.Item2 ? n * depth + k : k * columns + n];
                    }

                    expected[i] = factors.Item1 * sum + (factors.Item2 == 0 ? 0 : factors.Item2 * c[i]);
                }

                _product.Multiply(rows, depth, columns, factors.Item1, a, transposed.Item1, b, transposed.Item2, factors.Item2, c);
                return c.Zip(expected, (x, y) => Math.Abs(x - y) <= 1e-12).All(close => close);

                double[] Numbers(int count) => Array.ConvertAll(new double[count], _ => random.NextDouble() - 0.5);
            });
        Check.One(Config.QuickThrowOnFailure, property);
    }

    [Fact]
    public void DoesNotReadWhatBetaOfZeroForgets()
    {
        double[] c = [double.NaN];
        _product.Multiply(1, 1, 1, 1, [2], false, [3], false, 0, c);
        c.ShouldBe([6]);
    }

    [Fact]
    public void SaysWhatDoesNotFit()
    {
        var memory = new double[20];
        Should
            .Throw<ArgumentException>(() => _product.Multiply(2, 3, 2, 1, new double[5], false, new double[6], false, 0, new double[4]))
            .Message.ShouldContain("A [2, 3]");
        Should
            .Throw<ArgumentException>(() => _product.Multiply(2, 3, 2, 1, memory.AsSpan(0, 6), false, memory.AsSpan(6, 6), false, 0, memory.AsSpan(11, 4)))
            .Message.ShouldContain("C must not overlap");
    }
}
