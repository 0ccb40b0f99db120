using System.Numerics;
using Relumine.Engine.Program;
using Relumine.Kernels.Products.Convolutions;

namespace Relumine.Engine.Inference;

/// <summary>Makes planes of a value whose channels are side by side, for those who read it as the graph says.</summary>
internal sealed class PlanesPlan(Value sideBySide, Value planes) : StepPlan
{
    public override IEnumerable<Value> Reads => [sideBySide];

    public override IEnumerable<Value> Writes => [planes];

    public override Step Build(int capacity, ObservationSlots slots) => planes.Type.Type.As(new Maker(sideBySide, planes));

    private sealed class Maker(Value from, Value to) : IFloatingVisitor<Step>
    {
        public Step Visit<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => new Planes<T>(from, to);
    }

    private sealed class Planes<T>(Value from, Value to) : Step
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly int _channels = to.Type.Shape[1];
        private readonly int _positions = to.Type.Shape.Product(2, to.Type.Shape.Rank);

        public override void Run(Workspace workspace) =>
            Convolution.ToPlanes(workspace.Elements<T>(from), _positions, _channels, workspace.Elements<T>(to));
    }
}
