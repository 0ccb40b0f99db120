using Relumine.Data.Datasets;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Checkups;
using Relumine.Engine.Inference;
using Relumine.Graph.Errors;
using Relumine.Recipes;

namespace Relumine.Cli.Sessions;

/// <summary>What the libraries call settings, and by which options users of the program give them.</summary>
internal static class OptionWords
{
    /// <summary>The options, by the names of the properties and parameters.</summary>
    public static IReadOnlyDictionary<string, string> Options { get; } = new Dictionary<string, string>
    {
        [nameof(DataOptions.CsvDelimiter)] = "--csv-delimiter",
        [nameof(DataOptions.CsvSkip)] = "--csv-skip",
        [nameof(DataOptions.LabelColumn)] = "--label-column",
        [nameof(Labels)] = "--labels",
        [nameof(Scaling.Divide)] = "--divide",
        [nameof(Scaling.Mean)] = "--mean",
        [nameof(Scaling.Deviation)] = "--std",
        [nameof(CheckupOptions.Resume)] = "--resume",
        [nameof(AuditOptions.Output)] = "--output",
        [nameof(AuditOptions.ByClass)] = "--units",
        [nameof(PlanOptions.AnyWork)] = "--any-work",
        ["sources"] = "--input NAME=PATH",
    };

    /// <summary>A setting as it is written on a command line, e.g. <c>--csv-skip 1</c>; one without an option as it is written in a recipe.</summary>
    public static string Of(Setting setting) =>
        !Options.TryGetValue(setting.Name, out var option) ? RecipeDataset.KeyOf(setting)
        : setting.Value is not { } value ? option
        : value.Contains(' ', StringComparison.Ordinal) ? $"{option} \"{value}\"" : $"{option} {value}";
}
