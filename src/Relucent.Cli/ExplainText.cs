using Relucent.Kernels;

namespace Relucent.Cli;

/// <summary>What <c>explain</c> writes about an activation.</summary>
internal static class ExplainText
{
    private const double Reach = 5;

    /// <summary>Writes all there is to say.</summary>
    public static void Write(Activation activation, Terminal terminal)
    {
        var card = activation.Card;
        var output = terminal.Out;
        output.WriteLine(card.Title);
        output.WriteLine();
        output.WriteLine("  " + card.Definition);
        output.WriteLine();
        Draw(activation, terminal);
        output.WriteLine();
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
}
