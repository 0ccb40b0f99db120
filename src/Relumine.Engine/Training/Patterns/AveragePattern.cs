using System.Numerics;
using Relumine.Engine.Program;
using Relumine.Engine.Training.Steps;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Windows;
using Relumine.Kernels.Normalizations;

namespace Relumine.Engine.Training.Patterns;

/// <summary>The mean of every channel where the channels of a position are side by side.</summary>
internal sealed class AveragePattern : ITrainingPattern
{
    /// <inheritdoc/>
    public TrainingStep? Match(Node node, TrainingDraft draft) => node.Op is GlobalAveragePool && draft.ValueOf(node.Inputs[0]) is { IsChannelsLast: true } x
        ? x.Type.Type.As(new Maker(node, x, draft))
        : null;

    private sealed class Maker(Node node, Value input, TrainingDraft draft) : IFloatingVisitor<TrainingStep>
    {
        public TrainingStep Visit<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var output = draft.ValueOf(node.Outputs[0]);
            if (draft.IsDifferentiated(input))
            {
                draft.Differentiate([output]);
            }

            return new Average<T>(node, input, output);
        }
    }

    private sealed class Average<T>(Node node, Value input, Value output) : TrainingStep
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public override string Name => $"GlobalAveragePool '{node.Name}'";

        public override IEnumerable<Value> Reads => [input];

        public override IEnumerable<Value> Writes => [output];

        public override void Forward(TrainingPass pass) =>
            ChannelAverage.Of<T>(pass.Memory.Elements<T>(input), pass.Samples, pass.Memory.Elements<T>(output));

        public override BackwardPass? PlanBackward(GradientLedger ledger) =>
            ledger.Upstream(output) is { } upstream && ledger.Contribution(input) is { } gradient
                ? new BackwardPass(Name, [upstream], [gradient], pass => ChannelAverage.Spread<T>(
                    pass.Memory.Elements<T>(upstream), pass.Samples, pass.Memory.Elements<T>(gradient)))
                : null;
    }
}
