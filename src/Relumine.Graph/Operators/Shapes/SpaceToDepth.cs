using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>Blocks of positions become channels: [N, C, H, W] ↔ [N, C·b², H/b, W/b] (ONNX SpaceToDepth).</summary>
/// <param name="BlockSize">The side b of a block.</param>
public sealed record SpaceToDepth(int BlockSize = 1) : Op
{
    /// <inheritdoc/>
    public override string Type => "SpaceToDepth";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 1);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 1;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => new SpaceToDepth(reader.Axis("blocksize", 1));

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        writer.Int("blocksize", BlockSize);
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Input(0);
        if (shape.Rank != 4 || BlockSize < 1 || shape[2] % BlockSize != 0 || shape[3] % BlockSize != 0)
        {
            throw context.Fail($"the positions of {shape} do not fall into blocks of {BlockSize} × {BlockSize}");
        }

        long block = BlockSize;
        context.Output(0, type, context.Possible([shape[0], shape[1] * block * block, shape[2] / block, shape[3] / block]));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    internal override Interval? Bounds(BoundsContext context) => context[0];

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) => axis == 0 ? 0 : null;

    internal override ICarrier? Carrier(Node node, IShapes shapes) => new AxisCarrier("mixes units and positions");

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var nest = Blocks.Nest(context.Input(0).Shape, BlockSize, false, false);
        Copying.Strided(context.Input(0), context.Output(0), ref nest);
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Nothing;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context)
    {
        var nest = Blocks.Nest(context.InputGradient(0).Shape, BlockSize, false, true);
        Copying.Strided(context.OutputGradient(0), context.InputGradient(0), ref nest);
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.OnlyVaries(0);
}
