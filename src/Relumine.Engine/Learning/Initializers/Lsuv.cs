using Relumine.Engine.Networks;

namespace Relumine.Engine.Learning.Initializers;

/// <summary>
/// Layer-sequential unit variance (Mishkin &amp; Matas 2016, ICLR): orthogonal weights, and then, layer after layer, the
/// weights are divided by the deviation of what the layer gives for samples, until it is 1. Needs samples when the
/// network is built; see <see cref="Network.Build"/>.
/// </summary>
public sealed record Lsuv : Initializer
{
    /// <inheritdoc/>
    public override string Name => "lsuv";

    /// <inheritdoc/>
    public override string Summary =>
        "Orthogonal, then scaled layer after layer so that pre-activations of the data have variance 1 (Mishkin & Matas 2016, ICLR)";

    /// <inheritdoc/>
    public override bool LooksAtData => true;

    /// <inheritdoc/>
    public override void Fill(Span<float> weights, in InitializerContext context) => new Orthogonal(1).Fill(weights, context);
}
