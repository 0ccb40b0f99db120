using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Catalogue;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;
using Relumine.Graph.Tests.Operators;
using Relumine.Kernels;
using Relumine.Testing;

namespace Relumine.Graph.Tests.Contracts;

/// <summary>What the gradient of every operator must keep, on random inputs that its shape rule accepts.</summary>
public class GradientContract
{
    private const int CasesPerVariant = 12;
    private const int Samples = 3;

    // Operators that give floating-point numbers for such numbers, and yet have no gradient, with the reason.
    private static readonly Dictionary<string, string> s_without = new()
    {
        ["ScatterElements"] = "occurs in networks that others made, which are not trained here",
        ["ScatterND"] = "occurs in networks that others made, which are not trained here",
        ["EyeLike"] = "looks at the shape alone",
        ["Einsum"] = "occurs in networks that others made, which are not trained here",
        ["GridSample"] = "occurs in networks that others made, which are not trained here",
        ["TopK"] = "occurs in networks that others made, which are not trained here",
        ["RNN"] = "occurs in networks that others made, which are not trained here",
        ["GRU"] = "occurs in networks that others made, which are not trained here",
        ["LSTM"] = "occurs in networks that others made, which are not trained here",
        ["Range"] = "its inputs decide the shape of the output, so they are known before anything runs",
    };

    public static TheoryData<string> Types =>
        [.. OperatorCatalogue.All.Select(o => o.Type).Concat(OperatorCatalogue.Activations.Select(o => o.Type)).Distinct()];

