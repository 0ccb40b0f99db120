using Relumine.Graph.Models;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Rewrites;

namespace Relumine.Doctor.Tests.Trimming;

/// <summary>Networks made from a seed: layers, sums, normalisations and values side by side in any order.</summary>
public class RandomTrimTests
{
    private const int Networks = 40;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Networks)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void DenseNetworksGiveTheSame(int seed)
    {
        var (sketch, random) = (new Sketch(seed), new Random(seed));
        List<(string Name, int Width)> values = [(Sketch.Input, 6)];
        for (var step = random.Next(3, 9); step > 0; step--)
        {
            var (name, width) = values[random.Next(values.Count)];
            values.Add(random.Next(5) switch
            {
                0 when values.FindLast(v => v.Width == width && v.Name != name) is { Name: { } other } => (sketch.Add(new Add(), name, other), width),
                1 when values[^1] is var last => (sketch.Add(new Concat(1), name, last.Name), width + last.Width),
                2 => (sketch.Normalize(name, width), width),
                _ => Layer(sketch, random, name, width),
            });
        }

        var outputs = values.Skip(1).TakeLast(2).Select(v => sketch.Dense(v.Name, v.Width, 3)).ToArray();

        Surgery.Trim(Needed(sketch.Build([6], outputs)), [6], graves: false);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ConvolutionalNetworksGiveTheSame(int seed)
    {
        int[] input = [2, 7, 7];
        var (sketch, random) = (new Sketch(seed), new Random(seed));
        List<(string Name, int Channels)> values = [(Sketch.Input, 2)];
        for (var step = random.Next(3, 8); step > 0; step--)
        {
            var (name, channels) = values[random.Next(values.Count)];
            values.Add(random.Next(8) switch
            {
                0 when values.FindLast(v => v.Channels == channels && v.Name != name) is { Name: { } other } => (sketch.Add(new Add(), name, other), channels),
                1 when values[^1] is var last => (sketch.Add(new Concat(1), name, last.Name), channels + last.Channels),
                2 => (sketch.Normalize(name, channels), channels),
                3 => (sketch.Add(new MaxPool(new[] { 3, 3 }, Pads: new[] { 1, 1, 1, 1 }), name), channels),
                4 when channels > 1 => (sketch.Add(new Conv(Pads: new[] { 1, 1, 1, 1 }, Groups: channels), name, sketch.Weight(channels, 1, 3, 3)), channels),
                _ => Channels(sketch, random, name, channels),
            });
        }

        var (end, width) = values[^1];
        var output = random.Next(2) == 0
            ? sketch.Dense(sketch.Add(new Flatten(), sketch.Add(new GlobalAveragePool(), end)), width, 3)
            : sketch.Dense(sketch.Add(new Flatten(), end), width * 49, 3);

        Surgery.Trim(Needed(sketch.Build(input, output)), input, graves: false);
    }

    // A node that leads nowhere goes, too, and what it read may then be computed together with what follows, which rounds.
    private static Model Needed(Model model) => new RemoveDeadNodes().Apply(model).Model;

    private static (string, int) Layer(Sketch sketch, Random random, string name, int width)
    {
        var units = random.Next(3, 10);
        return (sketch.Relu(sketch.Dense(name, width, units, Dead(random, units))), units);
    }

    private static (string, int) Channels(Sketch sketch, Random random, string name, int channels)
    {
        var units = random.Next(3, 8);
        return (sketch.Relu(sketch.Conv(name, channels, units, 1, Dead(random, units))), units);
    }

    private static int[] Dead(Random random, int units) => [.. Enumerable.Range(0, units).Where(_ => random.Next(3) == 0)];
}
