using Relumine.Doctor.Audits;
using Relumine.Doctor.Proofs;

namespace Relumine.Reports.Pages;

/// <summary>What is proven, refuted and open over a box, by layer.</summary>
internal static class ProofSection
{
    public static void Write(Markup page, AuditResult result)
    {
        if (result.Box is not { } box)
        {
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
        });
    }
}
