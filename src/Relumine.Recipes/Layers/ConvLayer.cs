using System.Text.Json.Nodes;
using Relumine.Engine.Networks;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>A convolution; images without channels get one.</summary>
/// <param name="Channels">The number of output channels.</param>
/// <param name="Kernel">The taps along each dimension.</param>
/// <param name="Stride">The distance of neighbouring windows.</param>
/// <param name="Padding">How many zeros are added at each end.</param>
/// <param name="Dilation">The distance of neighbouring taps.</param>
/// <param name="Groups">Into how many groups the channels fall.</param>
public sealed record ConvLayer(int Channels = 1, int Kernel = 3, int Stride = 1, int Padding = 0, int Dilation = 1, int Groups = 1) : WeightedLayer
{
    /// <inheritdoc/>
    public override string Name => "conv";

    /// <inheritdoc/>
    public override string Summary => "a convolution; samples of two dimensions are taken as images with one channel";

    internal override string Shorthand => "channels";

    internal override Network Apply(Network network, RecipePlace place) =>
        WithChannels(network).Conv(Channels, Kernel, Stride, Padding, Dilation, Groups, Init, Biases, Rate);

    /// <summary>An image [rows, columns] as [1, rows, columns].</summary>
    internal static Network WithChannels(Network network) =>
        network.SampleShape is { Rank: 2 } image && network.IsInput ? network.Reshape(1, image[0], image[1]) : network;

    private protected override WeightedLayer ReadOwn(RecipeFields fields) => new ConvLayer(
        fields.Need("channels", "the number of output channels").Integer(1),
        fields.Integer("kernel", Kernel, 1),
        fields.Integer("stride", Stride, 1),
        fields.Integer("padding", Padding, 0),
        fields.Integer("dilation", Dilation, 1),
        fields.Integer("groups", Groups, 1));

    private protected override void WriteOwn(JsonObject json)
    {
        json.Put("channels", Channels);
        json.Put("kernel", Kernel);
        json.Put("stride", Stride.Unless(1));
        json.Put("padding", Padding.Unless(0));
        json.Put("dilation", Dilation.Unless(1));
        json.Put("groups", Groups.Unless(1));
    }
}
