using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Indexing;

/// <summary>The elements from a start up to an end along some axes, in steps that may be negative (ONNX Slice; inputs: data, starts, ends, axes,
/// steps).</summary>
public sealed record Slice : Op
{
    /// <inheritdoc/>
    public override string Type => "Slice";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (3, 5);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 10;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        if (reader.Version >= 10)
        {
            return this;
        }

        reader.Lift(1, ModelTensor.Vector<long>(reader.Ints("starts") ?? []));
        reader.Lift(2, ModelTensor.Vector<long>(reader.Ints("ends") ?? []));
        if (reader.Ints("axes") is { } axes)
        {
            reader.Lift(3, ModelTensor.Vector<long>(axes));
        }

        return this;
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Input(0);
        string[] names = ["", "the starts", "the ends", "the axes", "the steps"];
        var given = new ModelTensor?[5];
        for (var i = 1; i < 5; i++)
        {
            if (context.HasInput(i))
            {
                context.Need(i, Kinds.Integer);
                given[i] = context.NeedConstant(i, names[i]);
                if (given[i]!.Length != given[1]!.Length)
                {
                    throw context.Fail($"there are {given[1]!.Length} starts, but {names[i]} are {given[i]!.Length}");
                }
            }
        }

        if (given[3] is not null)
        {
            // No axis may be named twice.
            AxisSet.Of(context, 3, shape.Rank);
        }

        var dims = shape.Dims.ToArray();
        for (var i = 0; i < given[1]!.Length; i++)
        {
            var axis = context.Axis(given[3]?.IntegerAt(i) ?? i, shape.Rank);
            if (given[4]?.IntegerAt(i) == 0)
            {
                throw context.Fail($"the step along axis {axis} is 0");
            }

            dims[axis] = Part(given[1]!, given[2]!, given[4], i, shape[axis]).Count;
        }

        context.Output(0, type, new Shape(dims));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 0 ? InputRole.Data : InputRole.Setting;

    internal override Interval? Bounds(BoundsContext context) => context[0];

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis)
    {
        if (input > 0 || shapes.Constant(node.Inputs[1]) is not { } starts)
        {
            return null;
        }

        var axes = node.Inputs.Count > 3 ? shapes.Constant(node.Inputs[3]) : null;
        var rank = shapes[node.Inputs[0]].Shape.Rank;
        return Enumerable.Range(0, starts.Length).Any(i => InferenceRules.Axis(axes?.IntegerAt(i) ?? i, rank) == axis) ? null : axis;
    }

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new AxisCarrier("cuts units out");

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var (x, y) = (context.Input(0), context.Output(0));
        var nest = Places(
            x.Shape,
            y.Shape,
            context.Input(1),
            context.Input(2),
            context.HasInput(3) ? context.Input(3) : null,
            context.HasInput(4) ? context.Input(4) : null,
            backwards: false,
            out var first
        );
        if (y.Length > 0)
        {
            Copying.Strided(x, y, ref nest, first);
        }
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => new BackwardNeeds(~1u, 0);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context)
    {
        var (g, dx) = (context.OutputGradient(0), context.InputGradient(0));
        var nest = Places(
            dx.Shape,
            g.Shape,
            context.Input(1),
            context.Input(2),
            context.HasInput(3) ? context.Input(3) : null,
            context.HasInput(4) ? context.Input(4) : null,
            backwards: true,
            out var first
        );
        dx.Bytes.Clear();
        if (g.Length > 0)
        {
            Copying.Strided(g, dx, ref nest, 0, first);
        }
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context)
    {
        if (!context.OnlyVaries(0) || !context.StacksRows || context.Constant(1) is not { } starts)
        {
            return false;
        }

        var axes = context.Constant(3);
        for (var i = 0; i < starts.Length; i++)
        {
            if (InferenceRules.Axis(axes?.IntegerAt(i) ?? i, context.Input(0).Rank) == 0)
            {
                return false;
            }
        }

        return !context.HasInput(3) || axes is not null;
    }

    // Starts and ends beyond the tensor are moved to its border, as in NumPy; a step beyond it takes one element.
    private static (int Start, int Step, int Count) Part(ModelTensor starts, ModelTensor ends, ModelTensor? steps, int i, int size)
    {
        var step = Math.Clamp(steps?.IntegerAt(i) ?? 1, -int.MaxValue, int.MaxValue);
        var (start, end) = (FromFront(starts.IntegerAt(i)), FromFront(ends.IntegerAt(i)));
        (start, end) = step > 0
            ? (Math.Clamp(start, 0, size), Math.Clamp(end, 0, size))
            : (Math.Clamp(start, -1, size - 1), Math.Clamp(end, -1, size - 1));
        var count = Math.Max(0, step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step);
        return ((int)start, count > 1 ? (int)step : 1, (int)count);

        long FromFront(long index) => index < 0 ? Math.Max(index, -int.MaxValue) + size : index;
    }

    // Operand A are the elements of x that are taken and operand B those of y, or the other way round.
    private static Nest Places(Shape x, Shape y, ModelTensor starts, ModelTensor ends, ModelTensor? axes, ModelTensor? steps, bool backwards, out int first)
    {
        var nest = default(Nest);
        first = 0;
        for (var d = 0; d < x.Rank; d++)
        {
            var stride = Nest.Stride(x, d);
            var step = 1;
            for (var i = 0; i < starts.Length; i++)
            {
                if (InferenceRules.Axis(axes?.IntegerAt(i) ?? i, x.Rank) == d)
                {
                    (var start, step, _) = Part(starts, ends, steps, i, x[d]);
                    first += start * stride;
                }
            }

            var (from, to) = (stride * step, Nest.Stride(y, d));
            nest.Add(y[d], backwards ? to : from, backwards ? from : to);
        }

        return nest;
    }
}
