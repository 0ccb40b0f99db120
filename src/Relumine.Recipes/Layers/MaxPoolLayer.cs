using Relumine.Engine.Networks;

namespace Relumine.Recipes.Layers;

/// <summary>The largest number of each window.</summary>
public sealed record MaxPoolLayer : PoolLayer
{
    /// <inheritdoc/>
    public override string Name => "maxPool";

    /// <inheritdoc/>
    public override string Summary => "the largest number of each window";

    private protected override Network Pool(Network network) => network.MaxPool(Kernel, Stride, Padding);
}
