namespace Relumine.Engine.Learning.Initializers;

/// <summary>An initialiser whose variance is gain² divided by a fan (He, LeCun), or 2 divided by both (Glorot).</summary>
public abstract record FanInitializer : Initializer
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <summary>The variance of a weight.</summary>
    public abstract double Variance(in InitializerContext context);

    private protected static int Count(Fan fan, in InitializerContext context) => fan == Fan.In ? context.FanIn : context.FanOut;

    private protected void FillNormal(Span<float> weights, in InitializerContext context) =>
        Draw.Normal(weights, Math.Sqrt(Variance(context)), context.Random);

    // The variance of an even distribution on [−a, a] is a²/3.
    private protected void FillUniform(Span<float> weights, in InitializerContext context) =>
        Draw.Uniform(weights, Math.Sqrt(3 * Variance(context)), context.Random);
}
