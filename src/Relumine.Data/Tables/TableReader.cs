using Relumine.Data.Csv;
using Relumine.Data.Errors;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Tables;

/// <summary>The pass that turns rows into features and targets, by a plan.</summary>
internal sealed class TableReader
{
    private readonly TableText _text;
    private readonly ColumnReader?[] _columns;
    private readonly int[] _offsets;
    private readonly TargetReader? _target;
    private readonly MissingMarks _marks;
    private readonly MissingMarks _targetMarks;

    // Where the fields of a row stand in its record: the target is looked at before the features, wherever it is.
    private readonly (int Start, int Length)[] _fields;

    /// <summary>Prepares to read.</summary>
    /// <param name="text">The file.</param>
    /// <param name="plan">What becomes of each column.</param>
    /// <param name="places">Where each column of the plan stands in this file; −1 where a target is not there.</param>
    /// <param name="classes">The classes that a network tells apart; 0 if that is not known.</param>
    public TableReader(TableText text, TablePlan plan, IReadOnlyList<int> places, int classes)
    {
        _text = text;
        (_columns, _offsets) = (new ColumnReader?[text.Dialect.Columns], new int[text.Dialect.Columns]);
        (_marks, _targetMarks) = (MissingMarks.ForFeatures(plan.MissingMarks), MissingMarks.ForTarget(plan.MissingMarks));
        _fields = new (int, int)[text.Dialect.Columns];
        ByPlan = new ColumnReader?[plan.Columns.Count];
        for (var i = 0; i < plan.Columns.Count; i++)
        {
            var column = plan.Columns[i];
            if (column.Role == ColumnRole.Target && places[i] >= 0)
            {
                _target = new TargetReader(text, column, places[i], classes);
            }
            else if (column.Role == ColumnRole.Feature)
            {
                _columns[places[i]] = ByPlan[i] = ColumnReader.Of(text, column, places[i]);
                _offsets[places[i]] = Width;
                Width += ByPlan[i]!.Width;
            }
        }
    }

    /// <summary>The readers in the order of the plan.</summary>
    public ColumnReader?[] ByPlan { get; }

    /// <summary>The number of features.</summary>
    public int Width { get; }

    /// <summary>The line in which each row that was read stands.</summary>
    public IReadOnlyList<long> Lines { get; private set; } = [];

    /// <summary>Reads all rows.</summary>
    /// <param name="rows">Their number, those without a target not counted.</param>
    /// <exception cref="RelumineException">A value is not what the plan says, or the whole does not fit into memory.</exception>
    public (ModelTensor Features, int[]? Labels, ModelTensor? Values) Read(long rows)
    {
        CheckSize(rows);
        var count = (int)rows;
        var features = ModelTensor.Zeros(ElementType.Float32, new Shape(count, Width));
        var labels = _target is { IsClass: true } ? new int[count] : null;
        var values = _target is { IsClass: false } ? ModelTensor.Zeros(ElementType.Float32, new Shape(count, 1)) : null;
        using var records = _text.Rows();
        var (row, lines) = (0, new long[count]);
        while (records.MoveNext())
        {
            if (row == count && _target is null)
            {
                throw Changed();
            }

            if (ReadRow(records, row, features, labels, values))
            {
                lines[row++] = records.Line;
            }
        }

        Lines = lines;

        return row == count ? (features, labels, values) : throw Changed();
    }

    // False if its target is missing.
    private bool ReadRow(CsvRecords records, int row, ModelTensor features, int[]? labels, ModelTensor? values)
    {
        var record = records.Current;
        FindFields(record);
        if (_target is not null)
        {
            var target = Field(record, _target.Index);
            if (_targetMarks.Is(target))
            {
                return false;
            }

            if (row == features.Shape[0])
            {
                throw Changed();
            }

            if (labels is not null)
            {
                labels[row] = _target.Class(target, records.Line);
            }
            else
            {
                values!.Values<float>()[row] = (float)_target.Number(target, records.Line);
            }
        }

        var to = features.Values<float>().Slice(row * Width, Width);
        for (var column = 0; column < _columns.Length; column++)
        {
            if (_columns[column] is { } reader)
            {
                var field = Field(record, column);
                reader.Read(field, records.Line, _marks.Is(field), to.Slice(_offsets[column], reader.Width));
            }
        }

        return true;
    }

    private void FindFields(ReadOnlySpan<byte> record)
    {
        var fields = new CsvFields(record, _text.Dialect.Delimiter);
        var column = 0;
        for (; fields.MoveNext() && column < _fields.Length; column++)
        {
            record.Overlaps(fields.Current, out var start);
            _fields[column] = (start, fields.Current.Length);
        }

        if (column < _fields.Length)
        {
            throw Changed();
        }
    }

    private ReadOnlySpan<byte> Field(ReadOnlySpan<byte> record, int column) =>
        record.Slice(_fields[column].Start, _fields[column].Length).Trim(" \t"u8);

    private void CheckSize(long rows)
    {
        var (bytes, available) = (rows * Width * sizeof(float), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        if (bytes > Array.MaxLength || bytes > available)
        {
            throw DataError.Broken(_text.Bytes.Name, FormattableString.Invariant(
                $"{rows} rows of {Width} features take {bytes >> 20} MiB, which does not fit into memory at once. Use fewer columns, or fewer categories."));
        }

        if (rows == 0)
        {
            throw DataError.Broken(_text.Bytes.Name, "no row is left. At least one with a target is needed.");
        }

        if (Width == 0)
        {
            throw DataError.Broken(
                _text.Bytes.Name,
                "no column is left to learn from. Look at what becomes of each column and why, and name those that are to stay."
            );
        }
    }

    private RelumineException Changed() => DataError.Broken(_text.Bytes.Name, "the file changed while it was read. Try again when it is complete.");
}
