using Relumine.Graph.Operators;

namespace Relumine.Graph.Trimming.Carriers;

/// <summary>Says why no unit can be followed through a node, in the operator's own words.</summary>
/// <param name="reason">Why, to be read after the node.</param>
internal sealed class Refusal(string reason) : ICarrier
{
    /// <inheritdoc/>
    public string? Trace(Node node, IUnitMap map) => reason;

    /// <inheritdoc/>
    public void Edit(Node node, ITrimEdit edit)
    {
    }
}
