using Relumine.Doctor.Units;
using Relumine.Reports.Pages;

namespace Relumine.Reports.Charts;

/// <summary>
/// The units of a layer as a grid of cells, coloured by how often each fired. Layers with more units than cells are drawn
/// in groups of neighbours, so that the page stays small.
/// </summary>
internal static class UnitMap
{
    private const int Cell = 10;
    private const int Gap = 1;

    /// <summary>Draws the grid in at most <paramref name="mostCells"/> cells.</summary>
    public static void Draw(Markup page, LayerResult layer, int mostCells)
    {
        var perCell = Math.Max(1, (layer.Units + mostCells - 1) / mostCells);
        var cells = (layer.Units + perCell - 1) / perCell;
        var columns = Columns(cells);
        var rows = (cells + columns - 1) / columns;
        var (width, height) = (columns * (Cell + Gap), rows * (Cell + Gap));
        page.Begin(
                "svg", ("class", "map"), ("role", "img"), ("viewBox", FormattableString.Invariant($"0 0 {width} {height}")),
                ("style", FormattableString.Invariant($"max-width:{width * 1.5}px")))
            .Leaf("title", $"How often each unit of layer {layer.Name} fired")
            .Leaf("desc", Describe(layer, perCell));
        for (var c = 0; c < cells; c++)
        {
            var first = c * perCell;
            var units = layer.Details.Skip(first).Take(perCell).ToArray();
            page.Begin("rect", ("class", Fill(units)), ("x", c % columns * (Cell + Gap)), ("y", c / columns * (Cell + Gap)), ("width", Cell), ("height", Cell))
                .Leaf("title", Tooltip(units)).End();
        }

        page.End();
    }

    /// <summary>What the cells stand for.</summary>
    public static string Caption(LayerResult layer, int mostCells)
    {
        var perCell = Math.Max(1, (layer.Units + mostCells - 1) / mostCells);
        return perCell == 1
            ? $"One cell for each of {Wording.Count(layer.Units)} {layer.Units()}, in order."
            : $"One cell for {Wording.Count(perCell)} neighbouring {layer.Units()}, coloured by their mean; hatched if most of them are dead.";
    }

    private static int Columns(int cells) => cells <= 8 ? cells : cells <= 64 ? 16 : cells <= 1024 ? 32 : 64;

    private static string Describe(LayerResult layer, int perCell) =>
        $"{Caption(layer, (layer.Units + perCell - 1) / perCell)} {layer.Of(layer.Details.Count(u => u.FiringRate == 0))} never fired.";

    // In a group, what most of its units are; a rate says nothing about units that are not finite.
    private static string Fill(UnitResult[] units)
    {
        bool Most(UnitVerdict verdict) => units.Count(u => u.Verdict == verdict) * 2 > units.Length;
        return Most(UnitVerdict.Invalid) ? "v-invalid"
            : Most(UnitVerdict.Dead) ? "v-dead"
            : Most(UnitVerdict.NeverPositive) ? "v-negative"
            : Most(UnitVerdict.AlwaysOn) ? "v-on"
            : FiringRates.Fill(units.Average(u => u.FiringRate));
    }

    private static string Tooltip(UnitResult[] units)
    {
        if (units is [var one])
        {
            return FormattableString.Invariant($"unit {one.Index}: {Wording.Name(one.Verdict)}, fired on {Wording.Percent(one.FiringRate)}");
        }

        var dead = units.Count(u => u.Verdict == UnitVerdict.Dead);
        return FormattableString.Invariant(
            $"units {units[0].Index}–{units[^1].Index}: {dead} dead, fired on {Wording.Percent(units.Average(u => u.FiringRate))} on average"
        );
    }
}
