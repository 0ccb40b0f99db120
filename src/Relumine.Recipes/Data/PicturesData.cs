using System.Text.Json;
using System.Text.Json.Nodes;
using Relumine.Data.Pictures;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Data;

/// <summary>A folder of PNG or JPEG pictures.</summary>
/// <param name="Path">The folder, relative to the recipe's.</param>
/// <param name="Labels">A table of file names and classes; null where classes are subfolders, or the folder has a <c>labels.csv</c>.</param>
public sealed record PicturesData(string Path = "", string? Labels = null) : RecipeData
{
    private const int Largest = 8192;

    /// <inheritdoc/>
    public override string Name => "pictures";

    /// <inheritdoc/>
    public override string Summary => "a folder of PNG or JPEG pictures, a subfolder for each class";

    /// <inheritdoc/>
    internal override string Shorthand => "path";

    /// <summary>Size, channels and scale.</summary>
    public PicturePlan Plan { get; init; } = new();

    /// <summary>Whether two say the same about the same folder.</summary>
    public bool Equals(PicturesData? other) => other is not null && Path == other.Path && Labels == other.Labels && Plan.ToJson() == other.Plan.ToJson();

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Path, Labels);

    internal override RecipeData Read(RecipeFields fields) =>
        new PicturesData(fields.Need("path", "the folder of pictures").Text(), fields.Take("labels")?.Text())
        {
            Plan = new()
            {
                Width = fields.Integer("width", 0, 1, Largest),
                Height = fields.Integer("height", 0, 1, Largest),
                Channels = fields.Take("channels") is not { } channels ? 0
                    : channels.Integer(1, 3) is var count and (1 or 3) ? count
                    : throw channels.Expected("1 (grey) or 3 (red, green and blue)"),
                ChannelsLast = fields.Flag("channelsLast", false),
                Divide = fields.Number("divide", new PicturePlan().Divide, double.Epsilon),
                Mean = Numbers(fields.Take("mean"), 0, double.MinValue),
                Deviation = Numbers(fields.Take("deviation"), 1, double.Epsilon),
            },
        };

    internal override RecipeData WithPaths(Func<string, string> path) => this with { Path = path(Path), Labels = Labels is { } labels ? path(labels) : null };

    internal override void Write(JsonObject json)
    {
        json.Put("path", Path);
        json.Put("labels", Labels);
        json.Put("width", Plan.Width.Unless(0));
        json.Put("height", Plan.Height.Unless(0));
        json.Put("channels", Plan.Channels.Unless(0));
        if (Plan.ChannelsLast)
        {
            json.Add("channelsLast", true);
        }

        json.Put("divide", Plan.Divide.Unless(new PicturePlan().Divide));
        Put(json, "mean", Plan.Mean, 0);
        Put(json, "deviation", Plan.Deviation, 1);
    }

    private static IReadOnlyList<double> Numbers(RecipeEntry? entry, double customary, double least) => entry is not { } given ? [customary]
        : given.Value.ValueKind == JsonValueKind.Number ? [given.Number(least)]
        : [.. given.Items("numbers, one for each channel").Select(i => i.Number(least))];

    private static void Put(JsonObject json, string key, IReadOnlyList<double> numbers, double customary)
    {
        if (numbers is not [var only])
        {
            json.Add(key, new JsonArray([.. numbers.Select(n => (JsonNode?)JsonValue.Create(n))]));
        }
        else if (only != customary)
        {
            json.Add(key, only);
        }
    }
}
