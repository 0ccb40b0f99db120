using Relumine.Doctor.Audits;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Units;

namespace Relumine.Reports.Pages;

/// <summary>What was measured on what, and what the words mean: a verdict without it cannot be checked.</summary>
internal static class Method
{
    public static void Write(Markup page, AuditResult result) =>
        Page.Section(
            page,
            "method",
            "How this was measured",
            section =>
            {
                var data = result.Data;
                section.Leaf(
                    "p",
                    $"The network computed its answer for {data.Phrase}, and the pre-activation z of every unit was watched while it did. "
                        + "Everything here was observed on these data. That a unit never fired on them does not mean that it cannot: "
                        + $"with 95 % confidence it fires on less than 1 − 0.05^(1/n) = {Wording.Percent(Thresholds.FiringRateBound(data.Evidence))} of inputs "
                        + $"like these."
                );
                Inputs(section, result.Data.Inputs);
                Words(section, result.Thresholds);
                section.Leaf(
                    "p",
                    $"Model file: {result.Model.Path}. Written by {(result.Model.Producer.Length > 0 ? result.Model.Producer : "an unnamed program")}, opset "
                        + $"{Wording.Count(result.Model.Opset)}.",
                    ("class", "note")
                );
            }
        );

    private static void Inputs(Markup page, IReadOnlyList<InputSummary> inputs)
    {
        page.Begin("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Table of inputs"))
            .Begin("table").Leaf("caption", "The data as the network received them. A wrong scale is the likeliest cause of a false verdict.")
            .Begin("thead").Begin("tr");
        foreach (var head in (string[])["Input", "Type", "Shape of a sample", "Smallest", "Largest", "Mean", "Std"])
        {
            page.Leaf("th", head, ("scope", "col"));
        }

        page.End().End().Begin("tbody");
        foreach (var input in inputs)
        {
            page.Begin("tr")
                .Leaf("th", input.Name, ("scope", "row"))
                .Leaf("td", input.Type)
                .Leaf("td", input.Shape.Count == 0 ? "a number" : string.Join(" × ", input.Shape));
            foreach (var value in (double[])[input.Min, input.Max, input.Mean, input.Std])
            {
                page.Leaf("td", Wording.Number(value));
            }

            page.End();
        }

        page.End().End().End().Line();
    }

    private static void Words(Markup page, Thresholds limits)
    {
        page.Leaf("h2", "What the words mean").Begin("div", ("class", "card")).Begin("dl", ("class", "words"));
        foreach (
            var (word, meaning) in (IEnumerable<(string, string)>)
                [
                    ("Fires", "z > 0. A channel fires on a sample if it fires at any position."),
                    (
                        "Dead",
                        $"Never fired, and the slope of its function was exactly 0 on every sample. "
                            + $"Worth knowing from {Wording.Percent(limits.Layers.DeadInfo)} of a layer, a warning from "
                            + $"{Wording.Percent(limits.Layers.DeadWarning)}."
                    ),
                    ("Nearly dead", $"Fired, but on less than {Wording.Percent(limits.Units.NearlyDeadRate)} of the samples. Not to be removed as dead."),
                    ("Dormant", $"On average at most {Wording.Percent(limits.Units.Dormancy)} as strong as the layer's mean |a|."),
                    ("Always on", "z > 0 on every sample, for a channel at every position: a rectifier that never rectifies."),
                    ("Constant", $"The activation's standard deviation is at most {Wording.Number(limits.Units.ConstantDeviation)}, and the unit is not dead."),
                    ("Not finite", "A pre-activation was NaN or infinite. Such units are never called dead."),
                    (
                        "Sparsity",
                        "The share of values (of positions, for channels) with z not above 0. Half and more of the values of a healthy network are: "
                            + "sparsity is not death."
                    ),
                    (
                        "Few samples",
                        $"Fewer than {Wording.Count(limits.Units.DenseSamples)} (for channels {Wording.Count(limits.Units.ChannelSamples)}): "
                            + $"rare units then look dead, and findings say so."
                    ),
                ]
        )
        {
            page.Leaf("dt", word).Leaf("dd", meaning);
        }

        page.End().End().Line();
    }
}
