using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Relumine.LibTorch;

/// <summary>A step of training by SGD with momentum 0.9 and cross-entropy, over 16 batches in turn.</summary>
internal static class Training
{
    private const int Batches = 16;

    public static Action Step(string network, int batch, double rate)
    {
        var (model, sample, classes) = Make(network);
        model.train();
        var optimizer = optim.SGD(model.parameters(), rate, momentum: 0.9);
        var data = new (Tensor X, Tensor Labels)[Batches];
        for (var i = 0; i < Batches; i++)
        {
            data[i] = (rand([batch, .. sample]) - 0.5, randint(classes, [batch], dtype: ScalarType.Int64));
        }

        var turn = 0;
        return () =>
        {
            using var scope = NewDisposeScope();
            var (x, labels) = data[turn++ % Batches];
            optimizer.zero_grad();
            functional.cross_entropy(model.forward(x), labels).backward();
            optimizer.step();
        };
    }

    private static (Module<Tensor, Tensor> Model, long[] Sample, int Classes) Make(string name)
    {
        switch (name)
        {
            case "cnn":
                return (
                    Sequential(
                        Conv2d(1, 32, 3, padding: 1), ReLU(), MaxPool2d(2), Conv2d(32, 64, 3, padding: 1), ReLU(), MaxPool2d(2), Flatten(), Linear(3136, 128),
                        ReLU(), Linear(128, 10)),
                    [1, 28, 28],
                    10);
            case "resnet20":
                return (Residual(), [3, 32, 32], 10);
            case "depthwise":
                return (Depthwise(), [3, 32, 32], 10);
        }

        var widths = Array.ConvertAll(name.Split(','), int.Parse);
        var layers = new List<Module<Tensor, Tensor>>();
        for (var i = 1; i < widths.Length; i++)
        {
            layers.Add(Linear(widths[i - 1], widths[i]));
            if (i + 1 < widths.Length)
            {
                layers.Add(ReLU());
            }
        }

        return (Sequential(layers), [widths[0]], widths[^1]);
    }

    // He et al. 2015, arXiv:1512.03385, section 4.2, n = 3; where the size halves, a convolution of 1 × 1 on the way around.
    private static Module<Tensor, Tensor> Residual()
    {
        var layers = new List<Module<Tensor, Tensor>> { Conv2d(3, 16, 3, padding: 1, bias: false), BatchNorm2d(16), ReLU() };
        var from = 16;
        foreach (var channels in (int[])[16, 16, 16, 32, 32, 32, 64, 64, 64])
        {
            layers.Add(new Block(from, channels));
            from = channels;
        }

        layers.AddRange([AdaptiveAvgPool2d(1), Flatten(), Linear(64, 10)]);
        return Sequential(layers);
    }

    // Howard et al. 2017, arXiv:1704.04861, cut down to 32 × 32: a plain convolution, then five pairs of depthwise and pointwise ones.
    private static Module<Tensor, Tensor> Depthwise()
    {
        var layers = new List<Module<Tensor, Tensor>> { Conv2d(3, 32, 3, padding: 1, bias: false), BatchNorm2d(32), ReLU() };
        var from = 32;
        foreach (var (channels, stride) in ((int, int)[])[(64, 1), (128, 2), (128, 1), (256, 2), (256, 1)])
        {
            layers.AddRange([
                Conv2d(from, from, 3, stride, 1, groups: from, bias: false), BatchNorm2d(from), ReLU(),
                Conv2d(from, channels, 1, bias: false), BatchNorm2d(channels), ReLU()]);
            from = channels;
        }

        layers.AddRange([AdaptiveAvgPool2d(1), Flatten(), Linear(256, 10)]);
        return Sequential(layers);
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> _body;
        private readonly Module<Tensor, Tensor> _around;

        public Block(int from, int channels)
            : base("block")
        {
            var stride = from == channels ? 1 : 2;
            _body = Sequential(
                Conv2d(from, channels, 3, stride, 1, bias: false), BatchNorm2d(channels), ReLU(), Conv2d(channels, channels, 3, padding: 1, bias: false),
                BatchNorm2d(channels));
            _around = stride == 1 ? Identity() : Sequential(Conv2d(from, channels, 1, stride, bias: false), BatchNorm2d(channels));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => functional.relu(_body.forward(input) + _around.forward(input));
    }
}
