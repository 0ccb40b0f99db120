namespace Relumine.Engine.Learning.Initializers;

/// <summary>N(μ, σ²), whatever the layer is like.</summary>
/// <param name="Deviation">σ, 0 or more.</param>
/// <param name="Mean">μ.</param>
public sealed record Normal(double Deviation = 0.01, double Mean = 0) : Initializer
{
    /// <inheritdoc/>
    public override bool IsSymmetric => Mean == 0;

    /// <inheritdoc/>
    public override string Name => "normal";

    /// <inheritdoc/>
    public override string Summary => "Normal with a given deviation and mean, whatever the layer is like";

    /// <inheritdoc/>
    public override void Fill(Span<float> weights, in InitializerContext context)
    {
        Draw.Normal(weights, Deviation, context.Random);
        Draw.Shift(weights, Mean);
    }
}
