using Relumine.Graph.Tensors;

namespace Relumine.Engine.Networks;

/// <summary>What a weight of a layer is for.</summary>
public enum WeightRole
{
    /// <summary>The factors of a product: a matrix, or the taps of a convolution.</summary>
    Weight,

    /// <summary>What is added to each unit.</summary>
    Bias,

    /// <summary>The slope of PReLU where it is negative.</summary>
    Slope,

    /// <summary>The factor of a normalisation.</summary>
    Scale,

    /// <summary>What a normalisation adds.</summary>
    Shift,

    /// <summary>The running mean of a batch normalisation: follows the data, is not learned by gradient.</summary>
    Mean,

    /// <summary>The running variance of a batch normalisation: follows the data, is not learned by gradient.</summary>
    Variance,

    /// <summary>A number or a list that says what an operator does, e.g. the shape of a Reshape.</summary>
    Setting,
}

/// <summary>A weight of a network, for those who want to speak of layers.</summary>
/// <param name="Name">Its name in the model, e.g. <c>dense1.weight</c>.</param>
/// <param name="Layer">The name of the layer, which is that of its node and of the value that it makes, e.g. <c>dense1</c>.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="FanIn">How many numbers a unit adds up; 0 where that has no meaning.</param>
/// <param name="FanOut">To how many numbers an input contributes; 0 where that has no meaning.</param>
public sealed record LayerWeight(string Name, string Layer, WeightRole Role, Shape Shape, int FanIn, int FanOut)
{
    /// <summary>The factor on the learning rate; 0 if the weight stays as it is (frozen).</summary>
    public double Rate { get; init; } = 1;

    /// <summary>Whether it is learned by gradient, unless it is frozen.</summary>
    public bool IsLearned => Role is not (WeightRole.Mean or WeightRole.Variance or WeightRole.Setting);
}
