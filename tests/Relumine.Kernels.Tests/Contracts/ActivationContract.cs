using FsCheck;
using FsCheck.Fluent;
using Relumine.Kernels.Calculus;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Tests.Activations;

namespace Relumine.Kernels.Tests.Contracts;

/// <summary>Laws that every activation keeps, whatever its file says.</summary>
public class ActivationContract
{
    private static readonly double[] s_grid =
        [.. Enumerable.Range(-120, 241).Select(i => i * 0.1 + 0.013), -80, -40, 40, 80, -1e-3, 1e-3, 0];

    public static TheoryData<string> Names => [.. ActivationCatalogue.All.Select(a => a.Card.Name)];

    /// <summary>The activation with its customary parameters and with some others.</summary>
    private static IEnumerable<Activation> Variants(string name)
    {
        var usual = ActivationCatalogue.Create(name);
        yield return usual;
        if (usual.Parameters.Count > 0)
        {
            yield return usual.With([.. usual.Parameters.Select(p => p == 0 ? 0.25 : p * 0.75)]);
            yield return usual.With([.. usual.Parameters.Select(p => p * 2.5)]);
        }
    }

    [Fact]
    public void NoNameTitleOrAliasIsTakenTwice()
    {
        var taken = ActivationCatalogue.All.SelectMany(a => a.Card.Aliases.Append(a.Card.Name).Append(a.Card.Title)
            .Select(n => n.ToUpperInvariant()).Distinct()).ToList();
        taken.ShouldBeUnique();
        taken.Count.ShouldBeGreaterThan(20);
    }

    [Theory, MemberData(nameof(Names))]
    public void ParametersSurviveTheWayThroughNumbers(string name)
    {
        foreach (var f in Variants(name))
        {
            var again = ActivationCatalogue.Create(name, [.. f.Parameters]);
            again.ShouldBe(f);
            again.GetHashCode().ShouldBe(f.GetHashCode());
            again.Value(0.7).ShouldBe(f.Value(0.7));
            f.ToString().ShouldStartWith(name);
        }

        ActivationCatalogue.Create(name).Parameters.ShouldBe(ActivationCatalogue.Create(name).Card.Parameters.Select(p => p.Default));
    }

