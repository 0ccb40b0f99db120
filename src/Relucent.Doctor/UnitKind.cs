namespace Relucent;

/// <summary>What a unit of a layer is.</summary>
public enum UnitKind
{
    /// <summary>A neuron: one value per sample.</summary>
    Dense,

    /// <summary>A channel of a convolution: one value per sample and position. It fires on a sample if it fires at any position.</summary>
    Channel,
}
