namespace Relumine.Learning;

/// <summary>Normal with variance 2/(fan in + fan out), whatever follows (Glorot &amp; Bengio 2010, AISTATS).</summary>
public sealed record GlorotNormal : FanInitialiser
{
    /// <inheritdoc/>
    public override string Name => "glorotNormal";

    /// <inheritdoc/>
    public override string Summary => "Normal with variance 2/(fan in + fan out), whatever follows (Glorot & Bengio 2010, AISTATS)";

    /// <inheritdoc/>
    public override double Variance(in InitialiserContext context) => 2.0 / (context.FanIn + (double)context.FanOut);

    /// <inheritdoc/>
    public override void Fill(Span<float> weights, in InitialiserContext context) => FillNormal(weights, context);
}
