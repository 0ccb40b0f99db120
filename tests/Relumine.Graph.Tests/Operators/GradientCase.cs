using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Tests.Operators;

/// <summary>An operator at a point in double precision, with what it takes to check its gradient there.</summary>
internal sealed record GradientCase(Op Op, ModelTensor?[] Inputs, TensorType[] OutputTypes, Kink Kink)
{
    private const double Step = 1e-4;

    // Where an operator is defined is found by trying.
    private static readonly (double Low, double High)[] s_ranges = [(-2, 2), (0.1, 2), (1.1, 3), (-0.9, 0.9)];

    /// <summary>Whether output <paramref name="i"/> is a number that can have a gradient.</summary>
    public bool HasFloatOutput => OutputTypes.Any(t => t.Type.IsFloat());

    /// <summary>The inputs that the operator may be asked for: floats, but not those that decide shapes or settings.</summary>
    public IEnumerable<int> Wanted => Enumerable.Range(0, Inputs.Length).Where(i => Inputs[i]?.Type.IsFloat() == true && Op.RoleOf(i) != InputRole.Setting);

    /// <summary>The case in double precision as it is, with its zeros and ties.</summary>
    public static GradientCase AsFound(RandomCase found, Kink kink)
    {
        var wide = found with { Op = found.Op.Widen(), Inputs = [.. found.Inputs.Select(Widen)] };
        return new GradientCase(wide.Op, wide.Inputs, wide.OutputTypes(), kink);
    }

    /// <summary>The case at random points of the sets on which operators are usually defined; there are no ties and no zeros.</summary>
    public static IEnumerable<GradientCase> AtRandomPoints(RandomCase found, Random random)
    {
        var wide = AsFound(found, default);
        foreach (var (low, high) in s_ranges)
        {
            var inputs = wide.Inputs.ToArray();
            foreach (var i in wide.Wanted)
            {
                inputs[i] = Random(inputs[i]!.Shape, random, low, high);
            }

            yield return wide with { Inputs = inputs };
        }
    }

    /// <summary>Numbers from a range.</summary>
    public static ModelTensor Random(Shape shape, Random random, double low = -1, double high = 1) =>
        ModelTensor.Of<double>(shape, [.. Enumerable.Range(0, shape.ElementCount).Select(_ => low + (high - low) * random.NextDouble())]);

    /// <summary>The outputs.</summary>
    public ModelTensor[] Forward(ModelTensor?[] inputs) => RandomCase.Run(Op, inputs, OutputTypes);

    /// <summary>A gradient for every output of floating-point numbers.</summary>
    public ModelTensor?[] Upstream(Random random) => [.. OutputTypes.Select(t => t.Type switch
    {
        ElementType.Float64 => Random(t.Shape, random),
        ElementType.Float32 => ModelTensor.Of<float>(t.Shape, Random(t.Shape, random).ToDoubles().Select(d => (float)d).ToArray()),
        _ => null,
    })];

    /// <summary>The gradients of all wanted inputs.</summary>
    /// <param name="upstream">Those of the outputs.</param>
    /// <param name="poison">What the memory held before, and what is found in tensors that the operator did not ask for.</param>
    public ModelTensor?[] Backward(ModelTensor?[] upstream, byte poison = 0xA5)
    {
        var (context, gradients) = Context(upstream, poison);
        Op.Backward(context);
        return gradients;
    }

    /// <summary>What <see cref="Backward"/> calls the operator with.</summary>
    public (BackwardContext Context, ModelTensor?[] Gradients) Context(ModelTensor?[] upstream, byte poison = 0xA5)
    {
        var needs = Op.GradientNeeds(Kink).ShouldNotBeNull();
        var outputs = Forward(Inputs);
        var gradients = new ModelTensor?[Inputs.Length];
        foreach (var i in Wanted)
        {
            gradients[i] = Poisoned(Inputs[i]!, poison);
        }

        return (new BackwardContext(
            [.. Inputs.Select((t, i) => t is null || needs.ReadsInput(i) ? t : Poisoned(t, poison))],
            [.. outputs.Select((t, i) => needs.ReadsOutput(i) ? t : Poisoned(t, poison))],
            upstream, gradients, Kink), gradients);
    }

    /// <summary>
    /// ⟨J v, w⟩ by central differences for input <paramref name="i"/> in the direction <paramref name="v"/>; null where
    /// two steps disagree, i.e. where there is a kink nearby, or where the operator is not defined.
    /// </summary>
    public double? Difference(int i, ModelTensor v, ModelTensor?[] w)
    {
        var (coarse, fine) = (At(Step), At(Step / 2));
        return double.IsFinite(coarse) && Math.Abs(coarse - fine) <= 1e-5 * (1 + Math.Abs(fine)) ? (4 * fine - coarse) / 3 : null;

        double At(double h) => (Along(h) - Along(-h)) / (2 * h);

        double Along(double h)
        {
            var moved = Inputs.ToArray();
            moved[i] = ModelTensor.Of<double>(v.Shape, [.. Inputs[i]!.ToDoubles().Zip(v.ToDoubles(), (x, d) => x + h * d)]);
            return Forward(moved).Zip(w).Sum(p => p.Second is null ? 0 : Dot(p.First, p.Second));
        }
    }

    /// <summary>Σ aᵢ·bᵢ.</summary>
    public static double Dot(ModelTensor a, ModelTensor b) => a.ToDoubles().Zip(b.ToDoubles(), (x, y) => x * y).Sum();

    public override string ToString() => $"{Op} on {string.Join(", ", Inputs.Select(t => t is null ? "nothing" : t.ToString()))}, {Kink}";

    private static ModelTensor? Widen(ModelTensor? t) => t?.Type == ElementType.Float32 ? ModelTensor.Of<double>(t.Shape, t.ToDoubles()) : t;

    private static ModelTensor Poisoned(ModelTensor like, byte poison)
    {
        var tensor = ModelTensor.Zeros(like.Type, like.Shape);
        tensor.Bytes.Fill(poison);
        return tensor;
    }
}
