using System.Numerics;
using Relumine.Engine.Program;

namespace Relumine.Engine.Training.Steps;

/// <summary>Observes the units of a layer in memory, where no fused step saw them pass.</summary>
internal static class ObserveTraining
{
    /// <summary>The step.</summary>
    /// <param name="layer">The index of the layer.</param>
    /// <param name="preActivation">z.</param>
    /// <param name="activation">f(z).</param>
    /// <param name="axis">The axis of one sample that counts units.</param>
    public static TrainingStep Of(int layer, Value preActivation, Value activation, int axis) =>
        preActivation.Type.Type.As(new Maker(layer, new UnitsInMemory(preActivation, activation, axis)));

    private sealed class Maker(int layer, UnitsInMemory units) : IFloatingVisitor<TrainingStep>
    {
        public TrainingStep Visit<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => new Observe<T>(layer, units);
    }

    private sealed class Observe<T>(int layer, UnitsInMemory units) : TrainingStep
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public override string Name => "observing " + units.Activation.Name;

        public override IEnumerable<Value> Reads => [units.PreActivation, units.Activation];

        public override IEnumerable<Value> Writes => [];

        public override BackwardPass? PlanBackward(GradientLedger ledger) => null;

        public override void Forward(TrainingPass pass)
        {
            if (pass.Statistics(layer) is { } statistics)
            {
                units.Observe<T>(pass.Memory, statistics);
            }
        }
    }
}
