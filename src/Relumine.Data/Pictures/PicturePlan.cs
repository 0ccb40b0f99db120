using System.Text.Json;
using System.Text.Json.Serialization;
using Relumine.Data.Errors;
using Relumine.Graph.Errors;

namespace Relumine.Data.Pictures;

/// <summary>How pictures become numbers, so that others become the same: (pixel / Divide − Mean) / Deviation. JSON both ways.</summary>
public sealed record PicturePlan
{
    /// <summary>Under which key the metadata of an ONNX model hold it.</summary>
    public const string MetadataKey = "relumine.pictures";

    /// <summary>The width to which pictures are brought; 0 for that of the first, which all must then have.</summary>
    public int Width { get; init; }

    /// <summary>The height to which pictures are brought; 0 as <see cref="Width"/>.</summary>
    public int Height { get; init; }

    /// <summary>1 for grey, 3 for red, green and blue; 0 for what the first picture has.</summary>
    public int Channels { get; init; }

    /// <summary>Whether the channels of a pixel stand side by side, as TensorFlow has them; otherwise one channel after another, as in ONNX.</summary>
    public bool ChannelsLast { get; init; }

    /// <summary>What every pixel, from 0 to 255, is divided by.</summary>
    public double Divide { get; init; } = 255;

    /// <summary>What is subtracted then: one number, or one for each channel.</summary>
    public IReadOnlyList<double> Mean { get; init; } = [0];

    /// <summary>What is divided by then: one number, or one for each channel.</summary>
    public IReadOnlyList<double> Deviation { get; init; } = [1];

    /// <summary>The names of the classes, in their order; empty to take those of the folder, sorted.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PicturePlanContext.Default.PicturePlan);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="RelumineException">It is no such plan, or one that makes no sense.</exception>
    public static PicturePlan Parse(string json, string origin = "the plan")
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var plan = JsonSerializer.Deserialize(json, PicturePlanContext.Default.PicturePlan);
            return plan is { Mean: not null, Deviation: not null, ClassNames: not null, Channels: 0 or 1 or 3 }
                && plan is { Width: >= 0 and <= PictureHead.MostPixels, Height: >= 0 and <= PictureHead.MostPixels }
                ? plan
                : throw DataError.Broken(origin, "this is no plan of pictures.");
        }
        catch (JsonException e)
        {
            throw DataError.Broken(origin, $"this is no plan of pictures: {DataError.Printable(e.Message)}", e);
        }
    }
}

/// <summary>The serialiser, made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PicturePlan))]
internal sealed partial class PicturePlanContext : JsonSerializerContext;
