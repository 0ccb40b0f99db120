using System.Globalization;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Formats;

/// <summary>What the user says about a data file.</summary>
public sealed record DataOptions
{
    /// <summary>Nothing said: all is found out.</summary>
    public static DataOptions Default { get; } = new();

    /// <summary>The model input that the file is for, or "" to take the name from the file.</summary>
    public string Name { get; init; } = "";

    /// <summary>CSV: lines to skip before the header or the first row.</summary>
    public int CsvSkip { get; init; }

    /// <summary>CSV: what stands between fields, or null to find out. A space stands for any run of blanks.</summary>
    public char? CsvDelimiter { get; init; }

    /// <summary>CSV: whether the first line names the columns, or null to find out.</summary>
    public bool? CsvHeader { get; init; }

    /// <summary>CSV: which column holds labels and not features.</summary>
    public LabelColumn LabelColumn { get; init; } = LabelColumn.None;

    /// <summary>How numbers are scaled while they are read, or null to leave them.</summary>
    public Scaling? Scaling { get; init; }

    /// <summary>The column that holds labels, as errors name it.</summary>
    internal static Setting LabelSetting(string column) => new(nameof(LabelColumn), column);

    /// <summary>Lines to leave out, as errors name it.</summary>
    internal static Setting SkipSetting(int lines) => new(nameof(CsvSkip), lines.ToString(CultureInfo.InvariantCulture));

    /// <summary>The file holds labels: a single CSV column may hold class names.</summary>
    internal bool ForLabels { get; init; }
}
