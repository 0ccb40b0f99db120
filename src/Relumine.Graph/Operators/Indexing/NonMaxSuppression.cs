using Relumine.Graph.Errors;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Indexing;

/// <summary>
/// The boxes with the best scores of each class, without those that overlap a better one (ONNX NonMaxSuppression): boxes [N, B, 4] and scores
/// [N, classes, B] → rows of picture, class and box. How many there are decides the shape, so the inputs have to be known when shapes are
/// derived.
/// </summary>
/// <param name="FromCentre">Whether a box is given by its middle and its sizes, x first, and not by two corners, y first.</param>
public sealed record NonMaxSuppression(bool FromCentre = false) : Op
{
    /// <inheritdoc/>
    public override string Type => "NonMaxSuppression";

    /// <inheritdoc/>
    public override int Since => 10;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 5);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 10;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => new NonMaxSuppression(reader.Flag("center_point_box"));

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (FromCentre)
        {
            writer.Int("center_point_box", 1);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (boxes, scores) = (context.Need(0, Kinds.Float).Shape, context.Need(1, Kinds.Float).Shape);
        if (boxes.Rank != 3 || scores.Rank != 3 || boxes[2] != 4 || scores[0] != boxes[0] || scores[2] != boxes[1]
            || Enumerable.Range(2, 3).Any(i => context.HasInput(i) && context.Input(i).Shape.ElementCount != 1))
        {
            throw context.Fail($"the scores {scores} do not fit the boxes {boxes}, or a limit is not a single number");
        }

        string[] names = ["the boxes", "the scores", "the number of boxes", "the limit of overlap", "the limit of scores"];
        var inputs = names.Select((name, i) => context.HasInput(i) ? context.NeedConstant(i, name) : null).ToArray();
        context.Output(0, ElementType.Int64, new Shape(Choose(new Limits(inputs), inputs[0]!, inputs[1]!, new Memory(), []), 3));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Setting;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        ModelTensor? Given(int i) => context.HasInput(i) ? context.Input(i) : null;
        var limits = new Limits(Given(2), Given(3), Given(4));
        _ = Choose(limits, context.Input(0), context.Input(1), context.Kept<Memory>(), context.Output(0).Values<long>());
    }

    // The number of boxes that are chosen; their rows go where there is room for them.
    private int Choose(Limits limits, ModelTensor boxes, ModelTensor scores, Memory memory, Span<long> rows)
    {
        var (classes, all, count) = (scores.Shape[1], boxes.Shape[1], 0);
        memory.Fit(all);
        for (var line = 0; line < scores.Shape[0] * classes; line++)
        {
            var candidates = memory.Sort(scores, line * all, all, limits.LeastScore);
            var kept = 0;
            for (var i = 0; i < candidates && kept < limits.Most; i++)
            {
                var box = BoxOf(boxes, ((line / classes * all) + memory.Order[i]) * 4);
                if (!memory.Overlaps(box, kept, limits.Overlap))
                {
                    memory.Kept[kept++] = box;
                    if (rows.Length > 0)
                    {
                        (rows[count * 3], rows[(count * 3) + 1], rows[(count * 3) + 2]) = (line / classes, line % classes, memory.Order[i]);
                    }

                    count++;
                }
            }
        }

        return count;
    }

    private Box BoxOf(ModelTensor boxes, int at)
    {
        var (a, b, c, d) = ((float)boxes.NumberAt(at), (float)boxes.NumberAt(at + 1), (float)boxes.NumberAt(at + 2), (float)boxes.NumberAt(at + 3));
        return FromCentre ? new(a - (c / 2), b - (d / 2), a + (c / 2), b + (d / 2)) : new(Math.Min(b, d), Math.Min(a, c), Math.Max(b, d), Math.Max(a, c));
    }

    private readonly record struct Box(float Left, float Top, float Right, float Bottom)
    {
        private float Area => (Right - Left) * (Bottom - Top);

        // What both cover as a part of what one of them covers.
        public float Overlap(Box other)
        {
            var (width, height) = (Math.Min(Right, other.Right) - Math.Max(Left, other.Left), Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top));
            var both = width > 0 && height > 0 ? width * height : 0;
            var either = Area + other.Area - both;
            return both > 0 && either > 0 ? both / either : 0;
        }
    }

    private readonly record struct Limits(long Most, float Overlap, double LeastScore)
    {
        public Limits(ModelTensor? most, ModelTensor? overlap, ModelTensor? score)
            : this(most?.IntegerAt(0) ?? 0, (float)(overlap?.NumberAt(0) ?? 0), score?.NumberAt(0) ?? double.NegativeInfinity)
        {
        }

        public Limits(ModelTensor?[] inputs) : this(inputs[2], inputs[3], inputs[4])
        {
        }
    }

    private sealed class Memory
    {
        private double[] _scores = [];

        public int[] Order { get; private set; } = [];

        public Box[] Kept { get; private set; } = [];

        public void Fit(int boxes)
        {
            if (Order.Length < boxes)
            {
                (_scores, Order, Kept) = (new double[boxes], new int[boxes], new Box[boxes]);
            }
        }

        // The boxes above a score, the best first, the earlier of equal ones.
        public int Sort(ModelTensor scores, int from, int boxes, double least)
        {
            var count = 0;
            for (var i = 0; i < boxes; i++)
            {
                if (scores.NumberAt(from + i) is var score && score > least)
                {
                    (_scores[count], Order[count++]) = (-score, i);
                }
            }

            var keys = _scores.AsSpan(0, count);
            var order = Order.AsSpan(0, count);
            keys.Sort(order);
            for (int start = 0, i = 1; i <= count; i++)
            {
                if (i == count || keys[i] != keys[start])
                {
                    order[start..i].Sort();
                    start = i;
                }
            }

            return count;
        }

        public bool Overlaps(Box box, int kept, float most)
        {
            for (var i = 0; i < kept; i++)
            {
                if (Kept[i].Overlap(box) > most)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
