using Relumine.Cli.Output;
using Relumine.Cli.Sessions;
using Relumine.Cli.Tests.Commands;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Onnx;

namespace Relumine.Cli.Tests.Output;

/// <summary>Names that somebody chose to do harm, through every format that a command writes.</summary>
public sealed class HostileNameTests : IDisposable
{
    private readonly TinyNetwork _tiny = new();

    public static TheoryData<string> Names =>
    [
        "\e[2J\e[1;1H\e]0;gone\a",
        "a\n::error file=x.cs,line=1::not so\nb",
        "::stop-commands::x",
        "a ##vso[task.setvariable variable=p]x ##[error]y",
        "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>",
        "\u202Edesrever\u2066 x \u200F",
        "=cmd|' /C calc'!A0",
        "@SUM(1+1)",
        "a|b](http://evil) `x` **b**",
        new('n', 10_000),
    ];

    public void Dispose() => _tiny.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void NoNameSteersAnythingThatReadsTheResult(string name)
    {
        var path = Save(name);
        var csv = _tiny.Text("x.csv", "a,b\n0.5,1\n0.25,0\n1,0.5\n");
        string[] files = ["o.json", "o.sarif", "o.xml", "o.md", "o.html", "u.csv"];
        var run = Invocation.Of("audit", path, "--data", csv, "--json", _tiny[files[0]], "--sarif", _tiny[files[1]], "--junit", _tiny[files[2]],
            "--markdown", _tiny[files[3]], "--html", _tiny[files[4]], "--units", _tiny[files[5]], "--fail-on", "info");
        run.Code.ShouldBeOneOf(ExitCode.Done, ExitCode.GateFailed);

        foreach (var text in new[] { run.Out, run.Error, Invocation.Of("audit", path, "--data", csv, "--json", "-", "-q").Out })
        {
            text.Where(HarmlessWriter.Steers).ShouldBeEmpty();
            text.Split('\n').ShouldAllBe(line => !line.TrimStart().StartsWith("::", StringComparison.Ordinal));
            text.ShouldNotContain("##vso[");
            text.ShouldNotContain("##[");
        }

        var html = File.ReadAllText(_tiny["o.html"]);
        html.ShouldNotContain("<script>alert");
        html.ShouldNotContain("<img src=x");
        html.Where(c => HarmlessWriter.Steers(c) && c != '\r').ShouldBeEmpty();
        var markdown = File.ReadAllText(_tiny["o.md"]);
        markdown.ShouldNotContain("<script>");
        markdown.ShouldNotMatch(@"(?<!\\)\]\(http");
        markdown.Where(HarmlessWriter.Steers).ShouldBeEmpty();
        File.ReadLines(_tiny["u.csv"]).ShouldAllBe(line => line.Length == 0 || !"=+@-".Contains(line.TrimStart('"')[0]));
        System.Xml.Linq.XDocument.Load(_tiny["o.xml"]).Root.ShouldNotBeNull();
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(_tiny["o.json"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void MessagesAboutANameAreShort(string name)
    {
        var run = Invocation.Of("audit", Save(name), "--data", _tiny["missing" + name.Length + ".csv"], "--layer", name);
        ((int)run.Code).ShouldBeInRange(2, 4);
        run.Error.Length.ShouldBeLessThan(3000);
        run.Error.Where(HarmlessWriter.Steers).ShouldBeEmpty();
    }

    [Fact]
    public void OrdinaryTextIsWrittenAsItIs()
    {
        var text = "## Heading\na::b, #1: café – 数, \t👍\n  x :: y\n";
        var output = new StringWriter();
        using var writer = new HarmlessWriter(output);
        writer.Write(text);
        output.ToString().ShouldBe(text);
    }

    private string Save(string name)
    {
        var model = TinyNetwork.Model("N");
        string Renamed(string value) => value is "a" or "z" ? name + value : value;
        var nodes = model.Graph.Nodes.Select(n =>
            new Node(name + n.Name, n.Op, n.Inputs.Select(Renamed).ToArray(), n.Outputs.Select(Renamed).ToArray())).ToArray();
        OnnxModel.Save(model with { Graph = model.Graph with { Name = name, Nodes = nodes }, Producer = name }, _tiny["named.onnx"]);
        return _tiny["named.onnx"];
    }
}
