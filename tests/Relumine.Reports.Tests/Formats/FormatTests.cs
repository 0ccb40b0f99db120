using System.Text.Json;
using System.Xml.Linq;
using Relumine.Doctor.Findings;
using Relumine.Reports.Formats;

namespace Relumine.Reports.Tests.Formats;

/// <summary>The formats for build servers and code hosts, read back by independent readers.</summary>
public class FormatTests
{
    private static readonly Finding Dead = new(
        "dead-units",
        Severity.Warning,
        "a<b>&\u0001|c",
        3,
        "3 of 4 units\nnever fired.",
        new Dictionary<string, double> { ["share"] = 0.75, ["bad"] = double.NaN },
        ["trim"]
    );
    private static readonly Finding Rare = new("nearly-dead-units", Severity.Info, "second", 1, "1 of 4 units is rare.", new Dictionary<string, double>(), []);
    private static readonly Finding Known = new("dead-units", Severity.Critical, "third", 4, "known before.", new Dictionary<string, double>(), []);
    private static readonly Examined Subject = new("models/my net.onnx", "1.2.3", [Known, Dead, Rare]) { Known = new HashSet<Finding> { Known } };

    [Fact]
    public void SarifHasARuleForEachKindAndAResultForEachLayerAndRule()
    {
        var text = Sarif.Write(Subject);
        SarifDocument
            .Results(text)
            .ShouldBe([
                ("dead-units", "third", "error", "unchanged"),
                ("dead-units", Dead.Layer, "warning", "new"),
                ("nearly-dead-units", "second", "note", "new"),
            ]);

        using var log = JsonDocument.Parse(text);
        var run = log.RootElement.GetProperty("runs")[0];
        run.GetProperty("tool").GetProperty("driver").GetProperty("rules").GetArrayLength().ShouldBe(FindingCatalogue.All.Count);
        var result = run.GetProperty("results")[1];
        result
            .GetProperty("locations")[0]
            .GetProperty("physicalLocation")
            .GetProperty("artifactLocation")
            .GetProperty("uri")
            .GetString()
            .ShouldBe("models/my%20net.onnx");
        result.GetProperty("properties").GetProperty("share").GetDouble().ShouldBe(0.75);
        result.GetProperty("properties").TryGetProperty("bad", out _).ShouldBeFalse();
    }

    [Fact]
    public void SarifNamesFilesAsCodeHostsLookForThem()
    {
        static string Place(string path)
        {
            var text = Sarif.Write(Subject with { Path = path });
            SarifDocument.Results(text).Count.ShouldBe(Subject.Findings.Count);
            using var log = JsonDocument.Parse(text);
            var location = log.RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("locations")[0];
            return location.GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString()!;
        }

        Place("./models/a b.onnx").ShouldBe("models/a%20b.onnx");
        Place(Path.GetFullPath("models/a.onnx")).ShouldBe("models/a.onnx");
        Place("../other/ä.onnx").ShouldStartWith("file:///");
        Place("../other/ä.onnx").ShouldEndWith("/other/%C3%A4.onnx");
    }

    [Fact]
    public void AFingerprintSurvivesOtherNumbersAndTellsLayersApart()
    {
        static string Print(Finding finding)
        {
            using var log = JsonDocument.Parse(Sarif.Write(new Examined("m.onnx", "1", [finding])));
            return log
                .RootElement.GetProperty("runs")[0]
                .GetProperty("results")[0]
                .GetProperty("partialFingerprints")
                .GetProperty("layerAndRule/v1")
                .GetString()!;
        }

        Print(Dead with { Units = 2, Message = "2 of 4" }).ShouldBe(Print(Dead));
        Print(Dead with { Layer = "other" }).ShouldNotBe(Print(Dead));
    }

