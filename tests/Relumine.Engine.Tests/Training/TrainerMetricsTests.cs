using System.Diagnostics.Metrics;
using Relumine.Data.Datasets;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Networks;
using Relumine.Engine.Training;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Tests.Training;

/// <summary>A run can be followed by whatever listens to meters.</summary>
public class TrainerMetricsTests
{
    [Fact]
    public void ARunPublishesItsLossStepsAndLayersUntilItIsDisposed()
    {
        var data = Dataset.OfValues("line", ModelTensor.Of<float>(new Shape(4, 1), -1f, 0, 1, 2), ModelTensor.Of<float>(new Shape(4, 1), 1f, 0, 1, 2));
        var model = Network.Input(1).Dense(3).Relu().Dense(1).Build(1);
        var trainer = new Trainer(model, data, null, new TrainerOptions { Loss = new MeanSquaredError(), Optimizer = new Sgd(0.01), Epochs = 3, Batch = 2 });
        StepResult last = default;
        foreach (var step in trainer.Steps())
        {
            last = step;
        }

        var seen = Listen();
        var layer = trainer.History[^1].Layers[0];
        seen.ShouldContain(("relumine.loss", null, last.Loss));
        seen.ShouldContain(("relumine.steps", null, 6));
        seen.ShouldContain(("relumine.units", layer.Name, 3));
        seen.ShouldContain(("relumine.dead_units", layer.Name, layer.Dead!.Value));
        seen.ShouldContain(("relumine.sparsity", layer.Name, layer.Sparsity));

        trainer.Dispose();
        Listen().ShouldNotContain(("relumine.loss", null, last.Loss));
    }

    // Other tests may train at the same time, so what is seen holds more than this run.
    private static List<(string Instrument, string? Layer, double Value)> Listen()
    {
        List<(string, string?, double)> seen = [];
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
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => seen.Add((i.Name, tags.Length > 0 ? tags[0].Value as string : null, value)));
        listener.SetMeasurementEventCallback<long>((i, value, _, _) => seen.Add((i.Name, null, value)));
        listener.Start();
        listener.RecordObservableInstruments();
        return seen;
    }
}
