using Relumine.Graph.Operators.Windows;

namespace Relumine.Engine.Networks;

/// <content>Pooling.</content>
public sealed partial class Network
{
    /// <summary>The largest number of each window.</summary>
    /// <param name="kernel">The number of taps along each dimension.</param>
    /// <param name="stride">The distance of neighbouring windows; null for <paramref name="kernel"/>, so that they do not overlap.</param>
    /// <param name="padding">How much is added at each end of each dimension; it never wins.</param>
    public Network MaxPool(int kernel, int? stride = null, int padding = 0)
    {
        CheckWindow("A max pooling", kernel, stride ?? kernel, padding);
        var spatial = SampleShape.Rank - 1;
        return Then("maxPool", new MaxPool(Each(kernel, spatial), Unless(1, stride ?? kernel, spatial), Unless(0, padding, 2 * spatial)), []);
    }

    /// <summary>The mean of each window; what is added at the ends does not count.</summary>
    /// <param name="kernel">The number of taps along each dimension.</param>
    /// <param name="stride">The distance of neighbouring windows; null for <paramref name="kernel"/>, so that they do not overlap.</param>
    /// <param name="padding">How much is added at each end of each dimension.</param>
    public Network AveragePool(int kernel, int? stride = null, int padding = 0)
    {
        CheckWindow("An average pooling", kernel, stride ?? kernel, padding);
        var spatial = SampleShape.Rank - 1;
        return Then("averagePool", new AveragePool(Each(kernel, spatial), Unless(1, stride ?? kernel, spatial), Unless(0, padding, 2 * spatial)), []);
    }

    /// <summary>The mean of each channel, as a vector.</summary>
    public Network GlobalAveragePool()
    {
        CheckWindow("A global average pooling", 1, 1, 0);
        return Then("globalAveragePool", new GlobalAveragePool(), []).Flatten();
    }

    /// <summary>The largest number of each channel, as a vector.</summary>
    public Network GlobalMaxPool()
    {
        CheckWindow("A global max pooling", 1, 1, 0);
        return Then("globalMaxPool", new GlobalMaxPool(), []).Flatten();
    }
}
