// The programs that pages other than README.md show. A test compares the two, so that what stands there compiles.
using System.Diagnostics.Metrics;
using Relumine.Data.Datasets;
using Relumine.Data.Formats;
using Relumine.Data.Generators;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Watch;
using Relumine.Engine.Inference;
using Relumine.Engine.Networks;
using Relumine.Engine.Program;
using Relumine.Geometry;
using Relumine.Geometry.Bounds;
using Relumine.Geometry.Views;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Sweeps;
using Relumine.Onnx;
using Relumine.OnnxRuntime;
using Relumine.Recipes;
using Relumine.Recipes.Runs;
using Relumine.Reports.Pages;

namespace Relumine.House.Tests.Guides;

/// <summary>The programs of guides and of the packages' pages, a method each.</summary>
internal static class PageSamples
{
    public static void TrainARecipe(CancellationToken cancellation)
    {
        // <docs/training.md>
        using var run = TrainingRun.Prepare(Recipe.Read("recipes/lessons/kink/lambda-half.json"), threads: 2);
        foreach (var step in run.Steps(cancellation))
        {
            if (step.EndsEpoch)
            {
                var record = run.Trainer.History[^1];
                Console.WriteLine($"{step.Epoch}: {record.Loss}, {record.Layers.Sum(l => l.Killed)} killed");
            }
        }

        OnnxModel.Save(run.ToModel(), "model.onnx");

        // </docs/training.md>
    }

    public static void WatchALoop(float[] z, float[] dz, int samples, double loss)
    {
        // <docs/watching.md>
        using var watch = new TrainingWatch();
        var hidden = watch.Layer("hidden", ActivationCatalogue.Find("Relu")!, units: 64);
        // in the loop, after the forward and the backward pass:
        hidden.ObservePreActivations(z, samples);
        hidden.ObserveGradients(dz);
        foreach (var finding in watch.EndStep(loss))
        {
            Console.WriteLine(finding.Message);
        }

        // </docs/watching.md>
    }

