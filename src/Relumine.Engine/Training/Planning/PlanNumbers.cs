using System.Numerics;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Program;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Training.Planning;

/// <summary>What a training plan asks of values whose numbers have the plan's type.</summary>
internal abstract class PlanNumbers
{
    /// <summary>Makes it for values of a type in some memory.</summary>
    public static PlanNumbers Of(ElementType type, Workspace memory) => type.As(new Maker(memory));

    /// <summary>The mean loss of an output; its gradient is written where one is wanted.</summary>
    public abstract double Loss(Loss loss, int samples, Value output, in Targets targets, Value? gradient);

    /// <summary>Whether every number of a value is finite.</summary>
    public abstract bool AreFinite(Value value);

    private sealed class Maker(Workspace memory) : IFloatingVisitor<PlanNumbers>
    {
        public PlanNumbers Visit<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => new Typed<T>(memory);
    }

    private sealed class Typed<T>(Workspace memory) : PlanNumbers
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public override double Loss(Loss loss, int samples, Value output, in Targets targets, Value? gradient) =>
            loss.Evaluate<T>(samples, memory.Elements<T>(output), targets, gradient is null ? default : memory.Elements<T>(gradient));

        public override bool AreFinite(Value value) => Finite.All<T>(memory.Elements<T>(value));
    }
}
