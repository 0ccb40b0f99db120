namespace Relumine.Engine.Learning.Initializers;

/// <summary>Normal with variance 1/fan, whatever follows; the start of self-normalising networks (LeCun, Bottou, Orr &amp; Müller 1998, Neural Networks: Tricks
/// of the Trade).</summary>
/// <param name="Fan">Which direction keeps its scale.</param>
public sealed record LecunNormal(Fan Fan = Fan.In) : FanInitializer
{
    /// <inheritdoc/>
    public override string Name => "lecunNormal";

    /// <inheritdoc/>
    public override string Summary =>
        "Normal with variance 1/fan, whatever follows; the start of self-normalising networks (LeCun, Bottou, Orr & Müller 1998, Neural Networks: "
            + "Tricks of the Trade)";

    /// <inheritdoc/>
    public override double Variance(in InitializerContext context) => 1.0 / Count(Fan, context);

    /// <inheritdoc/>
    public override void Fill(Span<float> weights, in InitializerContext context) => FillNormal(weights, context);
}
