using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Relumine.Graph.Errors;
using Relumine.Live.Recordings;
using Relumine.Reports;
using Relumine.Reports.Charts;
using Relumine.Reports.Pages;

namespace Relumine.Live.Pages;

/// <summary>
/// A recorded run as one file of HTML that asks for nothing: script, style and recording are inside. Without script it is a report of the run.
/// </summary>
internal static class LessonFile
{
    /// <summary>The largest file, in bytes: it should fit wherever it is sent.</summary>
    public const int MostBytes = 500_000;

    /// <summary>Writes it.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="recording">The run. Where the file would be too large, it is given cells less often.</param>
    /// <param name="pictures">What is shown without script, from the first moment to the last.</param>
    /// <exception cref="RelumineException">Even so it is too large.</exception>
    public static string Write(string title, Recording recording, IReadOnlyList<PlanePicture> pictures)
    {
        var page = Page(title, recording, pictures);
        while (Size(page) > MostBytes && recording.WithFewerCells() is var less && less.Cells < recording.Cells)
        {
            recording = less;
            page = Page(title, recording, pictures);
        }

        return Size(page) <= MostBytes ? page : throw new RelumineException(
            ErrorKind.InvalidRequest,
            FormattableString.Invariant($"The recording takes {Size(page)} bytes, more than {MostBytes}: record fewer steps, or a smaller network."));
    }

    private static string Page(string title, Recording recording, IReadOnlyList<PlanePicture> pictures)
    {
        var script = ScriptBundle.Of("app.js");
        var style = Stylesheet.ForSubdivisions + Encoding.UTF8.GetString(Assets.Find("live.css")!.Content);
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-").Append(Hash(script))
            .Append("'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Append("<title>").Append(WebUtility.HtmlEncode(title)).Append(" · Relumine</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>")
            .Append(style).Append("</style>\n")
            .Append("</head>\n<body>\n<div id=\"app\"></div>\n<main class=\"static\">\n");
        Report(page, title, recording, pictures);
        page.Append("</main>\n<script type=\"text/plain\" id=\"recording\">").Append(Packed(recording)).Append("</script>\n<script>").Append(script)
            .Append("</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static int Size(string page) => Encoding.UTF8.GetByteCount(page);

    private static void Report(StringBuilder page, string title, Recording recording, IReadOnlyList<PlanePicture> pictures)
    {
        var last = recording.Pictures[^1].Step;
        page.Append("<h1>").Append(WebUtility.HtmlEncode(title)).Append("</h1>\n<p>").Append(WebUtility.HtmlEncode(recording.Look)).Append("</p>\n")
            .Append("<p class=\"note\">This file holds a recorded run of ").Append(last.ToString(CultureInfo.InvariantCulture))
            .Append(" steps and the script that replays it; it asks for nothing else. ")
            .Append("Where script is not allowed, as here, this is what came of it.</p>\n");
        var markup = new Markup();
        markup.Begin("div", ("class", "figures"));
        foreach (var picture in pictures)
        {
            var name = FormattableString.Invariant($"The plane after step {picture.Step}");
            markup.Begin("figure");
            new SubdivisionPicture(picture.Plane, CellTint.Output) { IsSmall = true }.Draw(markup, name);
            markup.Leaf("figcaption", FormattableString.Invariant($"{name}: {picture.Plane.Cells} cells, on each the network is one affine map")).End();
        }

        var epochs = Epochs(recording);
        Chart(markup, "Loss", [.. epochs.Select(e => (e.Step, e.Loss))], logarithmic: true);
        Chart(markup, "Score", [.. epochs.Select(e => (e.Step, e.Score))], logarithmic: false);
        Chart(markup, "Dead units", [.. epochs.Select(e => (e.Step, e.Dead))], logarithmic: false);
        page.Append(markup.End().ToString()).Append("\n<h2>Layers and epochs</h2>\n");
        LivePage.Static(page, Ended(recording));
    }

    private static void Chart(Markup markup, string name, (double X, double Y)[] points, bool logarithmic)
    {
        Curve[] curves = [new Curve(name, points, 0)];
        if (LineChart.CanDraw(curves, logarithmic))
        {
            markup.Begin("figure").Add(c => LineChart.Draw(c, name, "step", curves, logarithmic)).Leaf("figcaption", name).End();
        }
    }

    private static List<(double Step, double Loss, double Score, double Dead)> Epochs(Recording recording)
    {
        using var hello = JsonDocument.Parse(recording.Hello);
        var found = hello.RootElement.GetProperty("epochs").EnumerateArray().Select(Epoch).ToList();
        foreach (var one in recording.Pictures.SelectMany(p => p.Events).Where(e => e.Kind == "epoch"))
        {
            using var document = JsonDocument.Parse(one.Data);
            found.Add(Epoch(document.RootElement));
        }

        return [.. found.DistinctBy(e => e.Step)];
    }

    private static (double Step, double Loss, double Score, double Dead) Epoch(JsonElement epoch) =>
        (Number(epoch, "step"), Number(epoch, "loss"), Number(epoch, "score"), Number(epoch, "dead"));

    private static double Number(JsonElement of, string name) => of.GetProperty(name) is { ValueKind: JsonValueKind.Number } n ? n.GetDouble() : double.NaN;

    // What a page without script shows of the run: the first state, with the epochs and findings that came after it.
    private static JsonElement Ended(Recording recording)
    {
        var state = JsonNode.Parse(recording.Hello.Span)!.AsObject();
        var events = recording.Pictures.SelectMany(p => p.Events).ToArray();
        var epochs = state["epochs"]!.AsArray();
        foreach (var epoch in events.Where(e => e.Kind == "epoch").Select(e => JsonNode.Parse(e.Data.Span)!))
        {
            if (epochs.All(e => e!["step"]!.GetValue<long>() != epoch["step"]!.GetValue<long>()))
            {
                epochs.Add(epoch);
            }
        }

        if (events.LastOrDefault(e => e.Kind == "findings") is { } findings)
        {
            state["found"] = JsonNode.Parse(findings.Data.Span);
        }

        state["state"] = "recorded";
        using var document = JsonDocument.Parse(state.ToJsonString());
        return document.RootElement.Clone();
    }

    private static string Packed(Recording recording)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(recording.ToJson());
        }

        return Convert.ToBase64String(packed.ToArray());
    }

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
