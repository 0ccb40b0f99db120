// The programs of README.md. A test compares the two, so that what stands there compiles; packaging runs them.
using Relumine.Data.Datasets;
using Relumine.Data.Formats;
using Relumine.Data.Generators;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Checkups.Protocol;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Networks;
using Relumine.Engine.Training;
using Relumine.Engine.Training.Examining;
using Relumine.Onnx;
using Relumine.Recipes;

namespace Relumine.House.Tests.Guides;

/// <summary>The samples in C#, a method each, in the order of README.md. They use the current folder.</summary>
internal static class ReadmeSample
{
    public static void Train()
    {
        // <README>
        var network = Network.Input(20).Dense(64).Relu().Dense(64).Relu().Dense(10);
        using var trainer = new Trainer(
            network.Build(seed: 1), Dataset.Of(new Blobs(samples: 1000)), validation: null,
            new TrainerOptions { Loss = new SoftmaxCrossEntropy(), Optimizer = new Adam(0.3) });
        foreach (var step in trainer.Steps())
        {
            if (step.EndsEpoch)
            {
                var epoch = trainer.History[^1];
                Console.WriteLine($"{step.Epoch}: loss {epoch.Loss:0.###}, {epoch.Layers.Sum(l => l.Killed)} units killed");
            }
        }

        OnnxModel.Save(trainer.ToModel(), "trained.onnx");

        // </README>
    }

    public static void Examine()
    {
        // <README>
        var checkup = Checkup.Run(Recipe.Read("recipe.json"));
        Console.WriteLine($"{checkup.Verdict}. {checkup.Story}");

        // </README>
    }

    public static void Inspect()
    {
        // <README>
        var model = OnnxModel.Load("model.onnx");
        using var data = new DataFormats().Open("data.npy");
        var audit = Audit.Run(model, data.Inputs);

        Console.WriteLine(Headline.Of(audit).Sentence);
        foreach (var layer in audit.Layers)
        {
            Console.WriteLine($"{layer.Name}: {layer.DeadUnits.Count} of {layer.Units} units never fired: {string.Join(", ", layer.DeadUnits)}");
        }

        // </README>
    }
}
