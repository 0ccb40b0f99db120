using System.Globalization;
using Relumine.Kernels;
using Relumine.Kernels.Calculus;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>
/// An activation as one self-contained HTML file: definition, plots of value and slope, what it is good and bad at, and the
/// argument whether it has a derivative at 0 and at its kinks.
/// </summary>
public static class ExplainPage
{
    /// <summary>Writes the page.</summary>
    /// <returns>HTML that is well-formed XML too.</returns>
    public static string Write(Activation activation) => Write(activation, null);

    /// <summary>Writes the page with something more at its end.</summary>
    /// <param name="activation">What is explained.</param>
    /// <param name="more">What else there is to say; null for nothing.</param>
    internal static string Write(Activation activation, ExplanationPart? more)
    {
        ArgumentNullException.ThrowIfNull(activation);
        var card = activation.Card;
        var points = KinkExamination.WithZero(activation);
        return Page.Write(
            card.Title,
            top => top
                .Leaf("p", "Relumine explains", ("class", "eyebrow"))
                .Leaf("h1", card.Title)
                .Add(formula => Formula.Write(formula, card.Latex)).Leaf("p", card.Definition, ("class", "lead")),
            page =>
            {
                Plots(page, activation, points);
                Page.Section(page, "facts", "What there is to know", section => Facts(section, activation));
                foreach (var point in points)
                {
                    Argue(page, activation, point);
                }

                if (more is not null)
                {
                    Page.Section(page, "more", more.Heading, section =>
                    {
                        foreach (var line in more.Lines)
                        {
                            section.Leaf("p", line.Text);
                        }
                    });
                }
            });
    }

    private static void Plots(Markup page, Activation activation, IReadOnlyList<KinkExamination> points) => page
        .Begin("div", ("class", "card pair"))
        .Begin("div").Leaf("h2", "Value f(x)", ("class", "small")).Add(p => FunctionPlot.Value(p, activation, points)).End()
        .Begin("div").Leaf("h2", "Slope f′(x)", ("class", "small")).Add(p => FunctionPlot.Slope(p, activation, points)).End()
        .End().Line();

    private static void Facts(Markup page, Activation activation)
    {
        var card = activation.Card;
        page.Begin("div", ("class", "card")).Begin("dl", ("class", "words"));
        if (card.Aliases.Count > 0)
        {
            Fact(page, "Also called", string.Join(", ", card.Aliases));
        }

        foreach (var (parameter, value) in card.Parameters.Zip(activation.Parameters))
        {
            Fact(page, parameter.Name, $"{Number(value)}: {parameter.Meaning}");
        }

        Fact(page, "Good at", card.Good);
        Fact(page, "Bad at", card.Bad);
        Fact(page, "Range", card.Range);
        Fact(page, "Flat", card.Flat ?? "nowhere");
        if (card.Held is not null)
        {
            Fact(page, "Shown", "as a function of one number; held fixed: " + card.Held);
        }

        if (card.Held is null || card.Gain is not null)
        {
            Fact(
                page,
                "Gain",
                $"{Number(Math.Round(Moments.Of(activation).Gain, 6))}{(card.Gain is { } words ? "; " + words : "")}. "
                    + $"Weights of variance gain²/fan-in keep the scale of activations from layer to layer."
            );
        }

        Fact(page, "ONNX", $"{string.Join(", ", card.Onnx.Steps.Select(s => s.Operator))}, from opset {Number(card.Onnx.SinceVersion)}");
        Fact(page, "LaTeX", card.Latex);
        Fact(page, "Source", card.Source);
        page.End().End().Line();
    }

    private static void Fact(Markup page, string name, string text) => page.Leaf("dt", name).Leaf("dd", text);

    private static void Argue(Markup page, Activation activation, KinkExamination point)
    {
        var at = Number(point.At);
        Page.Section(page, "at" + at.Replace('−', 'm').Replace('.', '-'), $"Is there a derivative at x = {at}?", section =>
        {
            section.Begin("div", ("class", "pair charts"))
                .Begin("div");
            foreach (var sentence in point.Argument())
            {
                section.Leaf("p", sentence);
            }

            if (!point.IsDifferentiable && activation.Card.Frameworks.Count > 0)
            {
                section.Leaf("p", "What frameworks return there:", ("class", "note")).Begin("ul");
                foreach (var (framework, derivative) in activation.Card.Frameworks)
                {
                    section.Leaf("li", $"{framework}: {derivative}");
                }

                section.End();
            }

            section.End().Add(table => Quotients(table, point)).End();
        });
    }

    private static void Quotients(Markup page, KinkExamination point)
    {
        NumberTable.Begin(page, $"Difference quotients at x = {Number(point.At)}: the slope over ever smaller steps.", 3)
            .Begin("thead")
            .Begin("tr")
            .Leaf("th", "Δx", ("scope", "col"))
            .Leaf("th", "from the left", ("scope", "col"))
            .Leaf("th", "from the right", ("scope", "col"))
            .End()
            .End()
            .Begin("tbody");
        foreach (var (quotient, power) in point.Quotients.Select((q, i) => (q, i + 1)))
        {
            page.Begin("tr").Begin("th", ("scope", "row")).Text("10").Leaf("sup", Number(-power)).End()
                .Leaf("td", Number(quotient.FromLeft)).Leaf("td", Number(quotient.FromRight)).End();
        }

        page.End().End().End().Line();
    }

    private static string Number(double value) => double.IsInfinity(value) ? (value > 0 ? "∞" : "−∞")
        : (value + 0.0).ToString("G9", CultureInfo.InvariantCulture).Replace('-', '−');
}
