using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Indexing;

/// <summary>
/// The places of the elements that are not 0, a column each (ONNX NonZero). How many there are decides the shape, so the input has to
/// be known when shapes are derived.
/// </summary>
public sealed record NonZero : Op
{
    /// <inheritdoc/>
    public override string Type => "NonZero";

    /// <inheritdoc/>
    public override int Since => 9;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 1);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 9;

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var x = context.NeedConstant(0, "the tensor");
        var count = 0;
        for (var i = 0; i < x.Length; i++)
        {
            count += x.NumberAt(i) != 0 ? 1 : 0;
        }

        // A single number counts as a vector of one.
        context.Output(0, ElementType.Int64, new Shape(Math.Max(1, x.Shape.Rank), count));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Setting;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var (x, y) = (context.Input(0), context.Output(0));
        var places = y.Values<long>();
        var (count, at) = (y.Shape[1], 0);
        for (var i = 0; i < x.Length; i++)
        {
            if (x.NumberAt(i) == 0)
            {
                continue;
            }

            var rest = i;
            for (var d = y.Shape[0] - 1; d >= 0; d--)
            {
                var size = x.Shape.Rank == 0 ? 1 : x.Shape[d];
                places[d * count + at] = rest % size;
                rest /= size;
            }

            at++;
        }
    }
}
