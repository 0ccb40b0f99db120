using System.Text.Json;

namespace Relumine.Reports.Tests.Formats;

/// <summary>What SARIF 2.1.0 requires of a log: sections 3.13 to 3.54 of the standard, as far as it is used.</summary>
internal static class SarifDocument
{
    private static readonly string[] s_levels = ["none", "note", "warning", "error"];
    private static readonly string[] s_states = ["unchanged", "updated", "new", "absent"];

    /// <summary>Reads a log, and fails at the first thing that the standard does not allow.</summary>
    /// <returns>The results, each with rule, layer, level and baseline state.</returns>
    public static IReadOnlyList<(string Rule, string? Layer, string Level, string State)> Results(string text)
    {
        using var log = JsonDocument.Parse(text);
        log.RootElement.GetProperty("version").GetString().ShouldBe("2.1.0");
        var run = log.RootElement.GetProperty("runs").EnumerateArray().ShouldHaveSingleItem();
        var driver = run.GetProperty("tool").GetProperty("driver");
        foreach (var name in (string[])["name", "fullName", "version"])
        {
            driver.GetProperty(name).GetString().ShouldNotBeNullOrEmpty();
        }

        var rules = driver.GetProperty("rules").EnumerateArray().Select(Rule).ToArray();
        rules.ShouldBeUnique();
        run.GetProperty("columnKind").GetString().ShouldBeOneOf("utf16CodeUnits", "unicodeCodePoints");
        Bag(run);
        return [.. run.GetProperty("results").EnumerateArray().Select(r => Result(r, rules))];
    }

    private static string Rule(JsonElement rule)
    {
        foreach (var text in (string[])["shortDescription", "fullDescription", "help"])
        {
            Message(rule.GetProperty(text));
        }

        var id = rule.GetProperty("id").GetString().ShouldNotBeNull();
        (rule.TryGetProperty("name", out var name) && string.Equals(name.GetString(), id, StringComparison.OrdinalIgnoreCase)).ShouldBeFalse("3.49.7");
        rule.GetProperty("defaultConfiguration").GetProperty("level").GetString()!.ShouldBeOneOf(s_levels);
        return id;
    }

    private static (string Rule, string? Layer, string Level, string State) Result(JsonElement result, string[] rules)
    {
        Message(result.GetProperty("message"));
        var id = result.GetProperty("ruleId").GetString().ShouldNotBeNull();
        rules[result.GetProperty("ruleIndex").GetInt32()].ShouldBe(id);
        var location = result.GetProperty("locations").EnumerateArray().ShouldHaveSingleItem();
        var physical = location.GetProperty("physicalLocation");
        var uri = physical.GetProperty("artifactLocation").GetProperty("uri").GetString()!;
        Uri.IsWellFormedUriString(uri, UriKind.RelativeOrAbsolute).ShouldBeTrue(uri);
        (uri.StartsWith('/') || uri.Split('/').Contains("..")).ShouldBeFalse($"{uri}: from the root of the checkout, or with a scheme");
        physical.GetProperty("region").GetProperty("startLine").GetInt32().ShouldBeGreaterThanOrEqualTo(1);
        result.GetProperty("partialFingerprints").EnumerateObject().ShouldNotBeEmpty();
        foreach (var print in result.GetProperty("partialFingerprints").EnumerateObject())
        {
            print.Value.ValueKind.ShouldBe(JsonValueKind.String);
        }

        Bag(result);
        var layer = location.TryGetProperty("logicalLocations", out var logical)
            ? logical.EnumerateArray().ShouldHaveSingleItem().GetProperty("name").GetString()
            : null;
        var (level, state) = (result.GetProperty("level").GetString()!, result.GetProperty("baselineState").GetString()!);
        level.ShouldBeOneOf(s_levels);
        state.ShouldBeOneOf(s_states);
        return (id, layer, level, state);
    }

    private static void Message(JsonElement message) => message.GetProperty("text").GetString().ShouldNotBeNullOrWhiteSpace();

    private static void Bag(JsonElement owner) => owner.GetProperty("properties").ValueKind.ShouldBe(JsonValueKind.Object);
}
