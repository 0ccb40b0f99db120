using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Relumine.Live.Pages;

/// <summary>The page as it is served: what script fills in, and without script the latest state as a table.</summary>
internal static class LivePage
{
    /// <summary>Writes it.</summary>
    /// <param name="title">What the run is called; it may come from a file's name.</param>
    /// <param name="state">What a page is told that knows nothing yet; empty where it was not at hand.</param>
    public static ReadOnlyMemory<byte> Write(string title, ReadOnlyMemory<byte> state)
    {
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Append("<title>").Append(WebUtility.HtmlEncode(title)).Append(" · Relumine live</title>\n<link rel=\"icon\" href=\"data:,\">\n")
            .Append("<link rel=\"stylesheet\" href=\"live.css\">\n<script type=\"module\" src=\"app.js\"></script>\n")
            .Append("<noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript>\n</head>\n<body>\n<div id=\"app\"><h1 class=\"wait\">")
            .Append(WebUtility.HtmlEncode(title)).Append("</h1></div>\n<noscript>\n<main class=\"static\">\n");
        if (state.IsEmpty)
        {
            page.Append("<p>The run is busy. The page asks again in two seconds.</p>\n");
        }
        else
        {
            using var document = JsonDocument.Parse(state);
            page.Append("<p>The latest state; with script allowed, the page is alive. It is loaded anew every two seconds.</p>\n<p>The run is ")
                .Append(Text(document.RootElement.GetProperty("state"))).Append(".</p>\n");
            Static(page, document.RootElement);
        }

        return Encoding.UTF8.GetBytes(page.Append("</main>\n</noscript>\n</body>\n</html>\n").ToString());
    }

    /// <summary>Writes a state as tables: the latest epochs, the layers, the findings.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="state">What a page is told that knows nothing yet.</param>
    public static void Static(StringBuilder page, JsonElement state)
    {
        page.Append("<table><caption>Epochs</caption><thead><tr><th scope=\"col\">Epoch</th><th scope=\"col\">Step</th><th scope=\"col\">Loss</th>")
            .Append("<th scope=\"col\">Score</th><th scope=\"col\">Dead units</th></tr></thead><tbody>\n");
        foreach (var epoch in state.GetProperty("epochs").EnumerateArray().TakeLast(20))
        {
            page.Append("<tr>");
            foreach (var name in new[] { "epoch", "step", "loss", "score", "dead" })
            {
                page.Append("<td>").Append(Text(epoch.GetProperty(name))).Append("</td>");
            }

            page.Append("</tr>\n");
        }

        page.Append("</tbody></table>\n<ul>\n");
        foreach (var layer in state.GetProperty("layers").EnumerateArray())
        {
            page.Append("<li>").Append(Text(layer.GetProperty("name"))).Append(": ").Append(Text(layer.GetProperty("units"))).Append(" units</li>\n");
        }

        page.Append("</ul>\n");
        if (state.GetProperty("found") is { ValueKind: JsonValueKind.Object } found)
        {
            page.Append("<h2>Findings</h2>\n<ul>\n");
            foreach (var finding in found.GetProperty("findings").EnumerateArray())
            {
                page.Append("<li><strong>").Append(Text(finding.GetProperty("title"))).Append("</strong>: ").Append(Text(finding.GetProperty("message")))
                    .Append("</li>\n");
            }

            page.Append("</ul>\n");
        }
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "–",
        JsonValueKind.Number => value.GetDouble().ToString("G4", CultureInfo.InvariantCulture),
        _ => WebUtility.HtmlEncode(value.ToString()),
    };
}