    [Theory]
    [MemberData(nameof(Types))]
    public void IsThereWhereverFloatsMakeFloats(string type)
    {
        var isFloat = false;
        ForFound(type, found => isFloat |= GradientCase.AsFound(found, default) is { HasFloatOutput: true } c && c.Inputs.Any(t => t?.Type.IsFloat() == true));
        var has = Prototype(type).GradientNeeds(default) is not null;
        (has || !isFloat || s_without.ContainsKey(type)).ShouldBeTrue($"{type} has no gradient and no reason for that");
        (has && s_without.ContainsKey(type)).ShouldBeFalse($"{type} has a gradient: take it off the list");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void IsWhatDifferencesSay(string type)
    {
        var random = new Random(7);
        var (compared, tried) = (0, 0);
        ForFound(type, found =>
        {
            if (found.Op.GradientNeeds(default) is null)
            {
                return;
            }

            foreach (var c in GradientCase.AtRandomPoints(found, random).Where(c => c.HasFloatOutput && c.Wanted.Any()))
            {
                if (c.Forward(c.Inputs).Any(t => t.Type.IsFloat() && !t.ToDoubles().All(double.IsFinite)))
                {
                    continue;
                }

                var w = c.Upstream(random);
                var gradients = c.Backward(w);
                foreach (var i in c.Wanted)
                {
                    var v = GradientCase.Random(c.Inputs[i]!.Shape, random);
                    tried++;
                    if (c.Difference(i, v, w) is { } expected)
                    {
                        compared++;
                        var actual = GradientCase.Dot(gradients[i]!, v);
                        Math.Abs(actual - expected).ShouldBeLessThanOrEqualTo(1e-6 * (1 + Math.Abs(expected)), $"input {i} of {c}: {actual}, by differences "
                            + $"{expected}");
                    }
                }
            }
        });
        compared.ShouldBeGreaterThanOrEqualTo(tried / 2, "differences could hardly be taken");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void WritesEveryElementAndReadsNothingElse(string type) => ForCases(type, c =>
    {
        var w = c.Upstream(new Random(3));
        c.Backward(w, 0xFF).Zip(c.Backward(w, 0)).All(p => p.First is null || p.First.Bytes.SequenceEqual(p.Second!.Bytes)).ShouldBeTrue(c.ToString());
    });

    [Theory]
    [MemberData(nameof(Types))]
    public void IsAffineInLambda(string type) => ForCases(type, c =>
    {
        var w = c.Upstream(new Random(3));
        var (left, middle, right) = (c.Backward(w), (c with { Kink = Kink.Middle }).Backward(w), (c with { Kink = Kink.Right }).Backward(w));
        foreach (var i in c.Wanted)
        {
            foreach (var ((a, b), m) in left[i]!.ToDoubles().Zip(right[i]!.ToDoubles()).Zip(middle[i]!.ToDoubles()))
            {
                (m.Equals((a + b) / 2) || Math.Abs(m - (a + b) / 2) <= 1e-12 * (1 + Math.Abs(m))).ShouldBeTrue($"input {i} of {c}: {a}, {m}, {b}");
            }
        }
    });

    [Theory]
    [MemberData(nameof(Types))]
    public void StackedSamplesHaveTheGradientsOfSingleOnes(string type) =>
        ForFound(
            type,
            found =>
            {
                var c = GradientCase.AsFound(found, Kink.Middle);
                var stacking = new StackingContext(
                    [.. c.Inputs.Select(t => t?.Shape)],
                    found.Varies,
                    [.. c.OutputTypes.Select(t => t.Shape)],
                    [.. c.Inputs.Select((t, i) => found.Varies[i] ? null : t)]
                );
                if (!c.HasFloatOutput || !c.Wanted.Any() || c.Op.GradientNeeds(c.Kink) is null || !found.Varies.Contains(true) || !c.Op.StacksSamples(stacking))
                {
                    return;
                }

                var random = new Random(5);
                var samples = Enumerable
                    .Range(0, Samples)
                    .Select(s => c with { Inputs = [.. c.Inputs.Select((t, i) => found.Varies[i] ? Stacks.Turned(t!, s) : t)] })
                    .ToArray();
                var upstream = samples.Select(s => s.Upstream(random)).ToArray();
                var single = samples.Zip(upstream, (s, w) => s.Backward(w)).ToArray();
                var together = c with
                {
                    Inputs = [.. c.Inputs.Select((t, i) => found.Varies[i] ? Stacks.Of([.. samples.Select(s => s.Inputs[i]!)]) : t)],
                    OutputTypes = [.. c.OutputTypes.Select(t => new TensorType(t.Type, t.Shape.With(0, t.Shape[0] * Samples)))],
                };
                var stacked = together.Backward([
                    .. Enumerable.Range(0, c.OutputTypes.Length).Select(o => upstream[0][o] is null ? null : Stacks.Of([.. upstream.Select(u => u[o]!)])),
                ]);
                foreach (var i in c.Wanted)
                {
                    double[] expected = found.Varies[i]
                        ? Stacks.Of([.. single.Select(s => s[i]!)]).ToDoubles()
                        : [.. Enumerable.Range(0, single[0][i]!.Length).Select(e => single.Sum(s => s[i]!.ToDoubles()[e]))];
                    foreach (var (a, b) in stacked[i]!.ToDoubles().Zip(expected))
                    {
                        (a.Equals(b) || Math.Abs(a - b) <= 1e-10 * (1 + Math.Abs(b))).ShouldBeTrue($"input {i} of {c}: {a} stacked, {b} one after another");
                    }
                }
            });

    [Theory]
    [MemberData(nameof(Types))]
    public void FloatAgreesWithDouble(string type) => ForFound(type, found =>
    {
        var wide = GradientCase.AsFound(found, Kink.Middle);
        if (found.Inputs.All(t => t?.Type != ElementType.Float32) || !wide.HasFloatOutput || !wide.Wanted.Any() || wide.Op.GradientNeeds(wide.Kink) is null)
        {
            return;
        }

        var narrow = new GradientCase(found.Op, found.Inputs, found.OutputTypes(), Kink.Middle);
        ModelTensor?[] w = [.. narrow.Upstream(new Random(9))
            .Select(t => t is null ? null : ModelTensor.Of<float>(t.Shape, [.. t.ToDoubles().Select(d => (float)d)]))];
        var exact = wide.Backward([.. w.Zip(wide.OutputTypes, InTypeOf)]);
        var actual = narrow.Backward([.. w.Zip(narrow.OutputTypes, InTypeOf)]);
        foreach (var i in narrow.Wanted)
        {
            foreach (var (a, b) in actual[i]!.ToDoubles().Zip(exact[i]!.ToDoubles()))
            {
                (a.Equals(b) || Math.Abs(a - b) <= 1e-4 * Math.Max(1, Math.Abs(b)) || Math.Abs(b) > 1e30).ShouldBeTrue($"input {i} of {narrow}: "
                    + $"{a} in float, {b} in double");
            }
        }
    });

    [Theory]
    [MemberData(nameof(Types))]
    public void RunsWithoutAllocating(string type) => ForCases(type, c =>
    {
        var (context, _) = c.Context(c.Upstream(new Random(3)));
        c.Op.Backward(context);
        Allocations.Of(() => c.Op.Backward(context)).ShouldBe(0, c.ToString());
    });

    private static Op Prototype(string type) => OperatorCatalogue.Find(type)!;

    /// <summary>Runs a check on every case that can have a gradient, at its own point with zeros and ties.</summary>
    private static void ForCases(string type, Action<GradientCase> check) => ForFound(type, found =>
    {
        if (GradientCase.AsFound(found, default) is var c && c.HasFloatOutput && c.Wanted.Any() && c.Op.GradientNeeds(c.Kink) is not null)
        {
            check(c);
        }
    });

    private static void ForFound(string type, Action<RandomCase> check)
    {
        foreach (var (op, seed) in RandomCase.Variants(Prototype(type)).Select((o, i) => (o, i)))
        {
            foreach (var found in RandomCase.Find(op, seed, CasesPerVariant))
            {
                try
                {
                    check(found);
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException($"{found} (variant {seed}): {e.Message}", e);
                }
            }
        }
    }

    private static ModelTensor? InTypeOf(ModelTensor? tensor, TensorType type) =>
        tensor is null ? null : type.Type == ElementType.Float64 ? ModelTensor.Of<double>(tensor.Shape, tensor.ToDoubles()) : tensor;
}
