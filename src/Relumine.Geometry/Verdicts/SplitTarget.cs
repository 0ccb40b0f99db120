namespace Relumine.Geometry.Verdicts;

/// <summary>A sum that splitting bounds: an element of a unit.</summary>
/// <param name="Case">The question it belongs to.</param>
/// <param name="Element">The element.</param>
/// <param name="Slack">An excess that is not worth splitting for: where a sum is largest along a crease and is at the knot there, no
/// number of parts would settle it.</param>
internal sealed record SplitTarget(UnitCase Case, int Element, double Slack)
{
    /// <summary>The layer.</summary>
    public int Layer => Case.Question.Layer;

    /// <summary>The knot.</summary>
    public double Knot { get; } = Case.Knot(Element);
}
