using Relucent.Cli;
using Relucent.Data;
using Relucent.Reports;
using Relucent.Reports.Charts;
using Relucent.Reports.Pages;

namespace Relucent.Tests.Documentation;

/// <summary>The picture of README.md: the charts of the report on the network of <c>relucent demo</c>.</summary>
internal static class DemoPicture
{
    private const double Width = 760;
    private const double Margin = 24;
    private const double LayerHeight = 236;

    /// <summary>The drawing as a file of its own.</summary>
    public static string Draw()
    {
        var network = new PlantedNetwork(seed: 1);
        using var data = Memory(network.Data);
        var audit = Audit.Run(network.Model, data.Inputs, options: new AuditOptions { Threads = 1 });
        var height = 64 + (LayerHeight * audit.Layers.Count);
        var page = new Markup();
        page.Begin("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", FormattableString.Invariant($"0 0 {Width} {height}")), ("style", "font-family: system-ui, sans-serif"))
            .Leaf("title", Headline.Of(audit).Sentence)
            .Begin("style").Verbatim(Stylesheet.ForDrawings).End();
        Verdicts.Define(page);
        page.Empty("rect", ("width", Width), ("height", height), ("rx", 14), ("style", "fill: var(--card); stroke: var(--line)"))
            .Leaf("text", Headline.Of(audit).Sentence, ("x", Margin), ("y", 40), ("style", "font-size: 20px; font-weight: 600; fill: var(--ink)"));
        foreach (var (layer, i) in audit.Layers.Select((l, i) => (l, i)))
        {
            Draw(page, layer, 64 + (i * LayerHeight));
        }

        return page.End() + "\n";
    }

    private static void Draw(Markup page, LayerResult layer, double top)
    {
        page.Leaf("text", $"{layer.Name}: {layer.Units} units, {layer.Dead} dead, {layer.NearlyDead} nearly dead, {layer.AlwaysOn} always on", ("x", Margin), ("y", top + 12), ("style", "font-size: 13px"));
        Place(page, Margin, top + 22, Width - (2 * Margin), 18, () => VerdictBar.Draw(page, layer));
        Place(page, Margin, top + 56, 340, 150, () => UnitMap.Draw(page, layer, 1024));
        Place(page, 400, top + 50, 336, 170, () => FiringHistogram.Draw(page, layer));
    }

    private static void Place(Markup page, double x, double y, double width, double height, Action draw)
    {
        page.Begin("svg", ("x", x), ("y", y), ("width", width), ("height", height));
        draw();
        page.End();
    }

    private static DataContents Memory(Tensor data) =>
        new([DataSource.OfMemory("x", StoredType.Float32, [.. data.Shape.Select(d => (long)d)], data.Bytes.ToArray(), "the data of the demo")]);
}
