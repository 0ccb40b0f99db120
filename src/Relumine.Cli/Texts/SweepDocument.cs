using System.Text.Json;
using System.Text.Json.Serialization;
using Relumine.Doctor.Json;
using Relumine.Graph.Errors;
using Relumine.Recipes.Sweeps;

namespace Relumine.Cli.Texts;

/// <summary>What <c>sweep --json</c> writes, and <c>--resume</c> reads.</summary>
/// <param name="Schema">Always <c>relumine.sweep/1</c>.</param>
/// <param name="Recipe">The text of the recipe that all points have in common.</param>
/// <param name="Axes">What differs.</param>
/// <param name="Seeds">The networks of each point.</param>
/// <param name="Count">How many points there are.</param>
/// <param name="Seconds">The time that training has taken so far.</param>
/// <param name="Points">The points that are done.</param>
internal sealed record SweepDocument(
    string Schema, string Recipe, IReadOnlyList<SweepAxisDocument> Axes, int Seeds, int Count, double Seconds, IReadOnlyList<SweepPointDocument> Points)
{
    private const string Current = "relumine.sweep/1";

    /// <summary>The document as JSON, with a line end after it.</summary>
    public static string Write(Sweep sweep, SweepPoint?[] points, double seconds)
    {
        var document = new SweepDocument(
            Current,
            sweep.Recipe.ToJson(),
            [.. sweep.Axes.Select(a => new SweepAxisDocument(a.Field, [.. a.Values], a.IsLogarithmic))],
            sweep.Seeds,
            sweep.Count,
            seconds,
            [
                .. points
                    .OfType<SweepPoint>()
                    .Select(p => new SweepPointDocument(
                        sweep.PlaceOf(p.Index),
                        p.Score,
                        p.Loss,
                        p.Dead,
                        p.BornDead,
                        p.BornDeadNetworks,
                        p.Diverged,
                        p.Steps,
                        p.Weights
                    )),
            ]
        );
        return JsonSerializer.Serialize(document, SweepDocumentContext.Default.SweepDocument) + "\n";
    }

    /// <summary>What an earlier run of the same sweep has finished.</summary>
    /// <param name="path">The file that it wrote.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="points">Takes the points.</param>
    /// <returns>The seconds that they took.</returns>
    /// <exception cref="RelumineException">The file is broken, or of another sweep.</exception>
    public static double Read(string path, Sweep sweep, SweepPoint?[] points)
    {
        SweepDocument? document;
        try
        {
            using var stream = File.OpenRead(path);
            document = JsonSerializer.Deserialize(stream, SweepDocumentContext.Default.SweepDocument);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new RelumineException(
                ErrorKind.BrokenFile,
                $"{path}: what an earlier sweep has finished cannot be read: {e.Message.TrimEnd('.')}. Remove it.",
                e
            );
        }

        if (
            document is not { Schema: Current, Axes: { } axes, Points: { } finished }
            || document.Recipe != sweep.Recipe.ToJson()
            || document.Seeds != sweep.Seeds
            || !axes.Select(a => (a.Field, string.Join(',', a.Values ?? []))).SequenceEqual(sweep.Axes.Select(a => (a.Field, string.Join(',', a.Values))))
        )
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest, $"{path} holds another sweep: its recipe, fields, values or seeds differ. Give another file, or leave out --resume.");
        }

        foreach (var p in finished)
        {
            try
            {
                var at = sweep.PointAt(p.At ?? []);
                points[at] = new SweepPoint(at, p.Score, p.Loss, p.Dead, p.BornDead, p.BornDeadNetworks, p.Diverged, p.Steps, p.Weights ?? "");
            }
            catch (ArgumentException e)
            {
                throw new RelumineException(ErrorKind.BrokenFile, $"{path}: a point lies outside of the sweep. {e.Message} Remove the file.", e);
            }
        }

        return document.Seconds;
    }
}

/// <summary>A field and its values as JSON.</summary>
internal sealed record SweepAxisDocument(string Field, IReadOnlyList<string>? Values, bool Logarithmic);

/// <summary>A point: its place on each axis, and what became of its networks.</summary>
internal sealed record SweepPointDocument(
    IReadOnlyList<int>? At,
    double? Score,
    double? Loss,
    double? Dead,
    double? BornDead,
    double? BornDeadNetworks,
    double Diverged,
    long Steps,
    string? Weights
);

/// <summary>The serialiser, made at compile time; a point takes a line.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(NonFiniteAsNull)])]
[JsonSerializable(typeof(SweepDocument))]
internal sealed partial class SweepDocumentContext : JsonSerializerContext;
