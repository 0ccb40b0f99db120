using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Reductions;

/// <summary>Running results along the axis that input 1 gives.</summary>
/// <param name="Exclusive">Whether a result leaves out the element at its own place.</param>
/// <param name="Reverse">Whether results run from the end.</param>
public abstract record CumulatingOp(bool Exclusive, bool Reverse) : Op
{
    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => Since;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => this with { Exclusive = reader.Flag("exclusive"), Reverse = reader.Flag("reverse") };

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Exclusive)
        {
            writer.Int("exclusive", 1);
        }

        if (Reverse)
        {
            writer.Int("reverse", 1);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Need(0, Kinds.Number);
        if (context.Need(1, Kinds.Integer).Shape.ElementCount != 1)
        {
            throw context.Fail("the axis is not a single number");
        }

        context.Axis(context.NeedConstant(1, "the axis").IntegerAt(0), shape.Rank);
        context.Output(0, type, shape);
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 0 ? InputRole.Data : InputRole.Setting;

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        input == 0 && shapes.Constant(node.Inputs[1]) is { } along
        && InferenceRules.Axis(along.IntegerAt(0), shapes[node.Inputs[0]].Shape.Rank) != axis ? axis : null;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new AxisCarrier("runs along the axis of the units");

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.AllInputs;

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) =>
        context.Constant(1) is { } axis && context.StacksAxis(axis.IntegerAt(0));

    /// <summary>How many elements of input 0 an element of the result is made of at most.</summary>
    private protected static double MostTerms(BoundsContext context)
    {
        var axis = context.Constant(1) is { } along ? InferenceRules.Axis(along.IntegerAt(0), context.ShapeOf(0).Rank) : -1;
        return axis < 0 ? context.ShapeOf(0).ElementCount : context.ShapeOf(0)[axis];
    }

    /// <summary>The lines of numbers that run along an axis.</summary>
    /// <param name="Length">The places of a line.</param>
    /// <param name="Inner">From a place of a line to the next.</param>
    private protected readonly record struct Lines(int Length, int Inner)
    {
        /// <summary>Those of a shape.</summary>
        public static Lines Of(Shape shape, ModelTensor along)
        {
            var axis = InferenceRules.Axis(along.IntegerAt(0), shape.Rank);
            return new(shape[axis], shape.Product(axis + 1, shape.Rank));
        }

        /// <summary>How many there are among so many numbers.</summary>
        public int Count(int numbers) => Length == 0 ? 0 : numbers / Length;

        /// <summary>The first place of a line, from the front or from the end, and the step to the next.</summary>
        public (int First, int Step) Start(int line, bool reverse) =>
            (line / Inner * Inner * Length + line % Inner + (reverse ? (Length - 1) * Inner : 0), reverse ? -Inner : Inner);
    }
}
