using System.Text.Json;
using Relumine.Doctor.Causes;
using Relumine.Doctor.Findings;
using Relumine.Engine.Training.Examining;
using Relumine.Engine.Training.Steps;
using Relumine.Kernels.Calculus;
using Relumine.Live.Events;
using Relumine.Recipes.Layers;
using Relumine.Recipes.Runs;

namespace Relumine.Live.Sessions;

/// <summary>The parts of what pages are told that are about a run as a whole.</summary>
internal static class Messages
{
    private const int ExperimentsNamed = 2;

    /// <summary>The layers and weights of a run, and how long it is.</summary>
    public static void WriteRun(Utf8JsonWriter json, TrainingRun run)
    {
        var trainer = run.Trainer;
        json.WriteString("recipe", run.Recipe.ToJson());
        json.WriteNumber("total", trainer.TotalSteps);
        json.WriteNumber("perEpoch", trainer.StepsPerEpoch);
        json.WriteNumber("samples", run.Data.Training.Samples);
        json.WriteNumber("parameters", run.Parameters);
        json.WriteString("dataName", run.Data.Training.Name);
        json.WriteBoolean("accuracy", ScoreKinds.Of(run.Recipe.Loss, run.Data.Training).IsAccuracy());
        json.WriteString("lossName", run.Recipe.Loss.Name);
        json.WriteString("optimizer", run.Recipe.Optimizer.Name);
        var places = Places(run);
        json.List("layers", trainer.Layers, l =>
        {
            json.WriteString("name", l.Layer.Name);
            json.WriteString("op", l.Layer.Operator);
            json.WriteNumber("units", l.Layer.Units);
            json.WriteBoolean("canDie", l.Layer.Activation is { } f && FlatSide.Edge(f) is not null);
            json.WriteBoolean("swappable", places.TryGetValue(l.Layer.Name, out var at) && run.Current.Model[at] is ActivationLayer);
            json.WriteBoolean("pictures", IsFirst(l, run));
        });
        json.WriteStartArray("params");
        foreach (var parameter in trainer.Parameters)
        {
            json.WriteStringValue(parameter.Name);
        }

        json.WriteEndArray();
        json.List("done", run.Recipe.Interventions.Where(i => i.After <= trainer.Step), i =>
        {
            json.WriteNumber("after", i.After);
            json.WriteString("text", i.Do);
        });
    }

    /// <summary>Which layer of the recipe each watched layer is, where it stands at the top.</summary>
    public static IReadOnlyDictionary<string, int> Places(TrainingRun run)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < run.Current.Model.Count; i++)
        {
            if (run.Current.Model[i] is not WeightedLayer and not ResidualLayer and not ConcatLayer)
            {
                found.TryAdd(run.NameOf(i), i);
            }
        }

        return found;
    }

    /// <summary>An epoch's record, as curves need it.</summary>
    public static void WriteEpoch(Utf8JsonWriter json, EpochRecord record)
    {
        json.WriteNumber("step", record.Step);
        json.WriteNumber("epoch", record.Epoch);
        json.Short("loss", record.ExaminedLoss);
        json.Short("score", record.Score);
        json.Short("vloss", record.ValidationLoss);
        json.Short("vscore", record.ValidationScore);
        json.WriteNumber("dead", record.Layers.Sum(l => l.Dead ?? 0));
    }

    /// <summary>Findings, each with the experiments that would test what may be behind it.</summary>
    public static void WriteFindings(Utf8JsonWriter json, IReadOnlyList<Finding> findings) => json.List("findings", findings, f =>
    {
        var kind = FindingCatalogue.Find(f.Id);
        json.WriteString("id", f.Id);
        json.WriteString("title", kind?.Title ?? f.Id);
        json.WriteString("severity", JsonNamingPolicy.CamelCase.ConvertName(f.Severity.ToString()));
        json.WriteString("message", f.Message);
        json.WriteString("layer", f.Layer);
        json.List("tests", (kind?.Causes ?? []).Select(CauseCatalogue.Find).OfType<ICause>().Take(ExperimentsNamed), c =>
        {
            json.WriteString("cause", c.Title);
            json.WriteString("experiment", c.Experiment);
        });
    });

    // Whether a unit's weights can be shown as a picture: they read the samples themselves.
    private static bool IsFirst(TrainedLayer layer, TrainingRun run) =>
        layer.Weight is { } name && name == run.Trainer.Parameters[0].Name;
}
