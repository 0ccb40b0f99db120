using Relumine.Cli.Sessions;
using Relumine.Data.Datasets;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Recipes;
using Relumine.Recipes.Data;

namespace Relumine.Cli.Texts;

/// <summary>What was read from files, in a few lines on standard error: whoever sees that a column is missing need not wait for a strange network.</summary>
internal static class DataNotes
{
    // From so few samples a score says little.
    private const int Few = 100;
    private const int NamedClasses = 10;

    /// <summary>Says how the data of a recipe were understood, where they are no generator's, and what is plain before the first step.</summary>
    public static void Write(Session session, Recipe recipe, Dataset training, Dataset? validation)
    {
        if (recipe.Data is not (RecipeGenerator or PointsData))
        {
            WriteFile(session, training, validation);
        }

        foreach (var advice in ScaleAdvice.Of(recipe, training))
        {
            session.Note($"Warning: {advice}");
        }
    }

    private static void WriteFile(Session session, Dataset training, Dataset? validation)
    {
        foreach (var note in training.Notes)
        {
            session.Note(note);
        }

        session.Note(
            $"{Wording.Count(training.Samples, "sample")} to learn from{(validation is null ? "" : $", {Wording.Count(validation.Samples)} to check on")}; "
                + $"{Wording.Count(training.SampleShape.ElementCount, "number")} each, {Targets(training)}."
        );
        if (training.Labels is { } labels && Array.TrueForAll(labels, l => l == labels[0]))
        {
            session.Note($"Warning: all labels are the same ({Name(training, labels[0])}), so there is nothing to tell apart. Is it the right column?");
        }

        if (training.Samples < Few)
        {
            session.Note($"Warning: {Wording.Count(training.Samples, "sample")} are few: scores and dead units may be chance.");
        }
    }

    private static string Targets(Dataset data)
    {
        if (data.Labels is null)
        {
            return $"{Wording.Count(data.TargetWidth, "target")}";
        }

        var names =
            data.ClassNames.Count > 0
                ? $": {string.Join(", ", data.ClassNames.Take(NamedClasses).Select(DataText))}{(data.ClassNames.Count > NamedClasses ? " …" : "")}"
                : "";
        return $"{Wording.Count(data.Classes, "class", "classes")}{names}";
    }

    private static string Name(Dataset data, int label) => label < data.ClassNames.Count ? $"'{DataText(data.ClassNames[label])}'" : Wording.Count(label);

    // A name comes from a file that anybody may have written.
    private static string DataText(string name) => string.Concat(name.Select(c => char.IsControl(c) ? '?' : c));
}
