using System.Numerics;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;

namespace Relumine.Graph.Operators.Reductions;

/// <summary>
/// The k largest or smallest elements along an axis, and where they are (ONNX TopK; inputs: data, k). Of equal elements the first
/// comes first; NaN is smaller than every number.
/// </summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
/// <param name="Largest">Whether the largest are taken, not the smallest.</param>
/// <param name="Sorted">Whether they have to be in order; here they always are.</param>
public sealed record TopK(int Axis = -1, bool Largest = true, bool Sorted = true) : Op, INumberLoop<ForwardContext>
{
    /// <inheritdoc/>
    public override string Type => "TopK";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 11;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        if (reader.Version < 10)
        {
            reader.Lift(1, ModelTensor.Vector(reader.Int("k", 1)));
        }

        return new TopK(reader.Axis("axis", -1), reader.Flag("largest", true), reader.Flag("sorted", true));
    }

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Axis != -1)
        {
            writer.Int("axis", Axis);
        }

        if (!Largest)
        {
            writer.Int("largest", 0);
        }

        if (!Sorted)
        {
            writer.Int("sorted", 0);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Need(0, Kinds.Number);
        var axis = context.Axis(Axis, shape.Rank);
        if (context.Need(1, Kinds.Integer).Shape.ElementCount != 1)
        {
            throw context.Fail("k is not a single number");
        }

        var k = context.NeedConstant(1, "how many elements to take").IntegerAt(0);
        if (k < 0 || k > shape[axis])
        {
            throw context.Fail($"{k} of {shape[axis]} elements are to be taken");
        }

        context.Output(0, type, shape.With(axis, (int)k));
        context.Output(1, ElementType.Int64, shape.With(axis, (int)k));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 0 ? InputRole.Data : InputRole.Setting;

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        input == 0 && InferenceRules.Axis(Axis, shapes[node.Inputs[0]].Shape.Rank) != axis ? axis : null;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new AxisCarrier("chooses among units");

    internal override Interval? Bounds(BoundsContext context) => context[0];

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.StacksAxis(Axis);

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => NumberLoop.Run(this, context.Input(0).Type, context);

    void INumberLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        var x = context.Input(0);
        var axis = InferenceRules.Axis(Axis, x.Shape.Rank);
        var (length, inner) = (x.Shape[axis], x.Shape.Product(axis + 1, x.Shape.Rank));
        var count = (int)context.Input(1).IntegerAt(0);
        var heap = context.Scratch<int>(length);
        var values = context.HasOutput(0) ? context.Output(0).Values<T>() : default;
        var indices = context.HasOutput(1) ? context.Output(1).Values<long>() : default;
        for (var line = 0; length > 0 && line < x.Length / length; line++)
        {
            var (from, to) = (line / inner * inner * length + line % inner, line / inner * inner * count + line % inner);
            var order = new Order<T>(x.Values<T>()[from..], inner, Largest);
            order.Fill(heap);
            for (var i = 0; i < count; i++)
            {
                var next = order.Take(heap[..(length - i)]);
                if (!values.IsEmpty)
                {
                    values[to + i * inner] = order[next];
                }

                if (!indices.IsEmpty)
                {
                    indices[to + i * inner] = next;
                }
            }
        }
    }

    // A heap of places whose first is the next to take.
    private readonly ref struct Order<T>(ReadOnlySpan<T> line, int step, bool largest) where T : unmanaged, INumber<T>
    {
        private readonly ReadOnlySpan<T> _line = line;

        public T this[int i] => _line[i * step];

        public void Fill(Span<int> heap)
        {
            for (var i = 0; i < heap.Length; i++)
            {
                heap[i] = i;
            }

            for (var i = heap.Length / 2 - 1; i >= 0; i--)
            {
                Sink(heap, i);
            }
        }

        public int Take(Span<int> heap)
        {
            var first = heap[0];
            heap[0] = heap[^1];
            Sink(heap[..^1], 0);
            return first;
        }

        private void Sink(Span<int> heap, int at)
        {
            while (2 * at + 1 < heap.Length)
            {
                var child = 2 * at + 1;
                child += child + 1 < heap.Length && IsBefore(heap[child + 1], heap[child]) ? 1 : 0;
                if (!IsBefore(heap[child], heap[at]))
                {
                    return;
                }

                (heap[at], heap[child]) = (heap[child], heap[at]);
                at = child;
            }
        }

        private bool IsBefore(int a, int b)
        {
            var order = this[a].CompareTo(this[b]);
            return order == 0 ? a < b : order > 0 == largest;
        }
    }
}
