using System.Globalization;
using Relumine.Doctor.Runs.Training;
using Relumine.Doctor.Units;
using Relumine.Engine.Training.Examining;

namespace Relumine.Reports.Pages;

/// <summary>The numbers behind the drawings of a training run: epochs, layers, parameters.</summary>
internal static class TrainingTables
{
    private const int MostEpochs = 60;

    public static void Write(Markup page, TrainingResult run)
    {
        if (run.Last is not { } last)
        {
            return;
        }

        Page.Section(page, "numbers", "All numbers", section =>
        {
            var every = (run.History.Count + MostEpochs - 1) / MostEpochs;
            NumberTable.Write(
                section, every == 1 ? "Epochs; 0 is before the first update." : $"Epochs, every {every}th; 0 is before the first update.", "Epoch",
                run.History.Where((_, i) => i % every == 0 || i == run.History.Count - 1), r => Wording.Count(r.Epoch), Epochs(run));
            if (last.Layers.Count > 0)
            {
                section.Begin("p").End();
                NumberTable.Write(section, "Layers at the end; z is the pre-activation.", "Layer", last.Layers, l => l.Name, s_layers);
            }

            section.Begin("p").End();
            NumberTable.Write(section, "Parameters at the last measured step.", "Parameter", last.Parameters, p => p.Name, s_parameters);
        });
    }

    private static readonly (string, Func<LayerRecord, string>)[] s_layers =
    [
        ("Activation", l => l.Activation),
        ("Units", l => Wording.Count(l.Units)),
        ("Dead", l => l.Dead is { } dead ? Wording.Count(dead) : "cannot die"),
        ("Born dead", l => l.BornDead is { } born ? Wording.Count(born) : "–"),
        ("Killed", l => l.Killed is { } killed ? Wording.Count(killed) : "–"),
        ("Nearly dead", l => Wording.Count(l.NearlyDead)),
        ("Always on", l => Wording.Count(l.AlwaysOn)),
        ("Sparsity", l => Wording.Percent(l.Sparsity)),
        ("Mean z", l => Wording.Number(l.MeanPreActivation)),
        ("Std z", l => Wording.Number(l.StdPreActivation)),
        ("Forward gain", l => Optional(l.ForwardGain)),
        ("RMS dL/dz", l => Optional(l.GradientRms)),
        ("Gradient gain", l => Optional(l.GradientGain)),
    ];

    private static readonly (string, Func<ParameterRecord, string>)[] s_parameters =
    [
        ("Layer", p => p.Layer),
        ("Norm", p => Wording.Number(p.Norm)),
        ("Gradient norm", p => Optional(p.GradientNorm)),
        ("Update ratio", p => Optional(p.UpdateRatio)),
    ];

    private static IEnumerable<(string, Func<EpochRecord, string>)> Epochs(TrainingResult run)
    {
        var score = run.ScoreIsAccuracy ? "Accuracy" : "R²";
        yield return ("Step", r => Wording.Count(r.Step));
        yield return ("Rate", r => Wording.Number(r.LearningRate));
        yield return ("Loss", r => Wording.Number(r.Loss));
        yield return (score, r => TrainingWording.Score(run.ScoreIsAccuracy, r.Score));
        if (run.Data.Validation > 0)
        {
            yield return ("Validation loss", r => Wording.Number(r.ValidationLoss ?? double.NaN));
            yield return ("Validation " + (run.ScoreIsAccuracy ? "accuracy" : score), r => TrainingWording.Score(run.ScoreIsAccuracy, r.ValidationScore));
        }

        yield return ("Dead", r => Wording.Count(TrainingWording.Dead(r).Dead));
        yield return ("Born dead", r => Wording.Count(r.Layers.Sum(l => l.BornDead ?? 0)));
        yield return ("Killed", r => Wording.Count(r.Layers.Sum(l => l.Killed ?? 0)));
        yield return ("Seconds", r => r.Seconds.ToString("0.###", CultureInfo.InvariantCulture));
    }

    private static string Optional(double value) => double.IsNaN(value) ? "–" : Wording.Number(value);
}
