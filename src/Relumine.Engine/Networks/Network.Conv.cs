using Relumine.Engine.Learning.Initializers;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Networks;

/// <content>Convolutions.</content>
public sealed partial class Network
{
    /// <summary>A convolution over samples [channels, D₁ …] with one to three spatial dimensions; its units are its channels.</summary>
    /// <param name="channels">The number of output channels, 1 or more.</param>
    /// <param name="kernel">The number of taps along each dimension.</param>
    /// <param name="stride">The distance of neighbouring windows.</param>
    /// <param name="padding">How many zeros are added at each end of each dimension.</param>
    /// <param name="dilation">The distance of neighbouring taps.</param>
    /// <param name="groups">Into how many groups the channels fall that have nothing to do with each other.</param>
    /// <param name="initializer">How the weights [channels, input channels/groups, kernel …] begin; null for what <see cref="Build"/> says.</param>
    /// <param name="bias">How the biases begin; null for what <see cref="Build"/> says.</param>
    /// <param name="rate">The factor on the learning rate of weights and biases; 0 freezes them.</param>
    public Network Conv(
        int channels,
        int kernel,
        int stride = 1,
        int padding = 0,
        int dilation = 1,
        int groups = 1,
        Initializer? initializer = null,
        InitialBias? bias = null,
        double rate = 1
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dilation, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        CheckWindow("A convolution", kernel, stride, padding);
        bias?.Check(channels, "A convolution");
        var inputs = SampleShape[0];
        if (inputs % groups != 0 || channels % groups != 0)
        {
            throw Misfit("A convolution", FormattableString.Invariant($"{inputs} input and {channels} output channels cannot be divided into {groups} groups"));
        }

        var spatial = SampleShape.Rank - 1;
        var shape = Possible([channels, inputs / groups, .. Enumerable.Repeat(kernel, spatial)]);
        var taps = shape.Product(2, shape.Rank);
        var weight = new WeightRequest("weight", WeightRole.Weight, shape)
        {
            FanIn = inputs / groups * taps,
            FanOut = channels / groups * taps,
            Initializer = initializer,
            Rate = Factor(rate),
        };
        var op = new Conv(Each(kernel, spatial), Unless(1, stride, spatial), Unless(0, padding, 2 * spatial), Unless(1, dilation, spatial), Groups: groups);
        return Then("conv", op, [weight, .. Biases(channels, bias, rate)]);
    }

    private void CheckWindow(string layer, int kernel, int stride, int padding)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(kernel, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        if (SampleShape.Rank is < 2 or > 4)
        {
            throw Misfit(layer, "it takes [channels, D1], [channels, D1, D2] or [channels, D1, D2, D3]; put Reshape in between");
        }
    }

    private static int[] Each(int value, int count) => [.. Enumerable.Repeat(value, count)];

    // Attributes that say what ONNX takes for granted are left out.
    private static int[] Unless(int customary, int value, int count) => value == customary ? [] : Each(value, count);
}
