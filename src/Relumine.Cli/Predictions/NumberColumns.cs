namespace Relumine.Cli.Predictions;

/// <summary>Numbers: those of the targets in their own units, or probabilities of labels that do not exclude each other.</summary>
/// <param name="headings">What each output is about.</param>
/// <param name="isLogit">Whether the logistic sigmoid of each output is meant.</param>
/// <param name="scale">What each number is multiplied with: 100 where the table has percent, of which a network learns shares.</param>
internal sealed class NumberColumns(IReadOnlyList<string> headings, bool isLogit, double scale) : PredictionColumns
{
    private readonly double[] _numbers = new double[headings.Count];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Headings => headings;

    /// <inheritdoc/>
    public override bool NamesClass => false;

    /// <inheritdoc/>
    public override void Fill(OutputRows rows, int row, Span<string> cells)
    {
        rows.Read(row, _numbers);
        for (var i = 0; i < _numbers.Length; i++)
        {
            cells[i] = rows.Text(scale * (isLogit ? Sigmoid(_numbers[i]) : _numbers[i]));
        }
    }

    /// <summary>The logistic function, 1 / (1 + e^(−z)).</summary>
    public static double Sigmoid(double z)
    {
        var power = Math.Exp(-Math.Abs(z));
        return (z >= 0 ? 1 : power) / (1 + power);
    }
}
