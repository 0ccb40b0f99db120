using Relumine.Data.Fit;

namespace Relumine.Data.Formats;

/// <summary>What the user says about a data file.</summary>
public sealed record DataOptions
{
    /// <summary>Nothing said: all is found out.</summary>
    public static DataOptions Default { get; } = new();

    /// <summary>The model input that the file is for, or "" to take the name from the file; <c>--input NAME=PATH</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>CSV: lines to skip before the header or the first row; <c>--csv-skip</c>.</summary>
    public int CsvSkip { get; init; }

    /// <summary>CSV: what stands between fields, or null to find out; <c>--csv-delimiter</c>. A space stands for any run of blanks.</summary>
    public char? CsvDelimiter { get; init; }

    /// <summary>CSV: whether the first line names the columns, or null to find out.</summary>
    public bool? CsvHeader { get; init; }

    /// <summary>CSV: which column holds labels and not features; <c>--label-column</c>.</summary>
    public LabelColumn LabelColumn { get; init; } = LabelColumn.None;

    /// <summary>How numbers are scaled while they are read, or null to leave them; <c>--divide</c>, <c>--mean</c>, <c>--std</c>.</summary>
    public Scaling? Scaling { get; init; }

    /// <summary>A recipe names the file: messages then speak of its keys instead of options.</summary>
    internal bool InRecipe { get; init; }

    /// <summary>How to say which column holds labels, for messages.</summary>
    internal string SayingLabel(string column) => InRecipe ? $"\"label\": \"{column}\"" : $"--label-column {(column.Contains(' ', StringComparison.Ordinal) ? $"\"{column}\"" : column)}";

    /// <summary>How to say that lines are left out, for messages.</summary>
    internal string SayingSkip(int lines) => InRecipe ? $"\"skip\": {lines}" : $"--csv-skip {lines}";

    /// <summary>The file holds labels: a single CSV column may hold class names.</summary>
    internal bool ForLabels { get; init; }
}
