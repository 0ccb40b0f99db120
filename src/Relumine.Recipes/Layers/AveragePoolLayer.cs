using Relumine.Engine.Networks;

namespace Relumine.Recipes.Layers;

/// <summary>The mean of each window.</summary>
public sealed record AveragePoolLayer : PoolLayer
{
    /// <inheritdoc/>
    public override string Name => "averagePool";

    /// <inheritdoc/>
    public override string Summary => "the mean of each window";

    private protected override Network Pool(Network network) => network.AveragePool(Kernel, Stride, Padding);
}
