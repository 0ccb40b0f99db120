using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Data.Tables.Dates;

namespace Relumine.Data.Tables;

/// <summary>What the user says about a table; all else is found out.</summary>
public sealed record TableOptions
{
    /// <summary>Which column is to be learned; <see cref="LabelColumn.None"/> for a table of features alone.</summary>
    public LabelColumn Target { get; init; } = LabelColumn.Last;

    /// <summary>Lines to skip before the header or the first row.</summary>
    public int Skip { get; init; }

    /// <summary>What stands between fields; null to find out.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether the first line names the columns; null to find out.</summary>
    public bool? Header { get; init; }

    /// <summary>The columns that are features: names, numbers from 1, or patterns with * and ?; empty for all.</summary>
    public IReadOnlyList<string> Use { get; init; } = [];

    /// <summary>The columns that are left out, said like <see cref="Use"/>.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];

    /// <summary>The kinds of columns that the user knows better, by name or number.</summary>
    public IReadOnlyDictionary<string, ColumnKind> Kinds { get; init; } = new Dictionary<string, ColumnKind>();

    /// <summary>What stands before decimals, a point or a comma; null to find out.</summary>
    public char? Decimal { get; init; }

    /// <summary>What stands for missing values, and what takes their place.</summary>
    public MissingOptions Missing { get; init; } = new();

    /// <summary>How texts become numbers.</summary>
    public CategoryOptions Categories { get; init; } = new();

    /// <summary>How dates become numbers.</summary>
    public DateOptions Dates { get; init; } = new();

    /// <summary>What is done to every feature when all are read; null for nothing.</summary>
    public Scaling? Scaling { get; init; }

    /// <summary>The same, for finding delimiter and header.</summary>
    internal DataOptions ForText => new() { CsvSkip = Skip, CsvDelimiter = Delimiter, CsvHeader = Header };
}
