using System.Text.Json;
using Relumine.Data.Formats;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Graph.Tensors;
using Relumine.Onnx;
using Relumine.Onnx.TestCases;
using Relumine.Testing;

namespace Relumine.Engine.Tests.Inference;

/// <summary>Trained networks from elsewhere against numbers that were computed elsewhere.</summary>
public class RealModelTests
{
    private const string Mnist = "data/mnist/t10k-images-idx3-ubyte.gz";

    public static TheoryData<string, string> Counted => new()
    {
        { "mnist-net_256x2", Mnist },
        { "acasxu_1_1", "data/acasxu-uniform-20000x5.npy" },
        { "acasxu_1_2", "data/acasxu-uniform-20000x5.npy" },
        { "acasxu_1_3", "data/acasxu-uniform-20000x5.npy" },
        { "acasxu_1_4", "data/acasxu-uniform-20000x5.npy" },
        { "acasxu_1_5", "data/acasxu-uniform-20000x5.npy" },
        { "lindex", "data/unit-interval-20001x1.npy" },
    };

    [SharedTheory("models", "data")]
    [InlineData("mnist-net_256x2")]
    [InlineData("acasxu_1_1")]
    [InlineData("lindex")]
    [InlineData("cartpole")]
    [InlineData("godot_ScoreTheGoal")]
    [InlineData("godot_BallChase")]
    public void DenseModelsGiveTheirReferenceOutputsInBothPrecisions(string name)
    {
        foreach (var precision in new ElementType?[] { null, ElementType.Float64 })
        {
            Reproduce(name, precision);
        }
    }

    private static void Reproduce(string name, ElementType? precision)
    {
        var test = OnnxTestCase.Find(Shared.Path("models/" + name)).ShouldHaveSingleItem();
        var model = OnnxModel.Load(test.ModelPath);
        foreach (var set in test.Sets)
        {
            var inputs = set.LoadInputs(model.Graph);
            var shapes = model.Graph.Inputs.Zip(inputs).ToDictionary(p => p.First.Name, p => p.Second.Shape);
            using var plan = Plan.Compile(model, new PlanOptions { Precision = precision }, shapes);
            var outputs = plan.Outputs.Select(o => ModelTensor.Zeros(o.Type, o.Shape)).ToArray();
            plan.Run(1, precision is null ? inputs : [.. inputs.Select(i => ModelTensor.Of<double>(i.Shape, i.ToDoubles()))], outputs);
            foreach (var (actual, expected) in outputs.Zip(set.LoadOutputs()))
            {
                actual.Shape.ShouldBe(expected.Shape);
                foreach (var (a, e) in actual.ToDoubles().Zip(expected.ToDoubles()))
                {
                    Math.Abs(a - e).ShouldBeLessThanOrEqualTo(1e-5 + 1e-3 * Math.Abs(e));
                }
            }
        }
    }

    [SharedTheory("models", "data")]
    [MemberData(nameof(Counted))]
    public void InDoublePrecisionEveryUnitFiresAsOftenAsWasCounted(string name, string data)
    {
        var expected = Expected(name);
        var layers = Watch<double>(name, data, out _);
        foreach (var (layer, counts) in layers.Zip(expected))
        {
            layer.Name.ShouldBe(counts.Name);
            layer.Statistics.Fired.ShouldBe(counts.Fired);
        }
    }

    [SharedTheory("models", "data")]
    [MemberData(nameof(Counted))]
    public void InSinglePrecisionTheSameUnitsAreDeadAndAlwaysOn(string name, string data)
    {
        var expected = Expected(name);
        var layers = Watch<float>(name, data, out _);
        layers.Count.ShouldBe(expected.Count);
        foreach (var (layer, counts) in layers.Zip(expected))
        {
            layer.Kind.ShouldBe(LayerKind.Dense);
            var samples = layer.Statistics.Samples;
            for (var unit = 0; unit < layer.Units; unit++)
            {
                var (fired, exact) = (layer.Statistics.Fired[unit], counts.Fired[unit]);
                Math.Abs(fired - exact).ShouldBeLessThanOrEqualTo(1, $"{layer.Name}, unit {unit}");
                (fired == 0).ShouldBe(exact == 0, $"{layer.Name}, unit {unit}");
                (fired == samples).ShouldBe(exact == samples, $"{layer.Name}, unit {unit}");
            }
        }
    }

    [SharedFact("models", "data")]
    public void Of10000Digits9808AreRight()
    {
        Watch<float>("mnist-net_256x2", Mnist, out var outputs);
        var labels = new DataFormats().Open(Shared.Path("data/mnist/t10k-labels-idx1-ubyte.gz")).Inputs.Single().ReadAll<long>().Values<long>().ToArray();
        var right = 0;
        for (var sample = 0; sample < labels.Length; sample++)
        {
            var scores = outputs.AsSpan(sample * 10, 10);
            right += scores.IndexOf(scores.ToArray().Max()) == labels[sample] ? 1 : 0;
        }

        right.ShouldBe(9808);
    }

    private static IReadOnlyList<ObservedLayer> Watch<T>(string name, string data, out double[] outputs)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var model = OnnxModel.Load(Path.Combine(Shared.Path("models/" + name), "model.onnx"));
        using var source = new DataFormats().Open(Shared.Path(data));
        var x = source.Inputs.Single().ReadAll<T>();
        if (data == Mnist)
        {
            foreach (ref var pixel in x.Values<T>())
            {
                pixel /= T.CreateChecked(255);
            }
        }

        var samples = x.Shape[0];
        using var plan = Plan.Compile(model, new PlanOptions
        {
            Observe = Observation.Firing,
            Threads = 2,
            Precision = typeof(T) == typeof(double) ? ElementType.Float64 : null,
        });
        var y = ModelTensor.Zeros(plan.Outputs[0].Type, new Shape(samples, plan.Outputs[0].SampleLength));
        plan.Run(samples, [x], [y]);
        outputs = y.ToDoubles();
        return plan.Layers;
    }

    private static List<(string Name, long[] Fired)> Expected(string model)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Shared.Path("models/" + model), "units.json")));
        return [.. document.RootElement.GetProperty("layers").EnumerateArray().Select(l =>
            (l.GetProperty("relu").GetString()!, l.GetProperty("firingCounts").EnumerateArray().Select(c => c.GetInt64()).ToArray()))];
    }
}
