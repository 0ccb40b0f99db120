using Relumine.Data.Errors;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tables;

/// <summary>What the user says about single columns, by their index.</summary>
internal sealed class TableWishes
{
    private readonly HashSet<int> _used = [];
    private readonly HashSet<int> _named = [];
    private readonly HashSet<int> _dropped = [];
    private readonly bool _usesAll;

    /// <summary>Looks the columns up.</summary>
    /// <exception cref="RelumineException">A column is not there.</exception>
    public TableWishes(TableText text, TableOptions options)
    {
        var (names, origin) = (text.Header, text.Bytes.Name);
        _usesAll = options.Use.Count == 0;
        foreach (var said in options.Use)
        {
            var found = ColumnPattern.Find(said, names, origin, TableSettings.Use);
            _used.UnionWith(found);
            _named.UnionWith(found.Count == 1 ? found : []);
        }

        foreach (var said in options.Drop)
        {
            _dropped.UnionWith(ColumnPattern.Find(said, names, origin, TableSettings.Drop));
        }

        Kinds = options.Kinds.ToDictionary(k => ColumnPattern.FindOne(k.Key, names, origin, TableSettings.Kinds), k => k.Value);
        Orders = options.Categories.Orders.ToDictionary(k => ColumnPattern.FindOne(k.Key, names, origin, TableSettings.Orders), k => k.Value);
        Fills = options.Missing.Columns.ToDictionary(k => ColumnPattern.FindOne(k.Key, names, origin, TableSettings.Fills), k => k.Value);
        if (Kinds.FirstOrDefault(k => k.Value == ColumnKind.OrderedCategory && !Orders.ContainsKey(k.Key)) is { Value: ColumnKind.OrderedCategory } without)
        {
            throw DataError.Usage(
                $"{new Setting(TableSettings.Kinds)}: '{TableNotice.Shown(text.NameOf(without.Key))}' is to be ordered, but its order is not given. "
                    + $"Say it in {new Setting(TableSettings.Orders)}."
            );
        }
    }

    /// <summary>The kinds that the user gives.</summary>
    public IReadOnlyDictionary<int, ColumnKind> Kinds { get; }

    /// <summary>The orders of categories.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<string>> Orders { get; }

    /// <summary>What fills missing values.</summary>
    public IReadOnlyDictionary<int, string> Fills { get; }

    /// <summary>Whether the user leaves a column out.</summary>
    public bool IsLeftOut(int column) => _dropped.Contains(column) || !(_usesAll || _used.Contains(column));

    /// <summary>Whether the user asks for this very column, so that it stays even if it seems to name rows.</summary>
    public bool IsAskedFor(int column) => _named.Contains(column) || Kinds.ContainsKey(column);

    /// <summary>Columns whose values are counted as texts even where they are numbers.</summary>
    public HashSet<int> Counted() => [.. Kinds.Where(k => k.Value is ColumnKind.Category or ColumnKind.Boolean).Select(k => k.Key), .. Orders.Keys];
}
