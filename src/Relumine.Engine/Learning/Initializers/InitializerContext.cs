using Relumine.Graph.Tensors;
using Relumine.Kernels.Calculus;
using Relumine.Kernels.Randomness;

namespace Relumine.Engine.Learning.Initializers;

/// <summary>What an initialiser knows of a layer.</summary>
/// <param name="Shape">The shape of the weights; the units are axis 0.</param>
/// <param name="FanIn">How many numbers a unit adds up.</param>
/// <param name="FanOut">To how many numbers an input contributes.</param>
/// <param name="Gain">1/√E f(z)² of the activation f that follows, for z ~ N(0, 1); see <see cref="Moments.Gain"/>. 1 for none.</param>
/// <param name="Random">The random numbers of this weight.</param>
public readonly record struct InitializerContext(Shape Shape, int FanIn, int FanOut, double Gain, CounterRandom Random);

/// <summary>Which direction keeps its scale: see <see cref="InitializerContext"/>.</summary>
public enum Fan
{
    /// <summary>The signal on its way forward: divide by the number of inputs.</summary>
    In,

    /// <summary>The gradient on its way back: divide by the number of outputs.</summary>
    Out,
}
