using System.Globalization;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Predictions;

/// <summary>Every element of every output as the network gives it: what there is to say of a network from elsewhere.</summary>
internal sealed class ElementColumns : PredictionColumns
{
    // As many columns as spreadsheets have.
    private const int Most = 16_384;

    private readonly IReadOnlyList<RowOutput> _outputs;
    private readonly double[] _numbers;

    /// <summary>Counts the columns.</summary>
    /// <param name="outputs">The outputs.</param>
    /// <param name="namesClass">Whether the index of the largest number of the only output stands in front.</param>
    /// <exception cref="RelumineException">They are too many for a table.</exception>
    public ElementColumns(IReadOnlyList<RowOutput> outputs, bool namesClass)
    {
        var elements = outputs.Sum(o => (long)o.Length);
        if (elements > Most)
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The network gives {elements:N0} numbers for each row, but a table has at most {Most:N0} columns. Write arrays instead: --output DIR."));
        }

        (_outputs, NamesClass) = (outputs, namesClass);
        _numbers = new double[namesClass ? outputs[0].Length : 0];
        Headings = [.. namesClass ? ["prediction"] : (string[])[], .. outputs.SelectMany(Names)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Headings { get; }

    /// <inheritdoc/>
    public override bool NamesClass { get; }

    /// <inheritdoc/>
    public override void Fill(OutputRows rows, int row, Span<string> cells)
    {
        var at = 0;
        if (NamesClass)
        {
            rows.Read(row, _numbers);
            cells[at++] = Largest(_numbers) is >= 0 and var best ? best.ToString(CultureInfo.InvariantCulture) : "";
        }

        for (var o = 0; o < _outputs.Count; o++)
        {
            for (var i = 0; i < _outputs[o].Length; i++)
            {
                cells[at++] = rows.Text(o, row, i);
            }
        }
    }

    // y, or y[2,0]: places count from 0, as those of arrays do.
    private static IEnumerable<string> Names(RowOutput output)
    {
        if (output.Length == 1)
        {
            return [output.Name];
        }

        return Enumerable.Range(0, output.Length).Select(i =>
        {
            var places = new string[output.Shape.Rank];
            for (var d = places.Length - 1; d >= 0; d--)
            {
                places[d] = (i % output.Shape[d]).ToString(CultureInfo.InvariantCulture);
                i /= output.Shape[d];
            }

            return $"{output.Name}[{string.Join(',', places)}]";
        });
    }
}
