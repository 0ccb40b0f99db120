namespace Relumine.Cli.Predictions;

/// <summary>Classes that exclude each other, with one output each: the likeliest, and what speaks for each.</summary>
/// <param name="names">The names of the classes, one for each output.</param>
/// <param name="kind">What the outputs are.</param>
internal sealed class ClassColumns(IReadOnlyList<string> names, ClassOutputs kind) : PredictionColumns
{
    private readonly double[] _numbers = new double[names.Count];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Headings { get; } =
        ["prediction", .. names.Select(n => (kind == ClassOutputs.Scores ? "score of " : "probability of ") + n)];

    /// <inheritdoc/>
    public override bool NamesClass => true;

    /// <inheritdoc/>
    public override void Fill(OutputRows rows, int row, Span<string> cells)
    {
        rows.Read(row, _numbers);
        var best = Largest(_numbers);
        cells[0] = best < 0 ? "" : names[best];
        if (kind == ClassOutputs.Logits)
        {
            Softmax(_numbers, best);
        }

        for (var i = 0; i < _numbers.Length; i++)
        {
            cells[i + 1] = rows.Text(_numbers[i]);
        }
    }

    // From z − max z, so that nothing overflows.
    private static void Softmax(double[] numbers, int best)
    {
        var (largest, sum) = (best < 0 ? 0 : numbers[best], 0.0);
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Math.Exp(numbers[i] - largest);
            sum += numbers[i];
        }

        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] /= sum;
        }
    }
}

/// <summary>What the outputs of a network that tells classes apart are.</summary>
internal enum ClassOutputs
{
    /// <summary>Their softmax, or with one output its logistic sigmoid, are probabilities.</summary>
    Logits,

    /// <summary>They are probabilities.</summary>
    Probabilities,

    /// <summary>The larger, the likelier, and nothing more.</summary>
    Scores,
}
