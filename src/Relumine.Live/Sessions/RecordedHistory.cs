using System.Text.Json;
using Relumine.Engine.Training;
using Relumine.Engine.Training.Examining;
using Relumine.Live.Events;
using Relumine.Live.Recordings;

namespace Relumine.Live.Sessions;

/// <summary>
/// The epochs of a finished run as pictures, from what its checkpoint remembers: which units were dead, and of each layer how often its units fired.
/// Single units' rates and cells were not kept; the last picture, which is made of the network itself, has them.
/// </summary>
internal static class RecordedHistory
{
    // A slider tells no more moments apart.
    private const int MostPictures = 600;

    /// <summary>The pictures, the last of the run's epochs left out.</summary>
    public static IEnumerable<RecordedPicture> Of(Trainer trainer)
    {
        var epochs = trainer.History;
        var every = Math.Max(1, (epochs.Count + MostPictures - 1) / MostPictures);
        var before = new Dictionary<string, HashSet<int>>();
        for (var i = 0; i < epochs.Count - 1; i += every)
        {
            var record = epochs[i];
            var events = new List<LiveEvent>();
            if (Changes(record, before) is { Count: > 0 } changes && i > 0)
            {
                events.Add(new(0, "units", JsonText.Object(json => json.List("changes", changes, c =>
                {
                    json.WriteNumber("step", record.Step);
                    json.WriteNumber("layer", c.Layer);
                    json.WriteNumber("unit", c.Unit);
                    json.WriteBoolean("died", c.Died);
                }))));
            }

            events.Add(new(0, "frame", JsonText.Object(json => Frame(json, record, trainer))));
            for (var e = i; e < Math.Min(i + every, epochs.Count - 1); e++)
            {
                events.Add(new(0, "epoch", JsonText.Object(json => Messages.WriteEpoch(json, epochs[e]))));
            }

            yield return new(record.Step, events);
        }
    }

    private static List<(int Layer, int Unit, bool Died)> Changes(EpochRecord record, Dictionary<string, HashSet<int>> before)
    {
        var changes = new List<(int, int, bool)>();
        foreach (var (layer, number) in record.Layers.Select((l, i) => (l, i)))
        {
            var dead = UnitRanges.Read(layer.DeadUnits ?? "").Where(u => u < layer.Units).ToHashSet();
            var were = before.GetValueOrDefault(layer.Name) ?? [];
            changes.AddRange(dead.Except(were).Select(u => (number, u, true)));
            changes.AddRange(were.Except(dead).Select(u => (number, u, false)));
            before[layer.Name] = dead;
        }

        return changes;
    }

    private static void Frame(Utf8JsonWriter json, EpochRecord record, Trainer trainer)
    {
        json.WriteNumber("step", record.Step);
        json.WriteNumber("epoch", record.Epoch);
        json.Short("rate", record.LearningRate);
        json.Short("loss", record.Loss);
        json.Short("score", record.Score);
        json.Short("examined", record.ExaminedLoss);
        json.List("layers", record.Layers, layer =>
        {
            var born = trainer.BornDead.GetValueOrDefault(layer.Name);
            var (rates, states) = (new byte[layer.Units], new byte[layer.Units]);
            var dead = layer.Dead ?? 0;

            // The layer's mean, over the units that do fire.
            var rate = layer.Units > dead ? Math.Clamp((1 - layer.Sparsity) * layer.Units / (layer.Units - dead), 0, 1) : 0;
            Array.Fill(rates, (byte)Math.Round(255 * rate));
            foreach (var unit in UnitRanges.Read(layer.DeadUnits ?? "").Where(u => u < layer.Units))
            {
                (rates[unit], states[unit]) = (0, (byte)(born?[unit] == true ? UnitState.BornDead : UnitState.Dead));
            }

            json.WriteBase64String("f", rates);
            json.WriteBase64String("s", states);
        });
        json.Short("sd", record.Layers.Select(l => l.StdPreActivation));
        json.Short("rms", record.Layers.Select(l => l.GradientRms));
        json.Short("ratio", trainer.Parameters.Select(p => record.Parameters.FirstOrDefault(r => r.Name == p.Name)?.UpdateRatio ?? double.NaN));
    }
}
