using Relumine.Engine.Training.Steps;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Normalizations;
using Relumine.Graph.Operators.Windows;

namespace Relumine.Engine.Training.Patterns;

/// <summary>
/// Which values may have the channels of a position side by side while a network learns: those that only steps read which know what to do with them.
/// </summary>
internal static class SideBySide
{
    /// <summary>Whether all that reads a value can take it so.</summary>
    public static bool IsRead(string value, TrainingDraft draft) =>
        !draft.IsOutput(value) && draft.Readers(value) is { Count: > 0 } readers && readers.All(r => CanRead(r, value, draft));

    /// <summary>
    /// What <see cref="NormalizationPattern"/> makes one step of, if a node begins such: a batch normalization right behind a
    /// convolution, the sum with another branch, and the rectifier.
    /// </summary>
    public static NormalizedNodes? NodesOf(Node node, TrainingDraft draft)
    {
        if (node.Op is not BatchNormalization || draft.OnlyReader(node.Inputs[0]) != node || node.Outputs.Count(o => o.Length > 0) != 1
            || !node.Inputs.Skip(1).All(i => draft.Shapes.Constant(i) is not null)
            || draft.MakerOf(node.Inputs[0]) is not (>= 0 and var maker) || ConvolutionPattern.GeometryOf(draft.Nodes[maker], draft) is null)
        {
            return null;
        }

        var output = node.Outputs[0];
        if (draft.OnlyReader(output) is { Op: Add } sum && Other(sum, output) is { } residual && IsThere(residual, node, draft)
            && draft.Shapes[residual].Equals(draft.Shapes[output]))
        {
            var activation = Rectifier(sum.Outputs[0], draft);
            if (IsRead((activation ?? sum).Outputs[0], draft))
            {
                return new NormalizedNodes(node, sum, residual, activation);
            }
        }

        return new NormalizedNodes(node, null, null, Rectifier(output, draft));
    }

    private static bool CanRead(Node reader, string value, TrainingDraft draft) => reader.Inputs.Count(i => i == value) == 1 && reader.Op switch
    {
        Add => Other(reader, value) is { } other && draft.MakerOf(other) is >= 0 and var maker
            && NodesOf(draft.Nodes[maker], draft) is { } nodes && nodes.Sum == reader && nodes.Residual == value,
        BatchNormalization => reader.Inputs[0] == value && NodesOf(reader, draft) is not null,
        GlobalAveragePool => true,
        _ => reader.Inputs[0] == value && ConvolutionPattern.GeometryOf(reader, draft) is not null,
    };

    private static string? Other(Node sum, string value) =>
        sum.Inputs[0] == value ? sum.Inputs[1] == value ? null : sum.Inputs[1] : sum.Inputs[0];

    // Whether a value is made before a node is run.
    private static bool IsThere(string value, Node node, TrainingDraft draft) =>
        draft.Shapes.Varies(value) && draft.MakerOf(value) is >= 0 and var maker && maker < draft.MakerOf(node.Outputs[0]);

    private static Node? Rectifier(string value, TrainingDraft draft) =>
        draft.OnlyReader(value) is { Op: Activate { Type: "Relu" } } next
        && next.Op.GradientNeeds(draft.KinkOf(next)) is { } needs && needs.ReadsOutput(0) ? next : null;
}

/// <summary>The nodes of one normalization.</summary>
/// <param name="Node">The batch normalization.</param>
/// <param name="Sum">The sum with another branch, or null.</param>
/// <param name="Residual">What is added, or null.</param>
/// <param name="Activation">The rectifier, or null.</param>
internal sealed record NormalizedNodes(Node Node, Node? Sum, string? Residual, Node? Activation)
{
    /// <summary>The name of what the last of them gives.</summary>
    public string Output => (Activation ?? Sum ?? Node).Outputs[0];
}
