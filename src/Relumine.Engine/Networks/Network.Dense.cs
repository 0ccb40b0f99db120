using Relumine.Engine.Learning.Initializers;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Networks;

/// <content>Dense layers.</content>
public sealed partial class Network
{
    /// <summary>A layer whose every unit adds up all inputs, weighted: W·x + b. Samples must be vectors; see <see cref="Flatten"/>.</summary>
    /// <param name="units">The number of units, 1 or more.</param>
    /// <param name="initializer">How the weights [units, inputs] begin; null for what <see cref="Build"/> says.</param>
    /// <param name="bias">How the biases begin; null for what <see cref="Build"/> says.</param>
    /// <param name="rate">The factor on the learning rate of weights and biases; 0 freezes them.</param>
    public Network Dense(int units, Initializer? initializer = null, InitialBias? bias = null, double rate = 1) => Dense(units, initializer, bias, rate, null);

    private Network Dense(int units, Initializer? initializer, InitialBias? bias, double rate, double? gain, string kind = "dense")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        bias?.Check(units, "A dense layer");
        if (SampleShape.Rank != 1)
        {
            throw Misfit("A dense layer", "it takes vectors; put Flatten in between");
        }

        var inputs = SampleShape[0];
        var weight = new WeightRequest("weight", WeightRole.Weight, Possible(units, inputs))
        {
            FanIn = inputs,
            FanOut = units,
            Initializer = initializer,
            Gain = gain,
            Rate = Factor(rate),
        };
        return Then(kind, new Gemm(TransB: true), [weight, .. Biases(units, bias, rate)]);
    }

    private static WeightRequest[] Biases(int units, InitialBias? bias, double rate) =>
        bias is { Exists: false }
            ? []
            : [new WeightRequest("bias", WeightRole.Bias, new Shape(units))
            {
                Values = bias?.Initializer is null ? bias?.Values : null,
                Initializer = bias?.Initializer,
                Rate = rate,
            }];

    private static double Factor(double rate) =>
        rate >= 0 && double.IsFinite(rate) ? rate : throw new ArgumentOutOfRangeException(nameof(rate), rate, "The factor must be finite and 0 or more.");

    // Shapes with too many elements are errors of their own; this says which layer is too large.
    private static Shape Possible(params ReadOnlySpan<int> dims)
    {
        try
        {
            return new Shape(dims);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException("The weights of the layer are too many. " + e.Message, e);
        }
    }
}
