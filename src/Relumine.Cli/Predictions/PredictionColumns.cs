namespace Relumine.Cli.Predictions;

/// <summary>What a table of predictions says about each row of the data, and how it follows from the outputs of the network.</summary>
internal abstract class PredictionColumns
{
    /// <summary>What stands above the columns.</summary>
    public abstract IReadOnlyList<string> Headings { get; }

    /// <summary>Whether a column names one class.</summary>
    public abstract bool NamesClass { get; }

    /// <summary>Works out a row.</summary>
    /// <param name="rows">The outputs.</param>
    /// <param name="row">The row among them.</param>
    /// <param name="cells">Gets a text for each column; "" where outputs are not finite.</param>
    public abstract void Fill(OutputRows rows, int row, Span<string> cells);

    /// <summary>The first of the largest numbers, as accuracy counts it; −1 if none is a number.</summary>
    public static int Largest(ReadOnlySpan<double> numbers)
    {
        var best = -1;
        for (var i = 0; i < numbers.Length; i++)
        {
            if (best < 0 ? !double.IsNaN(numbers[i]) : numbers[i] > numbers[best])
            {
                best = i;
            }
        }

        return best;
    }
}
