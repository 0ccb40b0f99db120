using Relumine.Doctor.Trimming;
using Relumine.Doctor.Units;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>
/// A removal of units as one self-contained HTML file: what became smaller, layer by layer before and after, what is promised, and what stayed and why.
/// </summary>
public static class TrimPage
{
    /// <summary>Writes the page.</summary>
    /// <returns>HTML that is well-formed XML too.</returns>
    public static string Write(TrimResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var headline = TrimWording.Headline(result);
        var file = result.Model.Path.Split('/', '\\')[^1];
        return Page.Write(
            $"{headline.TrimEnd('.')} – {file}",
            top => Top(top, result, headline, file),
            content =>
            {
                Numbers(content, result);
                if (result.Layers.Count > 0)
                {
                    Page.Section(content, "layers", "Before and after", section => Layers(section, result));
                }

                Page.Section(content, "promise", "What is promised", section => Sentences(section, TrimWording.Conclusions(result).Skip(1)));
                if (result.Doubts.Count > 0)
                {
                    Page.Section(content, "doubts", "What speaks against relying on these data", section => Sentences(section, result.Doubts));
                }

                if (TrimWording.Kept(result).ToArray() is { Length: > 0 } kept)
                {
                    Page.Section(content, "kept", "What stayed, and why", section => Sentences(section, kept));
                }

                if (result.Layers.Count > 0)
                {
                    Page.Section(content, "numbers", "All numbers", section => Table(section, result));
                }
            });
    }

    private static void Top(Markup page, TrimResult result, string headline, string file)
    {
        var (badge, word) = result.Promise switch
        {
            TrimPromise.Proven => ("good", "Proven"),
            TrimPromise.Observed => ("info", "Observed"),
            _ => ("info", "Unchanged"),
        };
        page.Leaf("p", "Relumine trim", ("class", "eyebrow"))
            .Leaf("h1", headline)
            .Begin("p", ("class", "lead"))
            .Leaf("span", word, ("class", "badge " + badge))
            .Leaf("code", file)
            .Text(result.Output is { } output ? " → " : "")
            .Add(p => _ = result.Output is { } to ? p.Leaf("code", to.Split('/', '\\')[^1]) : p)
            .Text($", compared on {Wording.Count(result.Data.Samples, "sample")}.")
            .End();
    }

    private static void Numbers(Markup page, TrimResult result)
    {
        var (units, dead) = (result.Layers.Sum(l => l.Units), result.Layers.Sum(l => l.Dead ?? 0));
        page.Begin("dl", ("class", "numbers"));
        Number(page, "Parameters", Wording.Count(result.Parameters), $"of {Wording.Count(result.Model.Parameters)}");
        Number(page, "Units", Wording.Count(units - result.Removed), $"of {Wording.Count(units)}");
        Number(page, "Removed", Wording.Count(result.Removed), $"of {Wording.Count(dead, "dead unit")}");
        Number(page, "Proven", Wording.Count(result.RemovedProven), "of those removed");
        if (result.Times is { } times)
        {
            Number(page, "One sample", $"{Wording.Number(1000 * times.OneAfter)} ms", $"of {Wording.Number(1000 * times.OneBefore)} ms");
            var (before, after) = (Wording.Number(1000 * times.BlockBefore), Wording.Number(1000 * times.BlockAfter));
            Number(page, Wording.Count(times.Block, "sample"), $"{after} ms", $"of {before} ms");
        }

        page.End().Line();
    }

    private static void Number(Markup page, string name, string value, string about) =>
        page.Begin("div").Leaf("dt", name).Begin("dd").Text(value).Leaf("span", about).End().End();

    private static void Layers(Markup section, TrimResult result)
    {
        var widest = result.Layers.Max(l => l.Units);
        section.Begin("div", ("class", "card"))
            .Leaf("p", "Two bars for each layer, as long as it is wide: above before, below after.", ("class", "note"))
            .Begin("ul", ("class", "bars"));
        foreach (var layer in result.Layers)
        {
            section.Begin("li")
                .Leaf("span", layer.Heading, ("class", "name"), ("title", layer.Heading))
                .Add(bars => WidthBars.Draw(bars, layer, widest))
                .Leaf("span", $"{Wording.Count(layer.Units)} → {Wording.Count(layer.Units - layer.RemovedUnits.Count)}", ("class", "count"))
                .End()
                .Line();
        }

        section.End().Add(legend => Legend.Draw(legend, WidthBars.Fillings)).End().Line();
    }

    private static void Sentences(Markup section, IEnumerable<string> sentences)
    {
        section.Begin("div", ("class", "card"));
        foreach (var sentence in sentences.DefaultIfEmpty("The network is the same; no file was written."))
        {
            section.Leaf("p", sentence);
        }

        section.End().Line();
    }

    private static void Table(Markup section, TrimResult result) => NumberTable.Write(
        section,
        "Units by layer. Nearly dead units fire, but rarely; they are not removed.",
        "Layer",
        result.Layers,
        l => l.Heading,
        [
            ("Activation", l => l.Activation),
            ("Units", l => Wording.Count(l.Units)),
            ("Dead", l => l.Dead is { } dead ? Wording.Count(dead) : "cannot die"),
            ("Proven", l => Wording.Count(l.ProvenUnits.Count)),
            ("Linear, merged", l => Wording.Count(l.MergedUnits.Count)),
            ("Nearly dead", l => Wording.Count(l.NearlyDead)),
            ("Removed", l => Wording.Count(l.RemovedUnits.Count)),
            ("Left", l => Wording.Count(l.Units - l.RemovedUnits.Count)),
        ]
    );
}
