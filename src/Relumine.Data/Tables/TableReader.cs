using Relumine.Data.Csv;
using Relumine.Data.Errors;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Tables;

/// <summary>The pass that turns rows into features and targets, by a plan.</summary>
internal sealed class TableReader
{
    private const int NamedColumns = 4;

    private readonly TableText _text;
    private readonly ColumnReader?[] _columns;
    private readonly int[] _offsets;
    private readonly TargetReader? _target;
    private readonly MissingMarks _marks;
    private readonly MissingMarks _targetMarks;

    private readonly List<ColumnPlan> _leftOut;

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
        _leftOut = [.. plan.Columns.Where(c => c.Role == ColumnRole.LeftOut)];
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
            if (!Begin(records, out var target))
            {
                continue;
            }

            if (row == count)
            {
                throw Changed();
            }

            if (labels is not null)
            {
                labels[row] = (int)target;
            }
            else if (values is not null)
            {
                values.Values<float>()[row] = (float)target;
            }

            Features(records, features.Values<float>().Slice(row * Width, Width));
            lines[row++] = records.Line;
        }

        Lines = lines;

        return row == count ? (features, labels, values) : throw Changed();
    }

    /// <summary>The classes of all rows with a target, by the texts that were kept of it.</summary>
    /// <param name="target">The target.</param>
    /// <returns>Null where the target is no class.</returns>
    public int[]? Labels(ColumnSurvey target)
    {
        if (_target is not { IsClass: true })
        {
            return null;
        }

        var classes = new int[target.Texts.Count];
        for (var text = 0; text < classes.Length; text++)
        {
            classes[text] = _target.Class(CsvFields.Escaped(target.Texts[text]), target.Texts.LineOf(text));
        }

        var (labels, at) = (new int[target.Present], 0);
        for (var row = 0; row < target.Rows!.Count; row++)
        {
            if (target.Rows[row] is >= 0 and var text)
            {
                labels[at++] = classes[text];
            }
        }

        return labels;
    }

    /// <summary>Reads the classes of all rows and nothing else.</summary>
    /// <param name="rows">Their number, those without a target not counted.</param>
    /// <returns>Null where the target is no class.</returns>
    public int[]? ReadLabels(long rows)
    {
        if (_target is not { IsClass: true })
        {
            return null;
        }

        using var records = _text.Rows();
        var labels = new int[checked((int)rows)];
        for (var row = 0; row < labels.Length; row++)
        {
            Next(records, out var target);
            labels[row] = (int)target;
        }

        return labels;
    }

    /// <summary>Goes to the next row that has a target, or to the next one where no target is read.</summary>
    /// <param name="records">The rows.</param>
    /// <param name="target">The class or number; 0 where no target is read.</param>
    /// <exception cref="RelumineException">There is none: the file changed.</exception>
    public CsvRecords Next(CsvRecords records, out double target)
    {
        while (records.MoveNext())
        {
            if (Begin(records, out target))
            {
                return records;
            }
        }

        throw Changed();
    }

    /// <summary>Finds the fields of a row and reads its target.</summary>
    /// <param name="records">Where the row stands.</param>
    /// <param name="target">The class or number; 0 where no target is read.</param>
    /// <returns>False if the target is missing.</returns>
    public bool Begin(CsvRecords records, out double target)
    {
        target = 0;
        FindFields(records);
        if (_target is null)
        {
            return true;
        }

        var field = Field(records.Current, _target.Index);
        if (_targetMarks.Is(field))
        {
            return false;
        }

        target = _target.IsClass ? _target.Class(field, records.Line) : _target.Number(field, records.Line);
        return true;
    }

    /// <summary>Reads the features of the row that was begun.</summary>
    /// <param name="records">Where the row stands.</param>
    /// <param name="to">Gets the features; 0 before.</param>
    public void Features(CsvRecords records, Span<float> to)
    {
        var record = records.Current;
        for (var column = 0; column < _columns.Length; column++)
        {
            if (_columns[column] is { } reader)
            {
                var field = Field(record, column);
                reader.Read(field, records.Line, _marks.Is(field), to.Slice(_offsets[column], reader.Width));
            }
        }
    }

    private void FindFields(CsvRecords records)
    {
        var record = records.Current;
        var fields = new CsvFields(record, _text.Dialect.Delimiter);
        var column = 0;
        for (; fields.MoveNext(); column++)
        {
            if (column < _fields.Length)
            {
                record.Overlaps(fields.Current, out var start);
                _fields[column] = (start, fields.Current.Length);
            }
        }

        if (column != _fields.Length)
        {
            throw _text.Ragged(records.Line, column);
        }
    }

    private ReadOnlySpan<byte> Field(ReadOnlySpan<byte> record, int column) =>
        record.Slice(_fields[column].Start, _fields[column].Length).Trim(" \t"u8);

    private void CheckSize(long rows)
    {
        MemoryRoom.Demand(
            rows * (double)Width * sizeof(float), _text.Bytes.Name, $"{rows} rows of {Width} features take", "Use fewer columns, or fewer categories.");
        if (rows == 0)
        {
            throw DataError.Broken(_text.Bytes.Name, "no row is left. At least one with a target is needed.");
        }

        if (Width == 0)
        {
            var why = _leftOut.Take(NamedColumns).Select(c => $"'{TableNotice.Shown(_text.NameOf(c.Index))}' ({c.Reason})");
            var more = _leftOut.Count > NamedColumns ? ", …" : "";
            throw DataError.Broken(
                _text.Bytes.Name,
                $"no column is left to learn from: fields are separated by {_text.Dialect.DelimiterText}"
                    + $"{(_leftOut.Count > 0 ? $"; left out are {string.Join(", ", why)}{more}" : ", and the target is the only column")}. "
                    + "Name the kinds of those that are to stay, or the delimiter, or another target."
            );
        }
    }

    private RelumineException Changed() => DataError.Broken(_text.Bytes.Name, "the file changed while it was read. Try again when it is complete.");
}
