using System.Globalization;
using System.Text;
using Relumine.Kernels;
using Relumine.Kernels.Calculus;
using Relumine.Kernels.Rows;

namespace Relumine.House.Tests.Guides;

/// <summary>The pages of docs/activations, made of the cards and of what is computed from the formulas.</summary>
internal static class ActivationPages
{
    /// <summary>Every page: its path below docs/activations, and its text.</summary>
    public static IReadOnlyDictionary<string, string> All() =>
        ActivationCatalogue.All.Concat(ActivationOperatorCatalogue.All).ToDictionary(f => Path(f.Card), Page)
            .Append(new("README.md", Index()))
            .ToDictionary();

    private static string Path(Card card) => card.Name + ".md";

    private static string Index()
    {
        var page = new StringBuilder("# Activations\n\nGenerated from the code: the cards of the activations and what is computed from their formulas.\n\n"
            + "| activation | definition | range | derivative from the left and right | E f(z) | gain |\n|---|---|---|---|---|---|\n");
        foreach (var f in ActivationCatalogue.All)
        {
            var moments = Moments.Of(f);
            var points = string.Join(", ", KinkExamination.Of(f).Select(p => $"{Number(p.SlopeFromLeft)} \\| {Number(p.SlopeFromRight)} at {Number(p.At)}"));
            Line(
                page,
                $"| [{f.Card.Title}]({Path(f.Card)}) | {f.Card.Definition.Replace("|", "\\|", StringComparison.Ordinal)} | {f.Card.Range} | {points} | "
                    + $"{Number(moments.Mean, 6)} | {Number(moments.Gain, 6)} |"
            );
        }

        page.Append(
            "\nz ~ N(0, 1); the gain for initialisation is 1/√E f(z)². Operators that are no functions of one number:\n\n| operator | definition |\n|---|---|\n"
        );
        foreach (var card in ActivationOperatorCatalogue.All.Select(a => a.Card))
        {
            Line(page, $"| [{card.Title}]({Path(card)}) | {card.Definition} |");
        }

        return page.ToString();
    }

    private static string Page(Activation f) => Numbers(Head(f.Card), f).ToString();

    private static StringBuilder Numbers(StringBuilder page, Activation f)
    {
        var (shape, moments) = (ActivationShape.Of(f), Moments.Of(f));
        page.Append("\n## Found numerically\n\n");
        if (f.Card.Held is not null)
        {
            Line(page, $"As a function of one number; held fixed: {f.Card.Held}.\n");
        }

        Line(page, $"- Range {shape.Range}.");
        Line(page, $"- Flat: {(shape.Flat.Count == 0 ? "nowhere" : string.Join(" and ", shape.Flat))}.");
        if (f.Card.Held is null || f.Card.Gain is not null)
        {
            Line(
                page,
                $"- For z ~ N(0, 1): E f(z) = {Number(moments.Mean, 9)}, E f(z)² = {Number(moments.MeanSquare, 9)}, so the gain for initialisation 1/√E f(z)² "
                    + $"is {Number(moments.Gain, 9)}."
            );
        }

        foreach (var point in KinkExamination.Of(f))
        {
            Line(page, $"\n## {(point.IsDifferentiable ? "The point" : "The kink at")} {Number(point.At)}\n");
            foreach (var sentence in point.Argument())
            {
                Line(page, $"- {sentence}");
            }

            page.Append("\n| Δx | from the left | from the right |\n|---|---|---|\n");
            foreach (var (quotient, power) in point.Quotients.Select((q, i) => (q, i + 1)))
            {
                Line(page, $"| 10^−{power} | {Number(quotient.FromLeft)} | {Number(quotient.FromRight)} |");
            }
        }

        return page;
    }

    private static StringBuilder Head(Card card)
    {
        var page = new StringBuilder();
        Line(page, $"# {card.Title}\n\n$${card.Latex}$$\n\n{card.Definition}\n");
        Line(page, $"- Source: {card.Source}.");
        Line(page, $"- Names: {string.Join(", ", card.Aliases.Prepend(card.Name).Select(n => $"`{n}`"))}.");
        foreach (var parameter in card.Parameters)
        {
            Line(page, $"- Parameter `{parameter.Name}`, customarily {Number(parameter.Default)}: {parameter.Meaning}.");
        }

        Line(page, $"- Range: {card.Range}.");
        Line(page, $"- Flat: {card.Flat ?? "nowhere"}.");
        if (card.Gain is not null)
        {
            Line(page, $"- Gain for initialisation: {card.Gain}.");
        }

        Line(page, $"- Good: {card.Good}");
        Line(page, $"- Bad: {card.Bad}");
        Line(page, $"- ONNX: {Form(card.Onnx)}{(card.Decomposed is null ? "" : "; before that, " + Form(card.Decomposed))}.");
        foreach (var form in card.WrittenAs)
        {
            Line(page, $"- Recognised on import too: {Form(form)}.");
        }

        if (card.Frameworks.Count > 0)
        {
            page.Append("\nWhat frameworks return at the kink:\n\n| framework | derivative |\n|---|---|\n");
            foreach (var (framework, derivative) in card.Frameworks)
            {
                Line(page, $"| {framework} | {derivative} |");
            }
        }

        return page;
    }

    private static string Form(OnnxForm form) => $"{string.Join(", ", form.Steps.Select(Step))} from opset {form.SinceVersion}";

    private static string Step(OnnxStep step)
    {
        var attributes = string.Join(", ", step.Attributes.Select(a => $"{a.Name}={a.Parameter ?? a.Text ?? Number(a.Constant ?? double.NaN)}"));
        return $"`{step.Output} = {step.Operator}{(attributes.Length == 0 ? "" : $"<{attributes}>")}({string.Join(", ", step.Inputs)})`";
    }

    private static void Line(StringBuilder page, string text) => page.Append(text).Append('\n');

    /// <summary>So few digits that other processors agree on them.</summary>
    private static string Number(double value, int digits = 7) => double.IsInfinity(value) ? (value > 0 ? "∞" : "−∞")
        : Math.Abs(value) >= 1e5 ? value.ToString("0.####e0", CultureInfo.InvariantCulture)
        : (Math.Round(value, digits) + 0.0).ToString("0.#########", CultureInfo.InvariantCulture).Replace('-', '−');
}
