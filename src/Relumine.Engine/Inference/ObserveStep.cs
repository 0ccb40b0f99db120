using Relumine.Engine.Program;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Probes;

namespace Relumine.Engine.Inference;

/// <summary>Looks at the pre-activations and activations of a layer in memory, where no fused step saw them pass.</summary>
internal sealed class ObservePlan(int layer, Value preActivation, Value activation, int axis) : StepPlan
{
    public override IEnumerable<Value> Reads => [preActivation, activation];

    public override IEnumerable<Value> Writes => [];

    public override Step Build(int capacity, Observatory observatory) => preActivation.Type.Type == ElementType.Float64
        ? new Look<double>(layer, preActivation, activation, axis, observatory)
        : new Look<float>(layer, preActivation, activation, axis, observatory);

    private sealed class Look<T> : Step
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        private readonly int _layer;
        private readonly Value _z;
        private readonly Value _a;
        private readonly Observatory _observatory;
        private readonly int _outer;
        private readonly int _inner;

        public Look(int layer, Value z, Value a, int axis, Observatory observatory)
        {
            var shape = z.Type.Shape;
            (_layer, _z, _a, _observatory) = (layer, z, a, observatory);
            (_outer, _inner) = shape.Rank == 0 ? (1, 1) : (shape.Product(0, axis), shape.Product(axis + 1, shape.Rank));
        }

        public override void Run(Workspace workspace)
        {
            var statistics = _observatory.Slot(_layer, workspace);
            UnitObserver.Observe<T>(workspace.Elements<T>(_z), workspace.Elements<T>(_a), workspace.Samples, _outer, _inner, statistics);
        }
    }
}
