using System.Numerics;
using Relumine.Engine.Program;
using Relumine.Engine.Training.Steps;
using Relumine.Engine.Training.Weights;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Normalizations;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Training.Patterns;

/// <summary>
/// A batch normalization behind a convolution, with the sum of a residual block and the rectifier behind it: <c>BatchNormalization → Add → Relu</c>,
/// the channels of a position side by side.
/// </summary>
internal sealed class NormalizationPattern : ITrainingPattern
{
    /// <inheritdoc/>
    public TrainingStep? Match(Node node, TrainingDraft draft)
    {
        if (SideBySide.NodesOf(node, draft) is not { } nodes || !draft.ValueOf(node.Inputs[0]).IsChannelsLast)
        {
            return null;
        }

        if (nodes.Residual is not null && !draft.ValueOf(nodes.Residual).IsChannelsLast)
        {
            nodes = new NormalizedNodes(node, null, null, null);
        }

        var layer = -1;
        foreach (var absorbed in new[] { nodes.Sum, nodes.Activation }.OfType<Node>())
        {
            draft.Absorb(absorbed);
        }

        if (nodes.Activation is { } activation)
        {
            layer = draft.Observe(activation);
        }

        var output = draft.ValueOf(nodes.Output);
        output.IsChannelsLast = SideBySide.IsRead(nodes.Output, draft);
        var place = new NormalizationPlace(
            nodes, (BatchNormalization)node.Op, draft.ValueOf(node.Inputs[0]), nodes.Residual is null ? null : draft.ValueOf(nodes.Residual), output, layer);
        return output.Type.Type.As(new Maker(place, draft));
    }

    private sealed class Maker(NormalizationPlace place, TrainingDraft draft) : IFloatingVisitor<TrainingStep>
    {
        public TrainingStep Visit<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var node = place.Nodes.Node;
            draft.Differentiate([place.Output]);
            var parameters = Enumerable.Range(1, 2).Select(i => draft.IsTrainable(node.Inputs[i])
                ? (PlainParameter<T>)draft.Plain(node.Inputs[i], i == 1 ? ParameterRole.Weight : ParameterRole.Bias, node)
                : null).ToArray();
            var statistics = Enumerable.Range(1, 4).Select(i => draft.ValueOf(node.Inputs[i]).Constant!).ToArray();
            return new NormalizationTraining<T>(place, parameters, statistics, draft);
        }
    }
}

/// <summary>Where a normalization is in the graph.</summary>
/// <param name="Nodes">What it is made of.</param>
/// <param name="Op">The operator.</param>
/// <param name="Input">x, its channels side by side.</param>
/// <param name="Residual">What is added to what was normalized, its channels side by side, or null.</param>
/// <param name="Output">What the last of the nodes gives.</param>
/// <param name="Layer">The observed layer, or −1.</param>
internal sealed record NormalizationPlace(NormalizedNodes Nodes, BatchNormalization Op, Value Input, Value? Residual, Value Output, int Layer);
