using System.Text.Json;
using Relumine.Cli.Output;
using Relumine.Cli.Sessions;

namespace Relumine.Trials.Tests;

/// <summary>The trial as somebody calls it.</summary>
public sealed class ProgramTests : IDisposable
{
    private const string Sick = """
        { "data": { "blobs": { "samples": 400, "seed": 1 } },
          "model": [ { "dense": 32 }, "relu", { "dense": 32 }, "relu", { "dense": 10 } ],
          "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.5 } }, "epochs": 8 }
        """;

    private readonly DirectoryInfo _suite = Directory.CreateTempSubdirectory("relumine-suite");
    private readonly DirectoryInfo _tables = Directory.CreateTempSubdirectory("relumine-tables");

    public ProgramTests()
    {
        File.WriteAllText(Path.Combine(_suite.FullName, "sick.json"), Sick);
        File.WriteAllText(Path.Combine(_suite.FullName, "suite.json"), """
            { "schema": "relumine.suite/1", "patients": { "sick": { "code": "A1", "causes": ["learning-rate-too-high"] } } }
            """);
    }

    public void Dispose()
    {
        _suite.Delete(recursive: true);
        _tables.Delete(recursive: true);
    }

    [Fact]
    public void AFolderOfRecipesIsAScoreboard()
    {
        var (code, output, error) = Run(_suite.FullName, "--output", _tables.FullName);

        code.ShouldBe(ExitCode.Done, error);
        output.ShouldContain("| sick | learning-rate-too-high | 1 of 1 | 1 of 1 | learning-rate-too-high | 1 of 1 | cured |");
        Row("scoreboard.json").GetProperty("rightCauses").GetInt32().ShouldBe(1);
    }

    [Fact]
    public void UntreatedRecipesAreOnlyTrained()
    {
        var (code, output, error) = Run(_suite.FullName, "--untreated", "--seeds", "2", "--only", "A1", "--output", _tables.FullName, "--quiet");

        code.ShouldBe(ExitCode.Done, error);
        error.ShouldBeEmpty();
        output.ShouldContain("| sick |");
        Row("untreated.json").GetProperty("within").GetInt32().ShouldBe(2);
    }

    [Fact]
    public void WhatIsWrongIsSaid()
    {
        ShouldFail(ExitCode.WrongUsage, ["DIR", "--help"]);
        ShouldFail(ExitCode.WrongUsage, ["'--sedes'", "--help"], _suite.FullName, "--sedes", "2");
        ShouldFail(ExitCode.WrongUsage, ["--only sik", "Did you mean 'sick'?"], _suite.FullName, "--only", "sik");
        ShouldFail(ExitCode.BrokenFile, ["nowhere"], Path.Combine(_suite.FullName, "nowhere"));
        ShouldFail(ExitCode.BrokenFile, ["holds no recipes"], _tables.FullName);
    }

    private JsonElement Row(string table)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_tables.FullName, table)));
        return json.RootElement.GetProperty("recipes")[0].Clone();
    }

    private static void ShouldFail(ExitCode expected, string[] words, params string[] args)
    {
        var (code, output, error) = Run(args);
        code.ShouldBe(expected, error);
        output.ShouldBeEmpty();
        words.ShouldAllBe(word => error.Contains(word), error);
    }

    private static (ExitCode Code, string Out, string Error) Run(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        using var terminal = new Terminal(output, error);
        return (Program.Run(args, terminal, CancellationToken.None), output.ToString(), error.ToString());
    }
}
