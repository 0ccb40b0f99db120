using System.Numerics;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Indexing;

/// <summary>The numbers from a start up to but without a limit in equal steps (ONNX Range; inputs: start, limit, delta).</summary>
public sealed record Range : Op
{
    /// <inheritdoc/>
    public override string Type => "Range";

    /// <inheritdoc/>
    public override int Since => 11;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (3, 3);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 11;

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        string[] names = ["the start", "the limit", "the step"];
        var type = context.Need(0, Kinds.Number).Type;
        var given = new ModelTensor[3];
        for (var i = 0; i < 3; i++)
        {
            given[i] =
                context.NeedLikeFirst(i).Shape.ElementCount == 1 ? context.NeedConstant(i, names[i]) : throw context.Fail($"{names[i]} is not a single number");
        }

        var count = type.IsFloat()
            ? Math.Ceiling((given[1].NumberAt(0) - given[0].NumberAt(0)) / given[2].NumberAt(0))
            : Steps(given[0].IntegerAt(0), given[1].IntegerAt(0), given[2].IntegerAt(0));
        if (!double.IsFinite(count))
        {
            throw context.Fail("the step is 0, or the bounds are not finite");
        }

        context.Output(0, type, context.Possible([(long)Math.Max(count, 0)]));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Setting;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var (start, step, y) = (context.Input(0), context.Input(2), context.Output(0));
        switch (y.Type)
        {
            case ElementType.Float32:
                Fill(start.Values<float>()[0], step.Values<float>()[0], y.Values<float>());
                break;
            case ElementType.Float64:
                Fill(start.Values<double>()[0], step.Values<double>()[0], y.Values<double>());
                break;
            case ElementType.Int64:
                Fill(start.Values<long>()[0], step.Values<long>()[0], y.Values<long>());
                break;
            default:
                Fill(start.Values<int>()[0], step.Values<int>()[0], y.Values<int>());
                break;
        }
    }

    // Exact where doubles are not.
    private static double Steps(long start, long limit, long step) =>
        step == 0 ? double.NaN : (double)(((Int128)limit - start + step - Math.Sign(step)) / step);

    private static void Fill<T>(T start, T step, Span<T> y) where T : INumber<T>
    {
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = start + T.CreateTruncating(i) * step;
        }
    }
}
