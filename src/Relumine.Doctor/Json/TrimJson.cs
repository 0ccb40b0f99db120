using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Relumine.Doctor.Trimming;

namespace Relumine.Doctor.Json;

/// <summary>Writes the document <see cref="TrimResult.CurrentSchema"/>.</summary>
public static class TrimJson
{
    private static readonly TrimJsonContext s_context = new(new JsonSerializerOptions(TrimJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });

    /// <summary>The document as indented JSON with a line end after it; numbers that are not finite are null.</summary>
    public static string Write(TrimResult result) => JsonSerializer.Serialize(result, s_context.TrimResult) + "\n";
}
