using Relumine.Kernels.Lanes;
using Relumine.Kernels.Tests.Activations;

namespace Relumine.Kernels.Tests.Lanes;

/// <summary>What the operations promise about NaN, signed zeros and partial memory, on every width.</summary>
public sealed class LaneOperationTests
{
    [Fact]
    public void AtLeastAndAtMostLetNaNWin()
    {
        Check<Float512>();
        Check<Float256>();
        Check<Float128>();

        static void Check<V>() where V : struct, IWideLanes<V, float>
        {
            foreach (var a in Arguments.Specials)
            {
                foreach (var b in Arguments.Specials)
                {
                    if (!float.IsNaN(b))
                    {
                        Bits.Same(First<V>(V.AtLeast(V.Broadcast(a), V.Broadcast(b))), b > a ? b : a).ShouldBeTrue($"at least({a}, {b})");
                        Bits.Same(First<V>(V.AtMost(V.Broadcast(a), V.Broadcast(b))), b < a ? b : a).ShouldBeTrue($"at most({a}, {b})");
                    }
                }
            }
        }
    }

    [Fact]
    public void SelectionsTakeTheOtherBranchForNaN()
    {
        Check<Float512>();
        Check<Float256>();
        Check<Float128>();

        static void Check<V>() where V : struct, IWideLanes<V, float>
        {
            var (then, otherwise) = (V.Of(1), V.Of(2));
            foreach (var a in Arguments.Specials)
            {
                foreach (var b in Arguments.Specials)
                {
                    var (x, y) = (V.Broadcast(a), V.Broadcast(b));
                    First<V>(V.IfGreater(x, y, then, otherwise)).ShouldBe(a > b ? 1 : 2);
                    First<V>(V.IfGreaterOrEqual(x, y, then, otherwise)).ShouldBe(a >= b ? 1 : 2);
                    First<V>(V.IfEqual(x, y, then, otherwise)).ShouldBe(a == b ? 1 : 2);
                    First<V>(V.IfNaN(x, then, otherwise)).ShouldBe(float.IsNaN(a) ? 1 : 2);
                    Bits.Same(First<V>(V.CopySign(x, y)), MathF.CopySign(a, b)).ShouldBeTrue($"copysign({a}, {b})");
                }
            }
        }
    }

    [Fact]
    public void PartialLoadsAndStoresStayInside()
    {
        Check<Float512, float>(7);
        Check<Float256, float>(7);
        Check<Float128, float>(7);
        Check<Double512, double>(7);
        Check<Double256, double>(7);
        Check<Double128, double>(7);

        static void Check<V, T>(T guard) where V : struct, IWideLanes<V, T> where T : unmanaged, System.Numerics.INumber<T>
        {
            for (var count = 0; count <= V.Count; count++)
            {
                var source = Enumerable.Range(1, V.Count + 1).Select(i => T.CreateChecked(i)).ToArray();
                var loaded = V.LoadPartial(in source[0], count);
                var all = new T[V.Count];
                V.Store(loaded, ref all[0]);
                all.ShouldBe(source.Take(V.Count).Select((v, i) => i < count ? v : T.Zero));

                var target = Enumerable.Repeat(guard, V.Count + 2).ToArray();
                V.StorePartial(V.Load(in source[0]), ref target[1], count);
                target.ShouldBe([guard, .. source.Take(count), .. Enumerable.Repeat(guard, V.Count + 1 - count)]);
            }
        }
    }

    [Theory]
    [InlineData("128", 128)]
    public void TheWidthCanBeForced(string forced, int bits) => LaneWidth.Choose(forced).ShouldBe(bits);

    [Theory]
    [InlineData("64")]
    [InlineData("wide")]
    [InlineData("1024")]
    public void AnImpossibleWidthIsRefused(string forced) =>
        Should.Throw<ArgumentException>(() => LaneWidth.Choose(forced)).Message.ShouldContain($"RELUMINE_LANES is '{forced}'");

    [Fact]
    public void TheWidestIsChosenOtherwise()
    {
        LaneWidth.Choose(null).ShouldBe(Float512.IsSupported ? 512 : Float256.IsSupported ? 256 : 128);
        LaneWidth.Choose("").ShouldBe(LaneWidth.Choose(null));
    }

    private static float First<V>(V value) where V : struct, IWideLanes<V, float>
    {
        var all = new float[V.Count];
        V.Store(value, ref all[0]);
        return all[0];
    }
}
