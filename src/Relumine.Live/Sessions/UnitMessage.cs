using System.Text.Json;
using Relumine.Kernels.Probes;
using Relumine.Live.Events;

namespace Relumine.Live.Sessions;

/// <summary>What is told of one unit to whoever clicked on it: what it does, its incoming weights, and how it died.</summary>
internal static class UnitMessage
{
    private const int MostWeights = 4096;

    /// <summary>Writes it.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="watched">The run.</param>
    /// <param name="at">The layer, counted from 0 among those that are watched.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="certifies">Whether its death is established, by replaying steps.</param>
    /// <param name="stop">Ends the replay.</param>
    public static void Write(Utf8JsonWriter json, WatchedRun watched, int at, int unit, bool certifies, CancellationToken stop)
    {
        var (trainer, layer) = (watched.Trainer, watched.Trainer.Layers[at]);
        var seen = layer.Full;
        json.WriteNumber("layer", at);
        json.WriteNumber("unit", unit);
        json.WriteNumber("step", trainer.Step);
        json.WriteNumber("samples", seen.Samples);
        json.WriteNumber("fired", seen.Fired[unit]);
        json.WriteNumber("lastFired", layer.LastFired[unit]);
        if (seen.Detail == ProbeDetail.Full)
        {
            json.Short("least", seen.Minimum[unit]);
            json.Short("most", seen.Maximum[unit]);
            json.Short("mean", seen.Mean(unit));
        }

        if (layer.Weight is { } name && layer.UnitAxis == 0 && trainer.Parameters.FirstOrDefault(p => p.Name == name)?.ToTensor() is { } weights)
        {
            var length = (int)(weights.Length / weights.Shape[0]);
            if (length <= MostWeights)
            {
                json.Short("weights", weights.Values<float>().Slice(unit * length, length).ToArray().Select(w => (double)w));
                var shape = weights.Shape.Rank > 2 ? weights.Shape.Dims[1..] : watched.Run.Data.Training.SampleShape.Dims;
                json.Short("shape", shape.ToArray().Select(d => (double)d));
            }
        }

        if (layer.Bias is { } bias && trainer.Parameters.FirstOrDefault(p => p.Name == bias)?.ToTensor() is { } biases && biases.Length > unit)
        {
            json.Short("bias", biases.Values<float>()[unit]);
        }

        if (certifies)
        {
            // Whoever asks waits, and so does the run.
            var certificate = trainer.EstablishDeath(layer.Layer.Name, unit, budget: 0.1, stop);
            json.WriteString("certificate", certificate?.ToString());
        }
    }
}
