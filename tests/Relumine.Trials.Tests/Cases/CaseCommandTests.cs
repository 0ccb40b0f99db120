using System.Text.Json;
using Relumine.Cli.Output;
using Relumine.Cli.Sessions;

namespace Relumine.Trials.Tests.Cases;

/// <summary>Scoreboards of cases as somebody calls them.</summary>
public sealed class CaseCommandTests : IDisposable
{
    private readonly DirectoryInfo _cases = Directory.CreateTempSubdirectory("relumine-cases");
    private readonly DirectoryInfo _output = Directory.CreateTempSubdirectory("relumine-boards");

    public CaseCommandTests()
    {
        Write("rate.json", Blobs("0.5"));
        Write("rate.clean.json", Blobs("0.003"));
        Write("well.json", Blobs("0.003"));
        Write("expect.txt", """
            { "schema": "relumine.cases/1", "cases": {
              "rate": { "kind": "sick", "causes": ["learning-rate-too-high"] }, "well": { "kind": "healthy" } } }
            """);
    }

    public void Dispose()
    {
        _cases.Delete(recursive: true);
        _output.Delete(recursive: true);
    }

    [Fact]
    public void AFolderOfCasesIsAScoreboardThatIsGoneOnWith()
    {
        var (code, first, error) = Run("patients", "--only", "rate", "--seeds", "1");
        code.ShouldBe(ExitCode.Done, error);
        first.ShouldContain("| sick runs found | 1 of 1 (100.0 %) |");
        first.ShouldContain("| rate | learning-rate-too-high | 1 of 1 | learning-rate-too-high | 1 of 1 | cured |");

        // What is there is not run again: a mark in its line survives.
        var lines = Path.Combine(_output.FullName, "patients.jsonl");
        File.WriteAllText(lines, File.ReadAllText(lines).Replace("\"causes\":[\"", "\"causes\":[\"marked-", StringComparison.Ordinal) + "{\"case\":\"wel");
        Run("patients", "--seeds", "1", "--resume").Code.ShouldBe(ExitCode.Done);

        var board = JsonDocument.Parse(File.ReadAllText(Path.Combine(_output.FullName, "patients.json"))).RootElement.GetProperty("cases");
        board.EnumerateArray().Select(c => c.GetProperty("case").GetString()).ShouldBe(["rate", "well"]);
        board[0].GetProperty("seeds")[0].GetProperty("causes")[0].GetString().ShouldBe("marked-learning-rate-too-high");
        board[1].GetProperty("falseAlarms").GetInt32().ShouldBe(0);
        File.ReadAllLines(lines).Length.ShouldBe(2);
    }

    [Fact]
    public void ARecipeThatIsRefusedIsAResult()
    {
        Write("broken.json", "{ \"data\": {} }");
        var (code, output, error) = Run("patients", "--only", "broken", "--seeds", "1");

        code.ShouldBe(ExitCode.Done, error);
        output.ShouldContain("| runs refused | 1 of 1 (100.0 %) |");
    }

    [Fact]
    public void WhatIsWrongIsSaid()
    {
        Run("patients", "--only", "rat").Error.ShouldContain("there is no such case");
        File.WriteAllText(Path.Combine(_cases.FullName, "expect.txt"), """{ "schema": "relumine.cases/1", "cases": { "rate": { "kinds": "sick" } } }""");
        Run("patients").Error.ShouldContain("these are no expectations");
    }

    private static string Blobs(string rate) => $$"""
        { "data": { "blobs": { "samples": 1600, "seed": 1 } },
          "model": [ { "dense": 32 }, "relu", { "dense": 32 }, "relu", { "dense": 10 } ],
          "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": {{rate}} } }, "epochs": 6 }
        """;

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_cases.FullName, name), text);

    private (ExitCode Code, string Out, string Error) Run(string board, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        using var terminal = new Terminal(output, error);
        string[] all = [board, _cases.FullName, "--output", _output.FullName, "--expect", Path.Combine(_cases.FullName, "expect.txt"), .. args];
        return (Program.Run(all, terminal, CancellationToken.None), output.ToString(), error.ToString());
    }
}
