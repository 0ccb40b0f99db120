using Relumine.Data.Csv;
using Relumine.Data.Formats;

namespace Relumine.Data.Tables.Plans;

/// <summary>
/// Tables as people have them, for a model that learned from one: columns are found by name, and fills, categories and scale
/// are those of the plan that travels in the model. A file that holds the prepared numbers is read as they stand.
/// </summary>
/// <param name="plan">What was learned from the table; see <see cref="TablePlan.MetadataKey"/>.</param>
/// <param name="wantsLabels">Whether the classes of the target are read, too; rows without one are then left out.</param>
public sealed class PlannedTableFormat(TablePlan plan, bool wantsLabels) : IDataFormat
{
    private readonly CsvFormat _numbers = new();

    /// <inheritdoc/>
    public string Name => _numbers.Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions => _numbers.Extensions;

    /// <inheritdoc/>
    public string Signature => _numbers.Signature;

    /// <inheritdoc/>
    public bool IsGuess => _numbers.IsGuess;

    /// <inheritdoc/>
    public bool Recognizes(DataFile file) => _numbers.Recognizes(file);

    /// <inheritdoc/>
    public DataContents Open(DataFile file, DataOptions options, DataFormats formats)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        CsvFormat.Check(options);
        return PlannedTable.Find(file, plan, options) is { } table ? table.Open(options, wantsLabels) : _numbers.Open(file, options, formats);
    }
}
