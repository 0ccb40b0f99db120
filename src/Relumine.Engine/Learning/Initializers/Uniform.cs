namespace Relumine.Engine.Learning.Initializers;

/// <summary>Evenly from [μ − a, μ + a), whatever the layer is like.</summary>
/// <param name="Bound">a, 0 or more.</param>
/// <param name="Mean">μ, the middle.</param>
public sealed record Uniform(double Bound = 0.05, double Mean = 0) : Initializer
{
    /// <inheritdoc/>
    public override bool IsSymmetric => Mean == 0;

    /// <inheritdoc/>
    public override string Name => "uniform";

    /// <inheritdoc/>
    public override string Summary => "Even between two bounds around a mean, whatever the layer is like";

    /// <inheritdoc/>
    public override void Fill(Span<float> weights, in InitializerContext context)
    {
        Draw.Uniform(weights, Bound, context.Random);
        Draw.Shift(weights, Mean);
    }
}
