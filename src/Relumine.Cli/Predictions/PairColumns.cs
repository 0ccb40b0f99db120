namespace Relumine.Cli.Predictions;

/// <summary>Two classes with one output, which speaks for the second.</summary>
/// <param name="names">The names of both.</param>
/// <param name="decision">What the output exceeds where the second is meant.</param>
/// <param name="isLogit">Whether its logistic sigmoid is the probability of the second; otherwise it is a score.</param>
internal sealed class PairColumns(IReadOnlyList<string> names, double decision, bool isLogit) : PredictionColumns
{
    private readonly double[] _number = new double[1];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Headings { get; } =
        isLogit ? ["prediction", "probability of " + names[0], "probability of " + names[1]] : ["prediction", "score of " + names[1]];

    /// <inheritdoc/>
    public override bool NamesClass => true;

    /// <inheritdoc/>
    public override void Fill(OutputRows rows, int row, Span<string> cells)
    {
        rows.Read(row, _number);
        var z = _number[0];
        cells[0] = double.IsNaN(z) ? "" : names[z > decision ? 1 : 0];
        if (isLogit)
        {
            // Each from its own exponential: the smaller keeps its digits where the network is almost certain.
            (cells[1], cells[2]) = (rows.Text(NumberColumns.Sigmoid(-z)), rows.Text(NumberColumns.Sigmoid(z)));
        }
        else
        {
            cells[1] = rows.Text(z);
        }
    }
}
