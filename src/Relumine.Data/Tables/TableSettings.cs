using Relumine.Data.Tables.Dates;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tables;

/// <summary>The names of the settings of tables that errors name; see <see cref="Setting"/>.</summary>
public static class TableSettings
{
    /// <summary><see cref="TableOptions.Use"/>.</summary>
    public const string Use = "Use";

    /// <summary><see cref="TableOptions.Drop"/>.</summary>
    public const string Drop = "Drop";

    /// <summary><see cref="TableOptions.Kinds"/>.</summary>
    public const string Kinds = "Kinds";

    /// <summary><see cref="TableOptions.Decimal"/>.</summary>
    public const string Decimal = "Decimal";

    /// <summary><see cref="DateOptions.Order"/>.</summary>
    public const string DateOrder = "Dates.Order";

    /// <summary><see cref="MissingOptions.Marks"/>.</summary>
    public const string Marks = "Missing.Marks";

    /// <summary><see cref="MissingOptions.Columns"/>.</summary>
    public const string Fills = "Missing.Columns";

    /// <summary><see cref="MissingOptions.DropRowsWithoutTarget"/>.</summary>
    public const string DropRows = "Missing.DropRowsWithoutTarget";

    /// <summary><see cref="CategoryOptions.Most"/>.</summary>
    public const string Most = "Categories.Most";

    /// <summary><see cref="CategoryOptions.Rare"/>.</summary>
    public const string Rare = "Categories.Rare";

    /// <summary><see cref="CategoryOptions.Orders"/>.</summary>
    public const string Orders = "Categories.Orders";
}
