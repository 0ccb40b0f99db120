using Relumine.Data.Arrays;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Doctor.Audits;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Onnx;
using Relumine.Testing;
using Xunit.Abstractions;

namespace Relumine.OnnxRuntime.Tests;

/// <summary>Where both Relumine and ONNX Runtime can run a model, every unit fires as often with one as with the other.</summary>
public class AgreementTests(ITestOutputHelper output)
{
    private const int Samples = 8;

    // ONNX Runtime reads no file from before opsets.
    private static readonly string[] s_others = ["super_resolution"];

    public static TheoryData<string> Models =>
    [
        .. (Shared.Root is null ? [] : new[] { "models", "cases/models" })
            .SelectMany(f => Directory.GetFiles(Shared.Path(f), "*.onnx", SearchOption.AllDirectories))
            .Where(f => !s_others.Any(f.Contains) && IsOfRectifiers(f))
            .Select(f => Path.GetRelativePath(Shared.Root!, f)).Order(StringComparer.Ordinal),
    ];

    [SharedTheory("models")]
    [MemberData(nameof(Models))]
    public void EveryUnitFiresAsOften(string file)
    {
        var path = Shared.Path(file);
        var model = OnnxModel.Load(path, new OnnxLoadOptions { KeepUnread = true });
        using var runtime = new OnnxRuntimeNetwork(path, 1);
        var theirs = Audit.Run(runtime, Random(model));
        var ours = Audit.Run(model, Random(model), options: new AuditOptions { Threads = 1 });

        var byName = ours.Layers.ToDictionary(l => l.Name);
        var (compared, different) = (0, 0);
        foreach (var layer in theirs.Layers.Where(l => byName.ContainsKey(l.Name)))
        {
            var own = byName[layer.Name];
            (layer.Units, layer.Positions, layer.Samples, layer.Axis).ShouldBe((own.Units, own.Positions, own.Samples, own.Axis), layer.Name);
            foreach (var (a, b) in layer.Details.Zip(own.Details))
            {
                var isClose = Math.Abs(a.LargestPreActivation - b.LargestPreActivation) <= 1e-3 * Math.Max(1, own.LargestPreActivation);
                isClose.ShouldBeTrue($"{layer.Name}, unit {a.Index}: the largest sum is {a.LargestPreActivation} and {b.LargestPreActivation}");

                // In float a sum at the edge may be on either side of it, once.
                var difference = Math.Abs(layer.FiringCounts[a.Index] - own.FiringCounts[a.Index]);
                (difference <= 1).ShouldBeTrue(
                    $"{layer.Name}, unit {a.Index}: fires {layer.FiringCounts[a.Index]} and {own.FiringCounts[a.Index]} times of {own.Samples}");
                different += difference > 0 ? 1 : 0;
                compared++;
            }
        }

        output.WriteLine($"{compared} units, {different} of which differ, of {theirs.Layers.Count} layers; Relumine alone sees {ours.Layers.Count}");
        (compared > 0).ShouldBeTrue();
        (different <= compared / 1000).ShouldBeTrue($"{different} of {compared} units differ");
    }

    [SharedFact("models/mnist-net_256x2/model.onnx", "data/mnist/t10k-images-idx3-ubyte.gz")]
    public void TenThousandDigitsGiveTheSameVerdicts()
    {
        var path = Shared.Path("models/mnist-net_256x2/model.onnx");
        var options = new DataOptions { Scaling = new Scaling { Divide = 255 } };
        DataContents Open() => new DataFormats().Open(Shared.Path("data/mnist/t10k-images-idx3-ubyte.gz"), options);
        using var first = Open();
        using var second = Open();
        using var runtime = new OnnxRuntimeNetwork(path);

        var theirs = Audit.Run(runtime, first.Inputs);
        var ours = Audit.Run(OnnxModel.Load(path), second.Inputs);

        theirs.Totals.ShouldBe(ours.Totals);
        theirs.Layers.Select(l => l.Name).ShouldBe(ours.Layers.Select(l => l.Name));
        var differences = theirs.Layers.Zip(ours.Layers).SelectMany(p => p.First.FiringCounts.Zip(p.Second.FiringCounts, (a, b) => Math.Abs(a - b)));
        differences.Max().ShouldBeLessThanOrEqualTo(1);
    }

    // As many samples as fit: a fixed first dimension takes that many at once.
    private static DataSource[] Random(Model model)
    {
        var random = new Random(11);
        var batches = model.Graph.Inputs.Where(i => i.Dims.Count > 0).Select(i => i.Dims[0].Symbol).OfType<string>().ToHashSet();
        return [.. model.Graph.Inputs.Select(input =>
        {
            int[] dims = [.. input.Dims.Select((d, axis) => d.Size
                ?? (axis == 0 || (d.Symbol is { } symbol && batches.Contains(symbol)) ? model.Graph.Inputs.Count == 1 ? Samples : 1 : Length(d.Symbol)))];
            dims = dims is [1, ..] && model.Graph.Inputs.Count == 1 ? [Samples, .. dims[1..]] : dims;
            var tensor = ModelTensor.Zeros(ElementType.Float32, new Shape(dims));
            foreach (ref var number in tensor.Values<float>())
            {
                number = (float)random.NextDouble();
            }

            return tensor.AsData(input.Name);
        })];
    }

    // A piece of sound must be as long as one window; pictures may be small.
    private static int Length(string? symbol) => symbol == "sequence" ? 512 : 32;

    // Models whose inputs are float32 and of a size for tests, with rectifiers in the graph itself.
    private static bool IsOfRectifiers(string path)
    {
        var model = OnnxModel.Load(path, new OnnxLoadOptions { KeepUnread = true });
        return model.Graph.Nodes.Any(n => n.Op.IsActivation)
            && model.Graph.Inputs.All(i => i.Type == ElementType.Float32 && i.Dims.Aggregate(1.0, (size, d) => size * (d.Size ?? 1)) < 1 << 20);
    }
}
