using Relumine.Graph.Errors;
using Relumine.Graph.Operators.Passes;

namespace Relumine.Graph.Operators.Catalogue;

/// <summary>
/// An operator that could not be read, with the reason. It stands for its node in a graph where other values are wanted: who needs what
/// it makes is told the reason.
/// </summary>
/// <param name="Name">The operator's name in the file.</param>
/// <param name="Reason">Why it could not be read, and what to do.</param>
public sealed record UnreadOp(string Name, string Reason) : Op
{
    /// <inheritdoc/>
    public override string Type => Name;

    /// <inheritdoc/>
    public override void Write(NodeWriter writer) => throw new UnsupportedException(Reason);

    /// <inheritdoc/>
    public override void Infer(InferenceContext context) => throw new UnsupportedException(Reason);

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => throw new UnsupportedException(Reason);
}
