using Relumine.Graph.Errors;
using Relumine.Graph.Operators.Passes;

namespace Relumine.Graph.Operators.Control;

/// <summary>
/// An operator that chooses or repeats graphs. It never runs itself: once the shapes of a model's inputs are known, what is chosen or
/// repeated stands in its place.
/// </summary>
public abstract record ControlOp : Op
{
    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        throw new UnsupportedException(Refusal(context.Node));
    }

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) =>
        throw new NotSupportedException($"{Type} is replaced by what it chooses or repeats.");

    /// <inheritdoc/>
    public override void Write(NodeWriter writer) =>
        throw new UnsupportedException($"A model with {Type} cannot be saved. Export it with the control flow unrolled.");

    private static string Refusal(Node node) =>
        $"{node.Op.Type} '{node.Name}' is control flow that is not decided before the data are known. Export the model with it unrolled or decided.";
}