    [Fact]
    public void SarifHasARegionForEveryResultAndLevelAndHelpForEveryRule()
    {
        using var json = System.Text.Json.JsonDocument.Parse(Sarif.Write(Subject));
        var run = json.RootElement.GetProperty("runs")[0];
        foreach (var result in run.GetProperty("results").EnumerateArray())
        {
            var location = result.GetProperty("locations")[0].GetProperty("physicalLocation");
            location.GetProperty("region").GetProperty("startLine").GetInt32().ShouldBe(1);
        }

        foreach (var rule in run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray())
        {
            rule.GetProperty("defaultConfiguration").GetProperty("level").GetString().ShouldBe("warning");
            rule.GetProperty("help").GetProperty("markdown").GetString()!.ShouldContain("**What may help:**");
            rule.GetProperty("help").GetProperty("text").GetString()!.ShouldNotContain("**");
        }
    }

    [Fact]
    public void JunitFailsWhatIsGraveAndNewAndPassesTheRest()
    {
        var suite = XDocument.Parse(JUnit.Write(Subject)).Root!.Element("testsuite")!;
        var cases = suite.Elements("testcase").ToArray();
        cases.Length.ShouldBe(int.Parse(suite.Attribute("tests")!.Value));
        cases.Length.ShouldBe(FindingCatalogue.All.Count - 2 + 3);
        suite.Attribute("failures")!.Value.ShouldBe("1");
        cases.Single(c => c.Element("failure") is not null).Attribute("name")!.Value.ShouldStartWith("dead-units [a<b>&");
        suite.Element("system-out")!.Value.ShouldContain("dead-units [third]: ");
        suite.Element("system-out")!.Value.ShouldContain("baseline");
    }

    // The rules of the schema of Ant's task, in words of this test: what must be there, in which order, and nothing else.
    [Fact]
    public void JunitHoldsWhatTheStrictestSchemaAsksForInItsOrder()
    {
        var at = new DateTimeOffset(2026, 1, 31, 23, 30, 5, TimeSpan.FromHours(-2));
        foreach (var subject in new[] { Subject with { At = at }, Subject with { At = at, About = new Dictionary<string, string> { ["verdict"] = "cured" } } })
        {
            var root = XDocument.Parse(JUnit.Write(subject)).Root!;
            root.Attributes().ShouldBeEmpty();
            var suite = root.Elements().ShouldHaveSingleItem();
            suite.Attributes().Select(a => a.Name.LocalName).Order(StringComparer.Ordinal)
                .ShouldBe(["errors", "failures", "hostname", "id", "name", "package", "tests", "time", "timestamp"]);
            suite.Attribute("timestamp")!.Value.ShouldBe("2026-02-01T01:30:05");
            var order = suite.Elements().Select(e => e.Name.LocalName).ToArray();
            order[0].ShouldBe("properties");
            order[^2..].ShouldBe(["system-out", "system-err"]);
            order[1..^2].ShouldAllBe(n => n == "testcase");
            foreach (var number in (string[])["id", "tests", "failures", "errors"])
            {
                int.Parse(suite.Attribute(number)!.Value, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(0, number);
            }

            suite.Descendants("property").ShouldAllBe(p => p.Attribute("name")!.Value.Trim().Length > 0 && p.Attribute("value") != null);
            foreach (var test in suite.Elements("testcase"))
            {
                test.Attributes().ShouldAllBe(a => a.Value.Trim().Length > 0);
                decimal.TryParse(test.Attribute("time")!.Value, System.Globalization.CultureInfo.InvariantCulture, out _).ShouldBeTrue();
                test.Elements("failure").Attributes().ShouldAllBe(a => a.Name == "type" || a.Name == "message");
                test.Elements("failure").Elements().ShouldBeEmpty("text alone");
                test.Attributes().Select(a => a.Name.LocalName).ShouldBe(["name", "classname", "time"]);
                test.Elements().Count().ShouldBeLessThanOrEqualTo(1);
                test.Elements().ShouldAllBe(e => e.Name == "failure" && e.Attribute("type") != null);
            }
        }
    }

    [Fact]
    public void MarkdownLetsNoNameBecomeMarkup()
    {
        var text = Markdown.Findings(Subject with { Findings = [Dead with { Message = "layer 'x|<img>@user*' \n# h" }] });
        text.ShouldContain(@"x\|\<img\>\@user\*");
        text.TrimEnd('\n').ShouldNotContain("\n");
        Markdown.Findings(Subject with { Findings = [] }).ShouldBe("Nothing was found.\n");
    }
}
