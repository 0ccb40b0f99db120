using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Relucent.Json;

/// <summary>Writes the document <see cref="CheckupResult.CurrentSchema"/>.</summary>
public static class CheckupJson
{
    private static readonly CheckupJsonContext s_context = new(new JsonSerializerOptions(CheckupJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });

    /// <summary>The document as indented JSON with a line end after it; numbers that are not finite are null.</summary>
    public static string Write(CheckupResult result) => JsonSerializer.Serialize(result, s_context.CheckupResult) + "\n";
}
