using Relumine.Doctor.Audits;
using Relumine.Doctor.Proofs;
using Relumine.Doctor.Units;
using Relumine.Geometry.Verdicts;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>What is proven, refuted and open over a box, by layer, with witnesses; and what is proven around the samples.</summary>
internal static class ProofSection
{
    private const int MostWitnesses = 8;
    private const int MostNumbers = 12;
    private const int LeastPicture = 100;

    public static void Write(Markup page, AuditResult result)
    {
        if (result.Box is not { } box)
        {
            Margins(page, result);
            return;
        }

        Page.Section(page, "proofs", "True for every input?", section =>
        {
            section
                .Leaf(
                    "p",
                    $"The box is {box.Range}. Proven: no input of it contradicts. Refuted: an input of it fires the unit, in the engine that runs the network. "
                        + "Open: neither is known."
                )
                .Begin("ul");
            foreach (var layer in result.Layers.Where(l => l.Proofs is not null))
            {
                section.Begin("li").Leaf("strong", layer.Name).Text($": {ProofWords.Of(layer)}.").End();
            }

            section.End();
            foreach (var layer in result.Layers)
            {
                Witnesses(section, layer, result.Data.Inputs is [var only] ? PictureOf([.. only.Shape.Where(d => d > 1)]) : []);
            }
        });
        Margins(page, result);
    }

    // Pictures are often laid out in one row; a long one whose length is a square is drawn as a square.
    private static int[] PictureOf(int[] shape) =>
        shape is [>= LeastPicture and var length] && (int)Math.Sqrt(length) is var side && side * side == length ? [side, side] : shape;

    private static void Witnesses(Markup page, LayerResult layer, int[] shape)
    {
        UnitProof[] refuted = [.. (layer.Proofs?.Units ?? []).Where(u => u is { Claim: UnitClaim.Dead, Answer.Witness: not null })];
        if (refuted.Length == 0)
        {
            return;
        }

        var shown = refuted.Length > MostWitnesses ? $", the first {MostWitnesses} of {Wording.Count(refuted.Length)}" : "";
        page.Leaf("h3", $"Inputs that fire dead units of {layer.Name}{shown}");
        page.Begin("ul", ("class", "witnesses"));
        foreach (var unit in refuted.Take(MostWitnesses))
        {
            var input = unit.Answer.Witness!;
            page.Begin("li").Text($"unit {unit.Unit}: ");
            if (shape is [> 1 and <= 64, > 1 and <= 64] && shape[0] * shape[1] == input.Count)
            {
                WitnessPicture.Draw(page, input, shape[0], shape[1], $"An input that fires unit {unit.Unit} of {layer.Name}");
            }
            else
            {
                page.Text(string.Join(", ", input.Take(MostNumbers).Select(v => Wording.Number(v))) + (input.Count > MostNumbers ? ", …" : ""));
            }

            page.End();
        }

        page.End();
    }

    private static void Margins(Markup page, AuditResult result)
    {
        if (result.Margins is not { Count: > 0 } margins)
        {
            return;
        }

        Page.Section(page, "margins", "Dead near every sample?", section =>
        {
            section.Leaf("p", $"Units that are proven dead for every input whose numbers are within a distance of those of one of {result.Data.Phrase}.")
                .Begin("ul");
            foreach (var margin in margins)
            {
                section.Leaf("li", MarginWords.Of(margin));
            }

            section.End();
        });
    }
}
