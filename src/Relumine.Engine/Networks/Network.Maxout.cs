using Relumine.Engine.Learning.Initializers;
using Relumine.Graph.Operators.Reductions;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Networks;

/// <content>Maxout.</content>
public sealed partial class Network
{
    /// <summary>
    /// A dense layer in which every unit is the largest of several linear pieces (Goodfellow et al. 2013, ICML): Gemm,
    /// Reshape, ReduceMax.
    /// </summary>
    /// <param name="units">The number of units.</param>
    /// <param name="pieces">The number of linear pieces of each unit, 1 or more.</param>
    /// <param name="initializer">How the weights [units·pieces, inputs] begin; null for what <see cref="Build"/> says.</param>
    /// <param name="bias">How the biases of the pieces begin: one for all, or one for each piece of each unit.</param>
    /// <param name="rate">The factor on the learning rate of weights and biases; 0 freezes them.</param>
    public Network Maxout(int units, int pieces = 2, Initializer? initializer = null, InitialBias? bias = null, double rate = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pieces, 1);
        var linear = Dense(checked(units * pieces), initializer, bias, rate, MaximumGain.Of(pieces), "maxout");
        var pieced = linear.Reshape([units, pieces], (linear._node, "pieces"));
        var axes = ModelTensor.Vector<long>(2);
        var setting = new WeightRequest("axes", WeightRole.Setting, axes.Shape) { Fixed = axes };
        return new(Node("max", new ReduceMax(KeepDims: false), [pieced._node], [setting], partOf: (linear._node, "max")));
    }
}
