using System.Text.Json;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Doctor.Audits;
using Relumine.Graph.Tensors;
using Relumine.Onnx;
using Relumine.Testing;

namespace Relumine.Doctor.Tests.Audits;

/// <summary>Real trained networks, unit by unit, against counts computed elsewhere in double precision.</summary>
public class RealNetworkTests
{
    public static TheoryData<string, string> Networks => new()
    {
        { "mnist-net_256x2", "data/mnist/t10k-images-idx3-ubyte.gz" },
        { "acasxu_1_1", "data/acasxu-uniform-20000x5.npy" },
        { "acasxu_1_2", "data/acasxu-uniform-20000x5.npy" },
        { "acasxu_1_3", "data/acasxu-uniform-20000x5.npy" },
        { "acasxu_1_4", "data/acasxu-uniform-20000x5.npy" },
        { "acasxu_1_5", "data/acasxu-uniform-20000x5.npy" },
        { "lindex", "data/unit-interval-20001x1.npy" },
    };

    [SharedTheory("models", "data")]
    [MemberData(nameof(Networks))]
    public void InDoubleEveryCountIsEqual(string network, string data)
    {
        var layers = Examine(network, data, ElementType.Float64).Layers;

        foreach (var (expected, actual) in Expected(network).Zip(layers, (e, a) => (e, a)))
        {
            actual.Name.ShouldBe(expected.Name);
            actual.FiringCounts.ShouldBe(expected.Counts);
            actual.Dead.ShouldBe(expected.Dead);
            actual.AlwaysOn.ShouldBe(expected.AlwaysOn);
        }

        layers.Count.ShouldBe(Expected(network).Count);
    }

    [SharedTheory("models", "data")]
    [MemberData(nameof(Networks))]
    public void InFloatTheDeadAndTheAlwaysOnAreTheSameAndNoCountDiffersByMoreThanOne(string network, string data)
    {
        var result = Examine(network, data, null);

        foreach (var (expected, actual) in Expected(network).Zip(result.Layers, (e, a) => (e, a)))
        {
            actual.DeadUnits.ShouldBe(Enumerable.Range(0, actual.Units).Where(u => expected.Counts[u] == 0));
            actual
                .Details.Where(d => d.FiringRate == 1)
                .Select(d => d.Index)
                .ShouldBe(Enumerable.Range(0, actual.Units).Where(u => expected.Counts[u] == actual.Samples));
            actual.FiringCounts.Zip(expected.Counts, (a, e) => Math.Abs(a - e)).Max().ShouldBeLessThanOrEqualTo(1);
        }
    }

    [SharedFact("models/mnist-net_256x2/model.onnx", "data/mnist/t10k-labels-idx1-ubyte.gz")]
    public void ReadsDigitsAsWellAsItWasTrainedTo()
    {
        var result = Examine("mnist-net_256x2", "data/mnist/t10k-images-idx3-ubyte.gz", null, "data/mnist/t10k-labels-idx1-ubyte.gz");

        result.Accuracy.ShouldBe(0.9808);
        result.Totals.Dead.ShouldBe(173);
        result.Findings.ShouldNotContain(f => f.Id == "data-scale");
    }

    [SharedFact("models/mnist-net_256x2/model.onnx", "data/mnist/t10k-images-idx3-ubyte.gz")]
    public void PixelsThatWereNotScaledAreSuspected()
    {
        using var data = new DataFormats().Open(Shared.Path("data/mnist/t10k-images-idx3-ubyte.gz"));

        var result = Audit.Run(OnnxModel.Load(Shared.Path("models/mnist-net_256x2/model.onnx")), data.Inputs, options: new AuditOptions { Samples = 3000 });

        result.Findings.First(f => f.Id == "data-scale").Message.ShouldContain("divide them by 255");
        Headline.Of(result).Sentence.ShouldContain("scaled");
    }

    private static AuditResult Examine(string network, string path, ElementType? precision, string? labels = null)
    {
        var scaling = path.Contains("mnist") ? new Scaling { Divide = 255 } : null;
        using var data = new DataFormats().Open(Shared.Path(path), new DataOptions { Scaling = scaling });
        using var expected = labels is null ? null : new DataFormats().OpenLabels(Shared.Path(labels));
        return Audit.Run(
            OnnxModel.Load(Shared.Path($"models/{network}/model.onnx")), data.Inputs, expected?.Labels, new AuditOptions { Precision = precision });
    }

    private static List<(string Name, int Dead, int AlwaysOn, long[] Counts)> Expected(string network)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Shared.Path($"models/{network}/units.json")));
        return [.. document.RootElement.GetProperty("layers").EnumerateArray().Select(l => (
            l.GetProperty("relu").GetString()!,
            l.GetProperty("dead").GetInt32(),
            l.GetProperty("alwaysOn").GetInt32(),
            l.GetProperty("firingCounts").EnumerateArray().Select(c => c.GetInt64()).ToArray()))];
    }
}