    public static void ListenToTheMeter()
    {
        // <docs/metrics.md>
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == "Relumine")
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
            Console.WriteLine($"{instrument.Name} {(tags.Length > 0 ? tags[0].Value : "")}: {value}"));
        listener.Start();
        // in the loop, as often as you like:
        listener.RecordObservableInstruments();

        // </docs/metrics.md>
    }

    public static void Data()
    {
        // <src/Relumine.Data/README.md>
        using (var file = new DataFormats().Open("data.npy"))
        {
            var source = file.Inputs[0];
            Console.WriteLine($"{source.Samples} samples of {source.SampleShape}, {source.Type}");
        }

        var spiral = Dataset.Of(new Spiral(samples: 300, classes: 3));
        Console.WriteLine($"{spiral.Samples} samples of {spiral.Classes} classes");

        // </src/Relumine.Data/README.md>
    }

    public static void Doctor()
    {
        // <src/Relumine.Doctor/README.md>
        var model = OnnxModel.Load("model.onnx");
        using var data = new DataFormats().Open("data.npy");
        foreach (var finding in Audit.Run(model, data.Inputs).Findings)
        {
            Console.WriteLine($"{finding.Severity}: {finding.Message}");
        }

        // </src/Relumine.Doctor/README.md>
    }

    public static void Engine()
    {
        // <src/Relumine.Engine/README.md>
        var model = Network.Input(4).Dense(8).Relu().Dense(2).Build(seed: 1);
        using var plan = Plan.Compile(model, new PlanOptions { Threads = 2, Observe = Observation.Full });
        var x = ModelTensor.Of<float>(new Shape(3, 4), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        var y = ModelTensor.Zeros(ElementType.Float32, new Shape(3, 2));
        plan.Run(samples: 3, [x], [y]);
        Console.WriteLine(string.Join(" ", y.ToDoubles()));
        Console.WriteLine($"{plan.Layers[0].Name} has {plan.Layers[0].Units} units");

        // </src/Relumine.Engine/README.md>
    }

    public static void Graph()
    {
        // <src/Relumine.Graph/README.md>
        var relu = new Activate(ActivationCatalogue.Find("Relu")!);
        Dimension[] dims = ["N", 3];
        var graph = new ModelGraph(
            "rectifiers",
            Inputs: new[] { new ValueInfo("x", ElementType.Float32, dims) },
            Outputs: new[] { new ValueInfo("y", ElementType.Float32, dims) },
            Nodes: new[] { new Node("relu", relu, new[] { "x" }, new[] { "y" }) });
        var model = new Model(graph, new Dictionary<string, ModelTensor>());
        Console.WriteLine($"{model.Graph.Inputs[0]} → {model.Graph.Nodes[0]}, {model.Parameters} parameters");

        // </src/Relumine.Graph/README.md>
    }

    public static void Kernels()
    {
        // <src/Relumine.Kernels/README.md>
        float[] x = [-2, 0, 3];
        var (y, slope) = (new float[3], new float[3]);
        Elementwise.ValueAndSlope(new LeakyRelu(0.1), Kink.Middle, x, y, slope);
        Console.WriteLine($"{string.Join(" ", y)}, slopes {string.Join(" ", slope)}");

        foreach (var activation in ActivationCatalogue.All)
        {
            Console.WriteLine($"{activation.Card.Title}: {activation.Card.Definition}, at 0 from the left {activation.SlopeFromLeft(0)}");
        }

        // </src/Relumine.Kernels/README.md>
    }

    public static void Onnx()
    {
        // <src/Relumine.Onnx/README.md>
        var model = OnnxModel.Load("model.onnx");
        foreach (var node in model.Graph.Nodes)
        {
            Console.WriteLine(node);
        }

        OnnxModel.Save(model, "copy.onnx");

        // </src/Relumine.Onnx/README.md>
    }

    public static void Recipes()
    {
        // <src/Relumine.Recipes/README.md>
        var recipe = Recipe.Parse("""
            { "data": { "spiral": { "samples": 300 } },
              "model": [ { "dense": 16 }, "relu", { "dense": 3 } ],
              "loss": "softmaxCrossEntropy", "optimizer": "adam", "epochs": 3 }
            """);
        using var run = TrainingRun.Prepare(recipe);
        run.Finish();
        Console.WriteLine($"loss {run.Trainer.History[^1].Loss:0.###}");

        var longer = recipe with { Epochs = 10 };
        Console.WriteLine(string.Join("; ", recipe.Difference(longer)));

        // </src/Relumine.Recipes/README.md>
    }

    public static void Reports()
    {
        // <src/Relumine.Reports/README.md>
        var model = OnnxModel.Load("model.onnx");
        using var data = new DataFormats().Open("data.npy");
        File.WriteAllText("report.html", AuditPage.Write(Audit.Run(model, data.Inputs)));

        // </src/Relumine.Reports/README.md>
    }

    public static void AnotherRuntime()
    {
        // <src/Relumine.OnnxRuntime/README.md>
        using var network = new OnnxRuntimeNetwork("model.onnx");
        using var data = new DataFormats().Open("data.npy");
        var result = Audit.Run(network, data.Inputs);
        foreach (var finding in result.Findings)
        {
            Console.WriteLine(finding.Message);
        }

        // </src/Relumine.OnnxRuntime/README.md>
    }

    public static void Geometry()
    {
        // <src/Relumine.Geometry/README.md>
        Dimension[] dims = [1, 1];
        var graph = new ModelGraph(
            "rectifier",
            Inputs: new[] { new ValueInfo("x", ElementType.Float32, dims) },
            Outputs: new[] { new ValueInfo("y", ElementType.Float32, dims) },
            Nodes: new[] { new Node("relu", new Activate(ActivationCatalogue.Find("Relu")!), new[] { "x" }, new[] { "y" }) });
        var view = PiecewiseLinearModel.Of(new Model(graph, new Dictionary<string, ModelTensor>()));
        foreach (var piece in Regions.OfInterval(view, -1, 1).Cells())
        {
            Console.WriteLine($"from {piece.Start} to {piece.End}: slope {piece.Slopes[0]}");
        }

        var (least, most) = (RegionBounds.LowerOfSerra(2, 8, 8), RegionBounds.UpperOfSerra(2, 8, 8));
        Console.WriteLine($"Two layers of eight units on two inputs can have {least} cells, and never more than {most}.");

        // </src/Relumine.Geometry/README.md>
    }
}
