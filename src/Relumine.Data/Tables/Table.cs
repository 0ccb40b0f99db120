using Relumine.Data.Datasets;
using Relumine.Data.Sources;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Tables;

/// <summary>A table that was read: features, targets, the plan that made them, and what was noticed.</summary>
public sealed class Table
{
    internal Table(string path, TablePlan plan, IReadOnlyList<TableNotice> notices, ModelTensor features, int[]? labels, ModelTensor? values) =>
        (Path, Plan, Notices, Features, Labels, Values) = (path, plan, notices, features, labels, values);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How it is written, in a few words.</summary>
    public string Dialect { get; internal init; } = "";

    /// <summary>The number of rows, those left out included.</summary>
    public long Rows { get; internal init; }

    /// <summary>The line, from 1, in which each row that was kept stands.</summary>
    public IReadOnlyList<long> Lines { get; internal init; } = [];

    /// <summary>What becomes of each column, with all that was learned.</summary>
    public TablePlan Plan { get; }

    /// <summary>What was seen in each column; empty where a plan was applied.</summary>
    public IReadOnlyList<TableColumn> Columns { get; internal init; } = [];

    /// <summary>What was noticed, in the order of the columns.</summary>
    public IReadOnlyList<TableNotice> Notices { get; }

    /// <summary>Float32 [N, features].</summary>
    public ModelTensor Features { get; }

    /// <summary>The class of each row; null if targets are numbers, or there are none.</summary>
    public int[]? Labels { get; }

    /// <summary>The target of each row: Float32 [N, 1]; null if targets are classes, or there are none.</summary>
    public ModelTensor? Values { get; }

    /// <summary>The names of the classes, where they have any.</summary>
    public IReadOnlyList<string> ClassNames => Labels is null ? [] : Plan.Target()?.Categories ?? [];

    /// <summary>The features, scaled as files of numbers are.</summary>
    internal ModelTensor Scaled(Scaling? scaling) => scaling is null ? Features : new TableSource(Features, Path).Scaled(scaling);
}
