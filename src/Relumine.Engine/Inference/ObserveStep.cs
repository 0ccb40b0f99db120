using System.Numerics;
using Relumine.Engine.Program;

namespace Relumine.Engine.Inference;

/// <summary>Observes the pre-activations and activations of a layer in memory, where no fused step saw them pass.</summary>
internal sealed class ObservePlan(int layer, Value preActivation, Value activation, int axis) : StepPlan
{
    private readonly UnitsInMemory _units = new(preActivation, activation, axis);

    public override IEnumerable<Value> Reads => [preActivation, activation];

    public override IEnumerable<Value> Writes => [];

    public override Step Build(int capacity, ObservationSlots slots) => preActivation.Type.Type.As(new Maker(layer, _units, slots));

    private sealed class Maker(int layer, UnitsInMemory units, ObservationSlots slots) : IFloatingVisitor<Step>
    {
        public Step Visit<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => new Observe<T>(layer, units, slots);
    }

    private sealed class Observe<T>(int layer, UnitsInMemory units, ObservationSlots slots) : Step
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public override void Run(Workspace workspace) => units.Observe<T>(workspace, slots.Of(layer, workspace));
    }
}