    [Theory, MemberData(nameof(Names))]
    public void WrongParametersAreRefusedByName(string name)
    {
        var f = ActivationCatalogue.Create(name);
        var tooMany = Should.Throw<ArgumentException>(() => f.With([.. f.Parameters, 1]));
        tooMany.Message.ShouldContain(name);
        tooMany.Message.ShouldContain((f.Parameters.Count + 1) + " were given");
        if (f.Parameters.Count > 0)
        {
            var notFinite = Should.Throw<ArgumentException>(() => f.With([.. f.Parameters.Select(_ => double.NaN)]));
            notFinite.Message.ShouldContain($"{name}: {f.Card.Parameters[0].Name} = NaN");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void NaNInGivesNaNOut(string name)
    {
        foreach (var f in Variants(name))
        {
            var (value, left, right) = f.Accept(new FormulaAt<Float256, float>(float.NaN));
            new[] { value, left, right }.ShouldAllBe(y => float.IsNaN(y));
            new[] { f.Value(double.NaN), f.SlopeFromLeft(double.NaN), f.SlopeFromRight(double.NaN) }.ShouldAllBe(y => double.IsNaN(y));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void InfinityGivesTheLimit(string name)
    {
        foreach (var f in Variants(name))
        {
            foreach (var sign in new[] { -1, 1 })
            {
                var (value, left, right) = f.Accept(new FormulaAt<Float256, float>(sign * float.PositiveInfinity));
                var far = f.Accept(new FormulaAt<Float256, float>(sign * 1e30f));
                Limit(value, far.Value);
                Limit(left, far.Left);
                Limit(right, far.Right);
            }
        }

        static void Limit(float got, float far)
        {
            if (Math.Abs(far) > 1e20f)
            {
                got.ShouldBe(far > 0 ? float.PositiveInfinity : float.NegativeInfinity);
            }
            else
            {
                got.ShouldBe(far, 1e-20);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void TheSignOfZeroDoesNotMatter(string name)
    {
        foreach (var f in Variants(name))
        {
            var plus = f.Accept(new FormulaAt<Float256, float>(0f));
            var minus = f.Accept(new FormulaAt<Float256, float>(-0f));
            (minus.Value == plus.Value && minus.Left == plus.Left && minus.Right == plus.Right).ShouldBeTrue($"{f}: {minus} is not {plus}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void DenormalNumbersAreTheNeighboursOfZero(string name)
    {
        foreach (var f in Variants(name))
        {
            var zero = f.Accept(new FormulaAt<Float256, float>(0f));
            var above = f.Accept(new FormulaAt<Float256, float>(1e-40f));
            var below = f.Accept(new FormulaAt<Float256, float>(-1e-40f));
            above.Value.ShouldBe(zero.Value + zero.Right * 1e-40f, 1e-44);
            below.Value.ShouldBe(zero.Value - zero.Left * 1e-40f, 1e-44);
            above.Left.ShouldBe(zero.Right, 1e-30);
            below.Right.ShouldBe(zero.Left, 1e-30);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void AllWidthsGiveTheSameBits(string name)
    {
        var seed = name.Length * 7919;
        var random = new System.Random(seed);
        float[] special = [0, -0f, 3, -3, 6, 1e-40f, -1e-40f, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        foreach (var f in Variants(name))
        {
            foreach (var x in special.Concat(Enumerable.Range(0, 300).Select(_ => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 3))))))
            {
                var narrow = f.Accept(new FormulaAt<Float128, float>(x));
                f.Accept(new FormulaAt<Float256, float>(x)).ShouldBe(narrow, $"{f} at {x:R}, seed {seed}");
                f.Accept(new FormulaAt<Float512, float>(x)).ShouldBe(narrow, $"{f} at {x:R}, seed {seed}");
                var one = (f.Value(x), f.SlopeFromLeft(x), f.SlopeFromRight(x));
                f.Accept(new FormulaAt<Double128, double>(x)).ShouldBe(one, $"{f} at {x:R}, seed {seed}");
                f.Accept(new FormulaAt<Double256, double>(x)).ShouldBe(one, $"{f} at {x:R}, seed {seed}");
                f.Accept(new FormulaAt<Double512, double>(x)).ShouldBe(one, $"{f} at {x:R}, seed {seed}");
            }
        }
    }

    /// <summary>
    /// The tables hold the formulas to the truth at some points; between them the double lane, which the tables hold too,
    /// says what float should give. A slope is measured on the scale of f(x)/x where it is smaller: see the tables.
    /// </summary>
    [Theory, MemberData(nameof(Names))]
    public void FloatAgreesWithDoubleBetweenThePointsOfTheTables(string name)
    {
        const int seed = 4711;
        var random = new System.Random(seed);
        // 0.2 is no float, which moves the kinks of the customary hard sigmoid.
        var f = name == "HardSigmoid" ? ActivationCatalogue.Create(name, 0.25, 0.5) : ActivationCatalogue.Create(name);
        for (var i = 0; i < 20_000; i++)
        {
            var x = (float)((random.NextDouble() * 2 - 1) * Math.Pow(10, random.Next(-2, 3)));
            var single = f.Accept(new FormulaAt<Float128, float>(x));
            var value = f.Value(x);
            Near(single.Value, value, ValueScale.Of(f, value), 4, x);
            Near(single.Left, f.SlopeFromLeft(x), Math.Max(Math.Abs(f.SlopeFromLeft(x)), Math.Abs(value / x)), 5, x);
        }

        void Near(float got, double want, double scale, double ulps, float x)
        {
            var ulp = (double)MathF.BitIncrement((float)scale) - (float)scale;
            (Math.Abs(got - want) <= Math.Max(ulps * ulp, 1e-36)).ShouldBeTrue($"{f} at {x:R}: {got:R} should be {want:R}; seed {seed}");
        }
    }

    /// <summary>One-sided differences of second order; next to a kink only on the side away from it.</summary>
    [Theory, MemberData(nameof(Names))]
    public void SlopesAreTheLimitsOfOneSidedDifferences(string name)
    {
        const double h = 1e-4;
        foreach (var f in Variants(name))
        {
            var kinks = Kinks.Of(f);
            foreach (var x in s_grid.Concat(kinks.Select(k => k.At)))
            {
                var kink = kinks.Where(k => Math.Abs(k.At - x) < 3 * h).Select(k => (KinkPoint?)k).FirstOrDefault();
                if (kink is null || kink.Value.At == x)
                {
                    // From the neighbouring number, so that a jump at x itself does not enter.
                    var (before, after) = kink is { } k ? (Math.BitDecrement(k.Before), Math.BitIncrement(k.After)) : (x, x);
                    Check(f.SlopeFromLeft(kink?.Before ?? x), before, -h, "left");
                    Check(f.SlopeFromRight(kink?.After ?? x), after, h, "right");
                }
            }

            void Check(double slope, double from, double step, string side)
            {
                var difference = (-3 * f.Value(from) + 4 * f.Value(from + step) - f.Value(from + 2 * step)) / (2 * step);
                Math.Abs(slope - difference)
                    .ShouldBeLessThan(1e-6 * (1 + Math.Abs(slope)), $"{f} at {from:R} from the {side}: {slope:R}, differences give {difference:R}");
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void OnnxSaysTheSameFunction(string name)
    {
        foreach (var f in Variants(name))
        {
            foreach (var form in new[] { f.Card.Onnx, f.Card.Decomposed }.Concat(f.Card.WrittenAs).OfType<OnnxForm>())
            {
                form.SinceVersion.ShouldBeInRange(1, 24);
                foreach (var x in s_grid.Where(x => Math.Abs(x) < 20))
                {
                    var said = OnnxInterpreter.Evaluate(form, f, x);
                    f.Value(x).ShouldBe(said, 1e-12 * (1 + Math.Abs(said)), $"{f} at {x:R} as {string.Join(", ", form.Steps.Select(s => s.Operator))}");
                }
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void RandomParametersAndPointsKeepValueAndSlopesTogether(string name)
    {
        const double h = 1e-3;
        var usual = ActivationCatalogue.Create(name);
        var parameter = Gen.Choose(1, 400).Select(i => i / 100.0);
        var parameters = parameter.ArrayOf(usual.Parameters.Count).Select(p => name == "HardTanh" ? [-p[0], p[1]] : p);
        var point = Gen.Choose(-12000, 12000).Select(i => i / 1000.0 + 1.0 / 7919);
        Prop.ForAll(parameters.ToArbitrary(), point.ArrayOf(50).ToArbitrary(), (p, points) =>
        {
            var f = usual.With(p);
            var kinks = Kinks.Of(f);
            points.Where(x => Math.Abs(x) > 2 * h && kinks.All(k => Math.Abs(k.At - x) > 2 * h) && !Agree(f, x)).ShouldBeEmpty(f.ToString());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(6));

        // Between kinks f is smooth: the mean of its slopes over a short interval is its difference quotient. At 0 some
        // slopes (Softsign, CELU, squared ReLU) have a corner without a kink of f, and Simpson's rule needs f′ smooth.
        static bool Agree(Activation f, double x)
        {
            var quotient = (f.Value(x + h) - f.Value(x)) / h;
            var mean = (f.SlopeFromRight(x) + 4 * f.SlopeFromLeft(x + h / 2) + f.SlopeFromLeft(x + h)) / 6;
            return Math.Abs(quotient - mean) <= 1e-7 * (1 + Math.Abs(quotient) + f.Parameters.Select(Math.Abs).DefaultIfEmpty().Max());
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void TheRangeOnTheCardIsTheRangeThatIsFound(string name)
    {
        var f = ActivationCatalogue.Create(name);
        var card = f.Card.Range.Replace("{0} ∪ (θ", "[0", StringComparison.Ordinal).Replace("λα", "1.7581", StringComparison.Ordinal)
            .Replace("/α", "", StringComparison.Ordinal).Replace("−3/8", "−0.375", StringComparison.Ordinal).Replace(".1700", ".17", StringComparison.Ordinal);
        string[] symbols = name switch { "HardTanh" => ["a", "b"], "ClippedRelu" => ["c"], "ThresholdedRelu" => ["θ"], "Elu" or "Celu" => ["α"], _ => [] };
        foreach (var (symbol, value) in symbols.Zip(f.Parameters))
        {
            card = card.Replace(symbol, FormattableString.Invariant($"{value}").Replace('-', '−'), StringComparison.Ordinal);
        }

        ActivationShape.Of(f).Range.ToString().ShouldBe(card);
    }

    [Theory, MemberData(nameof(Names))]
    public void TheCardSaysWhereItIsFlat(string name)
    {
        var f = ActivationCatalogue.Create(name);
        var sides = ActivationShape.Of(f).Flat.Select(i => double.IsNegativeInfinity(i.Low) ? "x < " : "x > ").ToList();
        if (sides.Count == 0)
        {
            f.Card.Flat.ShouldBeNull();
        }
        else
        {
            f.Card.Flat.ShouldNotBeNull().Split(" and ").Select(s => s[..4]).ShouldBe(sides);
        }
    }
}
