using Relumine.Kernels.Lanes;
using Relumine.Kernels.Sweeps;
using Relumine.Kernels.Tests.Activations;

namespace Relumine.Kernels.Tests.Lanes;

/// <summary>128, 256 and 512 bits, and one double, give the same bits for everything.</summary>
public sealed class LaneAgreementTests
{
    private const int Count = 20_001;
    private const int Seed = 7;

    [Fact]
    public void TranscendentalFunctionsAgree()
    {
        Agree(default(ExpOf));
        Agree(default(Expm1Of));
        Agree(default(Log1pOf));
        Agree(default(TanhOf));
        Agree(default(ErfOf));
    }

    [Fact]
    public void EveryActivationAgrees()
    {
        ActivationCatalogue.All.ShouldNotBeEmpty();
        foreach (var activation in ActivationCatalogue.All)
        {
            activation.Accept(default(OnAllWidths));
        }
    }

    [Fact]
    public void ScalingByAnInstructionAndInTwoStepsAgree()
    {
        // From factors of eˣ: the results are denormal, normal and infinite.
        Scaling<Float512>(-150, 129).ShouldBe(0);
        Scaling<Float256>(-150, 129).ShouldBe(0);
        Scaling<Float128>(-150, 129).ShouldBe(0);
        Scaling<Double512>(-1076, 1025).ShouldBe(0);
        Scaling<Double256>(-1076, 1025).ShouldBe(0);
        Scaling<Double128>(-1076, 1025).ShouldBe(0);
    }

    /// <summary>The number of exponents for which the two ways differ: they are compared by lanes, so by their difference.</summary>
    private static int Scaling<V>(int from, int to) where V : struct, IBinaryLanes<V>
    {
        var random = new Random(Seed);
        return Enumerable.Range(from, to - from).Count(n =>
        {
            var x = V.Of(0.7 + 0.7 * random.NextDouble());
            return !V.ScaleByPowerOfTwo(x, V.Of(n)).Equals(PowerOfTwo.Scale(x, V.Of(n)));
        });
    }

    private static void Agree<TFormula>(TFormula formula) where TFormula : struct, IUnaryFormula
    {
        var x = Arguments.Mixed(Count, Seed);
        var narrow = Run<Float128, float, TFormula>(formula, x);
        Compare<TFormula, float>(x, narrow, Run<Float256, float, TFormula>(formula, x), (a, b) => Bits.Same(a, b));
        Compare<TFormula, float>(x, narrow, Run<Float512, float, TFormula>(formula, x), (a, b) => Bits.Same(a, b));

        var random = new Random(Seed);
        double[] wide = [.. x, .. Enumerable.Range(0, Count).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)))];
        var one = Array.ConvertAll(wide, v => formula.Apply(new DoubleLane(v)).Value);
        Compare<TFormula, double>(wide, one, Run<Double128, double, TFormula>(formula, wide), Bits.Same);
        Compare<TFormula, double>(wide, one, Run<Double256, double, TFormula>(formula, wide), Bits.Same);
        Compare<TFormula, double>(wide, one, Run<Double512, double, TFormula>(formula, wide), Bits.Same);
    }

    private static T[] Run<V, T, TFormula>(TFormula formula, T[] x)
        where V : struct, IWideLanes<V, T> where T : unmanaged where TFormula : struct, IUnaryFormula
    {
        var y = new T[x.Length];
        Sweep<V, T, Unary<TFormula>>.Run(new(formula), in x[0], in x[0], ref y[0], ref y[0], x.Length);
        return y;
    }

    private static void Compare<TFormula, T>(T[] x, T[] expected, T[] actual, Func<T, T, bool> same)
    {
        for (var i = 0; i < x.Length; i++)
        {
            if (!same(expected[i], actual[i]))
            {
                Assert.Fail(FormattableString.Invariant($"{typeof(TFormula)} at {x[i]:R}: {expected[i]:R} and {actual[i]:R}, seed {Seed}"));
            }
        }
    }

    private readonly struct OnAllWidths : IActivationVisitor<bool>
    {
        public bool Visit<F>(F activation) where F : struct, IActivation<F>
        {
            Agree(new ValueOf<F>(activation));
            Agree(new SlopeOf<F, LeftSide>(activation, default));
            Agree(new SlopeOf<F, BetweenSides>(activation, new(new Kink(0.25))));
            return true;
        }
    }
}
