using System.Text.Json;
using Relumine.Data.Errors;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tables;

/// <summary>
/// How a table becomes features and a target: what was decided and learned from one table, so that another with the same
/// columns becomes the same features. Immutable, and JSON both ways.
/// </summary>
public sealed record TablePlan
{
    /// <summary>Under which key the metadata of an ONNX model hold the plan of the table that it learned from.</summary>
    public const string MetadataKey = "relumine.table";

    /// <summary>The schema of the JSON.</summary>
    public const string CurrentSchema = "relumine.table/1";

    /// <summary>Always <see cref="CurrentSchema"/>.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>Whether the table has a header; columns are then found by name, and otherwise by their place.</summary>
    public bool Header { get; init; }

    /// <summary>The texts that stand for missing values, as the user gave them; null for those that are customary.</summary>
    public IReadOnlyList<string>? MissingMarks { get; init; }

    /// <summary>What every feature is divided by, when all are made.</summary>
    public double Divide { get; init; } = 1;

    /// <summary>
    /// Where targets stand in a file of their own: the names of the classes, or of that file's columns, in their order; null where they have none.
    /// </summary>
    public IReadOnlyList<string>? TargetNames { get; init; }

    /// <summary>All columns, in the order of the table that the plan was made from.</summary>
    public required IReadOnlyList<ColumnPlan> Columns { get; init; }

    /// <summary>The names of the features, in their order.</summary>
    public IReadOnlyList<string> Features() => [.. Columns.SelectMany(c => c.Features)];

    /// <summary>What takes the place of each feature where a value is missing, a number each, scaled as the features are.</summary>
    public IReadOnlyList<float> Fills() => [.. Columns.SelectMany(c => c.FeatureFills).Select(f => (float)(f / Divide))];

    /// <summary>The target; null if there is none.</summary>
    public ColumnPlan? Target() => Columns.FirstOrDefault(c => c.Role == ColumnRole.Target);

    /// <summary>The plan as JSON, with a line end behind it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TableJsonContext.Default.TablePlan) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="origin">What messages call it.</param>
    /// <exception cref="RelumineException">It is no plan, or contradicts itself.</exception>
    public static TablePlan Parse(string json, string origin = "the plan")
    {
        ArgumentNullException.ThrowIfNull(json);
        TablePlan? plan;
        try
        {
            plan = JsonSerializer.Deserialize(json, TableJsonContext.Default.TablePlan);
        }
        catch (JsonException e)
        {
            throw DataError.Broken(origin, $"this is no plan of a table: {DataError.Printable(e.Message)}", e);
        }

        return plan is null || plan.Schema != CurrentSchema
            ? throw DataError.Broken(origin, $"the schema is '{TableNotice.Shown(plan?.Schema ?? "null")}', but '{CurrentSchema}' is expected.")
            : PlanCheck.Of(plan, origin);
    }
}
