using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Tests.Commands;

/// <summary>What somebody meets who comes with a table of their own and makes the usual mistakes: every message says where, what, and what to do.</summary>
public sealed class NewUserTests : IDisposable
{
    private const string Flowers = "length,species,width\n1.5,setosa,2\n4,virginica,1\n3,setosa,2.5\n4.5,virginica,1.5\n";

    private readonly TinyNetwork _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("last", ExitCode.BrokenFile, "line 4, column 3 ('width'): 2.5 is not a whole number")]
    [InlineData(
        "Species",
        ExitCode.WrongUsage,
        "\"label\": \"Species\": ",
        "Did you mean 'species'? Give last, first, none, a number from 1 to 3, or one of: length, species, width."
    )]
    public void AWrongLabelColumnIsNamedWithWhatToSay(string label, ExitCode code, params string[] parts)
    {
        var run = Train(Flowers, label, 2);

        run.Code.ShouldBe(code);
        parts.ShouldAllBe(p => run.Error.Contains(p));
    }

    [Theory]
    [InlineData("a,b,k\n", "line 1 is a header, but no row of numbers follows.")]
    [InlineData(
        "a,b,k\n1,2,0\n\n1,2,-1\n",
        "line 4, column 3 ('k'): the label is -1; labels count from 0. Write 0 and 1 for -1 and 1."
    )]
    [InlineData("a,b,k\n1,2,0\n1,2,-170.5\n", "numbers that are to be predicted need a loss for numbers, e.g. meanSquaredError.")]
    public void BadTablesAreExplained(string text, params string[] parts)
    {
        var run = Train(text, "last", 2);

        run.Code.ShouldBe(ExitCode.BrokenFile);
        parts.ShouldAllBe(p => run.Error.Contains(p), run.Error);
    }

    [Theory]
    [InlineData("a,b,k\n1,NA,0\n2,5,1\n", "'b': 1 value is missing, the first in line 2")]
    [InlineData("a;b;k\n1,5;2,5;0\n2,5;3,5;1\n", "'a': decimals have a comma, as in '1,5' (line 2).")]
    [InlineData("a,b,k\n1,2,1\n1,2,2\n", "'k': 2 classes, named by the numbers 1, 2 and counted from 0.")]
    public void WhatIsUnusualInATableIsReadAndTold(string text, string told)
    {
        var run = Train(text, "last", 2);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Error.ShouldContain(told);
    }

    [Fact]
    public void WhatWasReadIsSaidAndWhatLooksWrong()
    {
        var run = Train(Flowers, "species", 2);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Error.ShouldContain("4 samples to learn from; 2 numbers each, 2 classes: setosa, virginica.");
        run.Error.ShouldContain("4 samples are few");
        Train("a,k\n1,x\n2,x\n", "last", 2).Error.ShouldContain("all labels are the same ('x'), so there is nothing to tell apart. Is it the right column?");
    }

    [Fact]
    public void ASickRunSaysWhatToDoNext()
    {
        var run = Train("a,b,k\n1e6,-5e7,0\n-2e7,3e6,1\n4e6,1e7,0\n", "last", 2, rate: 1e30);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldContain($"Why? 'relumine checkup {_scratch["recipe.json"]}' finds out by experiment");
    }

    [Fact]
    public void TheTableThatTrainedANumberAuditsIt()
    {
        File.WriteAllText(_scratch["table.csv"], "a,b,price\n1,2,5.5\n2,1,-7\n3,3,8\n");
        File.WriteAllText(_scratch["recipe.json"], """
            { "data": { "csv": { "path": "table.csv" } }, "model": [ { "dense": 4 }, "relu", { "dense": 1 } ], "loss": "meanSquaredError", "epochs": 1 }
            """);
        Invocation.Of("train", _scratch["recipe.json"], "--output", _scratch["out"]).Code.ShouldBe(ExitCode.Done);

        var audit = Invocation.Of("audit", Path.Combine(_scratch["out"], "model.onnx"), "--data", _scratch["table.csv"], "--label-column", "price");

        audit.Code.ShouldBe(ExitCode.Done, audit.Error);
        audit.Error.ShouldContain("'price' is the target, a number: it is left out, and there is no accuracy");
    }

    [Theory]
    [InlineData("ReLU", "Did you mean 'relu'? Allowed")]
    public void NamesMayBeWrittenInCapitalsByMistake(string layer, string question)
    {
        File.WriteAllText(_scratch["recipe.json"], $$"""
            { "data": { "blobs": {} }, "model": [ { "dense": 4 }, "{{layer}}", { "dense": 10 } ], "loss": "softmaxCrossEntropy" }
            """);

        Invocation.Of("train", _scratch["recipe.json"]).Error.ShouldContain(question);
    }

    [Theory]
    [InlineData("dead units", "Dead units (dead-units)")]
    [InlineData("Vanishing gradient", "Vanishing gradient (vanishing-gradient)")]
    public void NamesMayBeSaidInWords(string words, string text) =>
        Invocation.Of(["explain", .. words.Split(' ')]).Out.ShouldStartWith(text);

    [Theory]
    [InlineData("learnin rate", "'learning rate'")]
    [InlineData("vanishng gradiants", "'vanishing-gradient'")]
    public void WhatPeopleSayLeadsToTheName(string words, string name) =>
        Invocation.Of(["explain", .. words.Split(' ')]).Error.ShouldContain(name);

    private Invocation Train(string table, string label, int classes, double rate = 0.1)
    {
        File.WriteAllText(_scratch["table.csv"], table);
        File.WriteAllText(_scratch["recipe.json"], string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""
            { "data": { "csv": { "path": "table.csv", "label": "{{label}}" } }, "model": [ { "dense": 4 }, "relu", { "dense": {{classes}} } ],
              "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": {{rate}} } }, "epochs": 2 }
            """));
        return Invocation.Of("train", _scratch["recipe.json"], "--output", _scratch["out"]);
    }
}
