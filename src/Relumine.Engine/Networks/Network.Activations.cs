using Relumine.Engine.Learning.Initializers;
using Relumine.Graph.Operators.Activations;
using Relumine.Kernels;
using Relumine.Kernels.Activations;

namespace Relumine.Engine.Networks;

/// <content>Activations: one method for each that is in common use, and <see cref="Activate(Activation, Kink?)"/> for all.</content>
public sealed partial class Network
{
    /// <summary>Any activation of <see cref="ActivationCatalogue"/>.</summary>
    /// <param name="activation">The function with its parameters.</param>
    /// <param name="kink">λ for this layer; null for the network's.</param>
    public Network Activate(Activation activation, Kink? kink = null)
    {
        ArgumentNullException.ThrowIfNull(activation);
        var name = activation.Card.Name;
        return Then(char.ToLowerInvariant(name[0]) + name[1..], new Activate(activation), [], kink);
    }

    /// <summary>Any activation of <see cref="ActivationCatalogue"/>, by its name or an alias, with its customary parameters.</summary>
    public Network Activate(string name, Kink? kink = null) => Activate(ActivationCatalogue.Create(name), kink);

    /// <summary>max(x, 0).</summary>
    public Network Relu(Kink? kink = null) => Activate(Activation.Of(Relumine.Kernels.Activations.Relu.Default), kink);

    /// <summary>x where x &gt; 0, otherwise α·x.</summary>
    public Network LeakyRelu(double alpha = 0.01, Kink? kink = null) => Activate(Activation.Of(new LeakyRelu(alpha)), kink);

    /// <summary>x where x &gt; 0, otherwise α·(eˣ − 1).</summary>
    public Network Elu(double alpha = 1, Kink? kink = null) => Activate(ActivationCatalogue.Create("Elu", alpha), kink);

    /// <summary>The scaled ELU of self-normalising networks; begin with <see cref="LecunNormal"/>.</summary>
    public Network Selu(Kink? kink = null) => Activate("Selu", kink);

    /// <summary>min(max(x, 0), 6).</summary>
    public Network Relu6(Kink? kink = null) => Activate("Relu6", kink);

    /// <summary>x·Φ(x).</summary>
    public Network Gelu() => Activate("Gelu");

    /// <summary>x·σ(x).</summary>
    public Network Silu() => Activate("Silu");

    /// <summary>x·tanh(ln(1 + eˣ)).</summary>
    public Network Mish() => Activate("Mish");

    /// <summary>ln(1 + eˣ).</summary>
    public Network Softplus() => Activate("Softplus");

    /// <summary>1/(1 + e⁻ˣ).</summary>
    public Network Sigmoid() => Activate("Sigmoid");

    /// <summary>The hyperbolic tangent.</summary>
    public Network Tanh() => Activate("Tanh");

    /// <summary>Exponentials divided by their sum, along the first axis of a sample: probabilities. Losses take the numbers in front of it.</summary>
    public Network Softmax() => Then("softmax", new Relumine.Graph.Operators.Activations.Softmax(1), []);
}
