using System.Numerics;
using Relumine.Engine.Program;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Probes;

namespace Relumine.Engine.Training.Planning;

/// <summary>Looks at the units of a layer in memory, where no fused step saw them pass.</summary>
internal sealed class WatchStep(int layer, Value preActivation, Value activation, int axis) : TrainingStep
{
    public override string Name => "watching " + activation.Name;

    public override IEnumerable<Value> Reads => [preActivation, activation];

    public override IEnumerable<Value> Writes => [];

    public override BackwardPass? PlanBackward(GradientLedger ledger) => null;

    public override void Forward(TrainingPass pass)
    {
        if (pass.Statistics(layer) is { } statistics)
        {
            if (preActivation.Type.Type == ElementType.Float64)
            {
                Look<double>(pass, statistics);
            }
            else
            {
                Look<float>(pass, statistics);
            }
        }
    }

    private void Look<T>(TrainingPass pass, UnitStatistics statistics)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shape = preActivation.Type.Shape;
        var (outer, inner) = shape.Rank == 0 ? (1, 1) : (shape.Product(0, axis), shape.Product(axis + 1, shape.Rank));
        UnitObserver.Observe<T>(pass.Memory.Elements<T>(preActivation), pass.Memory.Elements<T>(activation), pass.Samples, outer, inner, statistics);
    }
}
