namespace Relumine.Engine.Learning.Initializers;

/// <summary>Normal with variance gain²/fan, which is 2/fan in front of a ReLU (He, Zhang, Ren &amp; Sun 2015, ICCV).</summary>
/// <param name="Fan">Which direction keeps its scale.</param>
public sealed record HeNormal(Fan Fan = Fan.In) : FanInitializer
{
    /// <inheritdoc/>
    public override string Name => "heNormal";

    /// <inheritdoc/>
    public override string Summary => "Normal with variance gain²/fan, which is 2/fan in front of a ReLU (He, Zhang, Ren & Sun 2015, ICCV)";

    /// <inheritdoc/>
    public override double Variance(in InitializerContext context) => context.Gain * context.Gain / Count(Fan, context);

    /// <inheritdoc/>
    public override void Fill(Span<float> weights, in InitializerContext context) => FillNormal(weights, context);
}
