namespace Relumine.Engine.Learning.Initializers;

/// <summary>How a network begins where its layers say nothing of their own.</summary>
/// <param name="Weights">How the weights of dense layers and convolutions are drawn.</param>
/// <param name="Bias">The bias of every unit, unless the initialiser draws biases itself (<see cref="Initializer.DrawsBiases"/>).</param>
/// <param name="Biases">How biases are drawn; null if all are <paramref name="Bias"/>.</param>
public sealed record Initialization(Initializer Weights, double Bias = 0, Initializer? Biases = null)
{
    /// <summary>He's normal weights and biases of 0.</summary>
    public static Initialization Default { get; } = new(new HeNormal());
}
