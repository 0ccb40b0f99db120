namespace Relumine.Engine.Learning.Initializers;

/// <summary>The same number everywhere. All units of a layer then learn the same: for experiments, not for use.</summary>
/// <param name="Value">The number.</param>
public sealed record Constant(double Value = 0) : Initializer
{
    /// <inheritdoc/>
    public override string Name => "constant";

    /// <inheritdoc/>
    public override string Summary => "The same number everywhere, so that all units of a layer learn the same; for experiments";

    /// <inheritdoc/>
    public override void Fill(Span<float> weights, in InitializerContext context) => weights.Fill((float)Value);
}
