using Relumine.Doctor.Audits;
using Relumine.Doctor.Portraits;
using Relumine.Doctor.Units;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>Pictures of a network: what its first layer looks at, how its numbers are spread, and what its units fire on.</summary>
internal static class PortraitSections
{
    // More layers nobody compares; their numbers stand in the tables.
    private const int MostLayers = 24;

    /// <summary>Writes the sections that there is something for.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="before">The network before it was changed; null if there is one state of it only.</param>
    /// <param name="after">The network.</param>
    /// <param name="firing">How often units fire on which class; null if that is not known.</param>
    /// <param name="dead">The dead units of the first layer.</param>
    /// <param name="heading">What people call a layer of a name.</param>
    public static void Write(
        Markup page, Portrait? before, Portrait? after, ClassRates? firing, IEnumerable<int>? dead = null, Func<string, string>? heading = null)
    {
        heading ??= name => name;
        if (firing is not null)
        {
            Page.Section(page, "classes", "What units fire on", section => Firing(section, firing, heading));
        }

        if (after?.First is { } first)
        {
            Page.Section(page, "weights", "What the first layer looks at", section => First(section, before?.First, first, (dead ?? []).ToHashSet(), heading));
        }

        if (after is not null && after.Layers.Any(l => l.Weights is not null || l.Signal is not null))
        {
            Page.Section(page, "spread", "How weights and pre-activations are spread", section => Spread(section, before, after, heading));
        }
    }

    private static void Firing(Markup section, ClassRates firing, Func<string, string> heading)
    {
        section.Begin("div", ("class", "card")).Leaf(
            "p",
            "A row for each class, a column for each unit, the stronger the colour the oftener it fires on the class; units stand in the order of the class "
                + "they fire on most. Blocks are units that answer for a class; full columns are units that tell nothing apart.",
            ("class", "note")
        );
        foreach (var layer in firing.Layers.Take(MostLayers))
        {
            section.Leaf("h3", heading(layer.Name), ("class", "after")).Add(strips => ClassStrips.Draw(strips, firing, layer));
        }

        section.Add(s => More(s, firing.Layers.Count)).End().Line();
    }

    private static void First(Markup section, FirstWeights? before, FirstWeights after, HashSet<int> dead, Func<string, string> heading)
    {
        section.Begin("div", ("class", "card")).Leaf("h3", heading(after.Layer)).Leaf("p", WeightPictures.Caption(after), ("class", "note"));
        if (before is null)
        {
            section.Add(s => WeightPictures.Draw(s, after, dead));
        }
        else
        {
            section.Begin("div", ("class", "pair"))
                .Begin("div").Leaf("h4", "Before the first update").Add(s => WeightPictures.Draw(s, before, new HashSet<int>())).End()
                .Begin("div").Leaf("h4", "At the end").Add(s => WeightPictures.Draw(s, after, dead)).End()
                .End();
        }

        if (after.ArePictures && dead.Any(u => u < after.Units))
        {
            section.Leaf("p", "Dead units have a red frame.", ("class", "note after"));
        }

        section.End().Line();
    }

    private static void Spread(Markup section, Portrait? before, Portrait after, Func<string, string> heading)
    {
        var samples = Wording.Count(after.Samples, "sample");
        section.Begin("div", ("class", "card")).Leaf(
            "p",
            $"How many weights, and how many pre-activations on {samples}, lie where; every outline on a scale of its own, the dotted line at 0. "
                + "A rectifier passes what lies right of it: a layer all of whose pre-activations lie left is dead.",
            ("class", "note")
        );
        if (before is not null)
        {
            LineChart.Legend(section, [("before the first update", 1), ("at the end", 0)], numbered: false);
        }

        foreach (var layer in after.Layers.Take(MostLayers))
        {
            var earlier = before?.Layers.FirstOrDefault(l => l.Name == layer.Name);
            if (layer.Weights is null && layer.Signal is null)
            {
                continue;
            }

            section.Leaf("h3", heading(layer.Name), ("class", "after")).Begin("div", ("class", "pair densities"));
            Density(section, "Weights", layer.Name, earlier?.Weights, layer.Weights);
            Density(section, "Pre-activations", layer.Name, earlier?.Signal, layer.Signal);
            section.End();
        }

        section.Add(s => More(s, after.Layers.Count)).End().Line();
    }

    private static void Density(Markup section, string what, string layer, Histogram? before, Histogram? after)
    {
        if (after is null && before is null)
        {
            return;
        }

        (string, Histogram, int)[] shown =
        [
            .. before is null ? Array.Empty<(string, Histogram, int)>() : [("before the first update", before, 1)],
            .. after is null ? Array.Empty<(string, Histogram, int)>() : [(before is null ? what : "at the end", after, 0)],
        ];
        section.Begin("div").Leaf("h4", what).Add(chart => Densities.Draw(chart, $"{what} of {layer}", shown)).End();
    }

    private static void More(Markup section, int layers)
    {
        if (layers > MostLayers)
        {
            section.Leaf("p", $"The first {Wording.Count(MostLayers)} of {Wording.Count(layers)} layers.", ("class", "note"));
        }
    }
}
