using System.Globalization;
using Relumine.Cli.Output;
using Relumine.Kernels;
using Relumine.Kernels.Calculus;

namespace Relumine.Cli.Explanations;

/// <summary>What <c>explain</c> writes about an activation.</summary>
internal static class ActivationText
{
    private const double Reach = 5;
    private static readonly double[] s_points = [-5, -2, -1, -0.5, 0, 0.5, 1, 2, 5];

    /// <summary>Writes all there is to say.</summary>
    public static void Write(Activation activation, Terminal terminal)
    {
        var card = activation.Card;
        terminal.Out.WriteLine(Title(card));
        terminal.Out.WriteLine();
        foreach (var (label, text) in Facts(activation))
        {
            Paragraph.Write(terminal, $"  {label,-9} ", text);
        }

        terminal.Out.WriteLine();
        Draw(activation, terminal);
        terminal.Out.WriteLine();
        Values(activation, terminal.Out);
        foreach (var point in KinkExamination.WithZero(activation))
        {
            terminal.Out.WriteLine();
            Argue(activation, point, terminal);
        }

        terminal.Out.WriteLine();
        Paragraph.Write(terminal, "Lesson: ", Explain.LessonOf(activation).Lines[0].Text);
    }

    private static string Title(Card card)
    {
        string[] names = [.. card.Aliases.Prepend(card.Name).Where(n => n != card.Title)];
        return names.Length == 0 ? card.Title : $"{card.Title} (also {string.Join(", ", names)})";
    }

    private static IEnumerable<(string Label, string Text)> Facts(Activation activation)
    {
        var card = activation.Card;
        yield return ("formula", card.Definition);
        foreach (var (parameter, value) in card.Parameters.Zip(activation.Parameters))
        {
            yield return (parameter.Name, $"{Number(value)}: {parameter.Meaning}");
        }

        yield return ("range", card.Range);
        yield return ("flat", card.Flat ?? "nowhere");
        if (card.Held is not null)
        {
            yield return ("shown", "as a function of one number; held fixed: " + card.Held);
        }

        if (card.Held is null || card.Gain is not null)
        {
            yield return (
                "gain",
                $"{Number(Math.Round(Moments.Of(activation).Gain, 6))}{(card.Gain is { } words ? "; " + words : "")}; "
                    + $"weights of variance gain²/fan-in keep the scale of activations from layer to layer"
            );
        }

        yield return ("good", card.Good);
        yield return ("bad", card.Bad);
        yield return ("ONNX", $"{string.Join(", ", card.Onnx.Steps.Select(s => s.Operator))}; opset {card.Onnx.SinceVersion}");
        yield return ("source", card.Source);
    }

    // Side by side where there is room for both, one below the other where there is not.
    private static void Draw(Activation activation, Terminal terminal)
    {
        const int gap = 3;
        var wide = terminal.Width >= 76;
        var width = Math.Min(wide ? (terminal.Width - gap) / 2 : terminal.Width, 50);
        var plot = new Plot(width, 10, terminal.Unicode);
        var value = plot.Draw("f(x)", [activation.Value], -Reach, Reach);
        var slope = plot.Draw("f′(x)", [activation.SlopeFromLeft, activation.SlopeFromRight], -Reach, Reach);
        foreach (var line in wide ? Plot.Beside(value, slope, width + gap) : value.Concat(slope))
        {
            terminal.Out.WriteLine(line);
        }
    }

    private static void Values(Activation activation, TextWriter output)
    {
        output.WriteLine($"  {"x",6}{"f(x)",14}   f′(x)");
        foreach (var x in s_points)
        {
            var (left, right) = (activation.SlopeFromLeft(x), activation.SlopeFromRight(x));
            var slope = left == right ? Number(left) : $"{Number(left)} left, {Number(right)} right";
            output.WriteLine($"  {Number(x),6}{Number(activation.Value(x)),14}   {slope}");
        }
    }

    private static void Argue(Activation activation, KinkExamination point, Terminal terminal)
    {
        terminal.Out.WriteLine($"Is there a derivative at x = {Number(point.At)}?");
        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"  {"Δx",6}{"(f(x)−f(x−Δx))/Δx",22}{"(f(x+Δx)−f(x))/Δx",22}");
        foreach (var (quotient, power) in point.Quotients.Select((q, i) => (q, i + 1)))
        {
            terminal.Out.WriteLine($"  {Step(power, terminal.Unicode),6}{Number(quotient.FromLeft),22}{Number(quotient.FromRight),22}");
        }

        terminal.Out.WriteLine();
        foreach (var sentence in point.Argument())
        {
            Paragraph.Write(terminal, "  ", sentence);
        }

        if (!point.IsDifferentiable && activation.Card.Frameworks.Count > 0)
        {
            Paragraph.Write(
                terminal,
                "  ",
                $"Frameworks return there: {string.Join("; ", activation.Card.Frameworks.Select(f => $"{f.Framework} {f.Derivative}"))}."
            );
        }
    }

    private static string Step(int power, bool unicode) => unicode ? "10⁻" + "⁰¹²³⁴⁵⁶⁷⁸⁹"[power] : $"1e-{power}";

    private static string Number(double value) => double.IsInfinity(value) ? (value > 0 ? "∞" : "−∞")
        : (value + 0.0).ToString("G8", CultureInfo.InvariantCulture).Replace("E+0", "e", StringComparison.Ordinal).Replace('-', '−');
}
