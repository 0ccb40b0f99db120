using System.Text;
using Relumine.Data.Datasets;
using Relumine.Data.Formats;
using Relumine.Data.Tables;
using Relumine.Data.Tables.Plans;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tests.Tables;

/// <summary>Tables that are given again to a model that learned from one like them.</summary>
public sealed class PlannedTableTests : IDisposable
{
    private const string Pets = "id,weight,colour,born,fee,kind\nK-1,4.5,red,2020-01-05,10%,cat\nK-2,,grey,2021-03-01,20%,dog\nK-3,6,red,,5%,cat\n"
        + "K-4,30,grey,2019-05-05,NA,dog\nK-5,22,,2018-05-05,8%,dog\n";

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void TheSameTableGivesTheSameFeaturesAndLabelsBlockByBlock()
    {
        var table = Learn(Pets);
        using var again = Open(table.Plan, Pets, wantsLabels: true);
        var rows = new float[5 * table.Features.Shape[1]];
        for (var at = 0; again.Inputs[0].Read<float>(rows.AsSpan(at, Math.Min(2 * table.Features.Shape[1], rows.Length - at))) is > 0 and var read;)
        {
            at += read * table.Features.Shape[1];
            if (at == rows.Length)
            {
                break;
            }
        }

        rows.ShouldBe(table.Features.Values<float>().ToArray());
        again.Labels!.ReadAll<long>().Values<long>().ToArray().ShouldBe(table.Labels!.Select(l => (long)l));
        again.ClassNames.ShouldBe(["cat", "dog"]);
        again.Inputs[0].Reset();
        again.Inputs[0].ReadAll<float>().Values<float>().ToArray().ShouldBe(rows);
    }

    [Fact]
    public void RowsWithoutATargetArePredictedButNotScored()
    {
        var plan = Learn(Pets).Plan;
        var some = Pets + "K-6,1,red,2020-01-01,1%,\n";
        using var predicted = Open(plan, some, wantsLabels: false);
        using var scored = Open(plan, some, wantsLabels: true);
        (predicted.Inputs[0].Samples, predicted.Labels).ShouldBe((6, null));
        (scored.Inputs[0].Samples, scored.Labels!.Samples).ShouldBe((5, 5));
        scored.Notes.ShouldContain(n => n.Contains("1 row without a target left out, the first in line 7"));
    }

    [Fact]
    public void NewCategoriesUnknownColumnsAndGapsAreToldWithTheirFirstLine()
    {
        using var data = Open(Learn(Pets).Plan, "colour,weight,born,extra,fee\nred,1,2020-02-02,9,1%\nblue,,2020-02-02,9,1%\n", wantsLabels: true);
        data.Labels.ShouldBeNull();
        data.Notes.ShouldContain("'weight': 1 value is missing, the first in line 3; filled with 14, as learned.");
        data.Notes.ShouldContain(n => n.StartsWith("'colour': 1 value was not met while learning, as 'blue' in line 3"));
        data.Notes.ShouldContain(n => n.Contains("'extra' was not there while learning, and is passed over"));
    }

    [Theory]
    [InlineData("colour,Weight,born,fee\nred,1,2020-02-02,1%\nred,1,2020-02-02,1%\n", "lacks a column that the model learned from: 'weight'", "Is 'Weight'")]
    [InlineData("colour,weight,born,fee\nred,1,2020-02-02,1%\nred,heavy,2020-02-02,1%\n", "line 3, column 2 ('weight'): 'heavy' is not a number")]
    [InlineData("colour,weight,born,fee,kind\nred,1,2020-02-02,1%,cat\nred,1,2020-02-02,1%,bird\n", "column 5 ('kind'): 'bird' is none of the classes cat")]
    [InlineData("colour,weight,born,fee\nred,1,2020-02-02,1%\nred,1,2020-02-02\n", "line 3 has 3 fields, but 4 are expected")]
    [InlineData("red,1\nred,2\n", "lacks columns", "The file has no header, and 2 fields a row instead of 6")]
    public void WhatDoesNotFitIsAnErrorBeforeAnythingIsComputed(string text, params string[] parts)
    {
        var error = Should.Throw<RelumineException>(() => Open(Learn(Pets).Plan, text, wantsLabels: true));
        error.Kind.ShouldBe(ErrorKind.BrokenFile);
        parts.ShouldAllBe(p => error.Message.Contains(p), error.Message);
    }

    [Fact]
    public void PreparedNumbersAreReadAsTheyStand()
    {
        var table = Learn(Pets);
        var text = new StringBuilder().AppendJoin(',', table.Plan.Features()).Append('\n').AppendJoin(',', Enumerable.Range(1, 6)).Append('\n');
        using var named = Open(table.Plan, text.ToString(), wantsLabels: true);
        named.Inputs[0].ReadAll<float>().Values<float>().ToArray().ShouldBe([1f, 2, 3, 4, 5, 6]);
        using var bare = Open(table.Plan, "1,2,3,4,5,6,7\n6,5,4,3,2,1,0\n", wantsLabels: true);
        bare.Inputs[0].ReadAll<float>().Values<float>().ToArray().ShouldBe([1f, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1, 0]);
    }

    [Fact]
    public void AScaleThatThePlanCarriesIsAppliedAndAnotherIsRefused()
    {
        var plan = TableFile.Read(_scratch.File("t.csv", Pets), new() { Scaling = new() { Divide = 2 } }).Plan;
        plan = TablePlan.Parse(plan.ToJson());
        using var data = Open(plan, Pets, wantsLabels: false);
        data.Inputs[0].ReadAll<float>().Values<float>()[0].ShouldBe(2.25f);
        plan.Fills()[0].ShouldBe(7);
        Should.Throw<RelumineException>(() => Open(plan, Pets, false, new() { Scaling = new() { Divide = 2 } })).Kind.ShouldBe(ErrorKind.InvalidRequest);
    }

    [Fact]
    public void FillsAndCategoriesComeFromTheRowsThatAreLearnedFromAlone()
    {
        const string text = "x,c,y\n1,a,0\n2,b,1\n,a,0\n1000,new,1\n3,b,0\n1000,new,1\n";
        bool[] learned = [true, true, true, false, true, false];
        var table = TableFile.Read(_scratch.File("t.csv", text), new() { Missing = new() { Numbers = "mean" } }, TargetKind.Labels, learned: _ => learned);
        table.Plan.Features().ShouldBe(["x", "c=a", "c=b"]);
        table.Feature("x").ShouldBe([1f, 2, 2, 1000, 3, 1000]);
        table.Feature("c=a").ShouldBe([1f, 0, 1, 0, 0, 0]);
    }

    [Fact]
    public void TheRowsThatAreLearnedFromAreThoseThatASplitKeeps()
    {
        var rows = Enumerable.Range(0, 50).ToArray();
        var features = Relumine.Graph.Tensors.ModelTensor.Zeros(Relumine.Graph.Tensors.ElementType.Float32, new(50, 1));
        Array.ForEach(rows, r => features.Values<float>()[r] = r);
        var data = Dataset.OfLabels("t", features, [.. rows.Select(r => r % 7 == 0 ? 1 : 0)], 2);
        foreach (var kind in (SplitKind?[])[null, SplitKind.Random, SplitKind.Ordered])
        {
            var (training, _) = data.Split(0.3, 7, kind);
            var learned = data.Learned(0.3, 7, kind);
            training.Features.Values<float>().ToArray().Select(v => (int)v).Order().ShouldBe(rows.Where(r => learned[r]));
        }
    }

    [Fact]
    public void WhichRowsAreLearnedFromIsAskedOnceWithTheirClassesAndOnlyWhereSomethingIsLearned()
    {
        var asked = new List<TargetRows>();
        bool[] Ask(TargetRows rows)
        {
            asked.Add(rows);
            return [.. Enumerable.Repeat(true, rows.Count)];
        }

        var drop = new TableOptions { Missing = new() { DropRowsWithoutTarget = true } };
        TableFile.Read(_scratch.File("t.csv", "c,y\na,cat\nb,dog\na,\nb,cat\na,cat\n"), drop, TargetKind.Labels, learned: Ask);
        TableFile.Read(_scratch.File("n.csv", "x,y\n1,cat\n2,dog\n3.5,cat\n"), new(), TargetKind.Labels, learned: Ask);
        TableFile.Read(_scratch.File("v.csv", "x,y\n1,1.5\n,2.5\n3.5,4\n"), new(), TargetKind.Values, learned: Ask);

        asked.Count.ShouldBe(2, "a table of numbers without gaps learns nothing");
        asked[0].Count.ShouldBe(4);
        asked[0].Labels.ShouldBe([0, 1, 0, 0]);
        asked[1].Count.ShouldBe(3);
        asked[1].Labels.ShouldBeNull();
    }

    private Table Learn(string text) => TableFile.Read(_scratch.File("learned.csv", text), new());

    private DataContents Open(TablePlan plan, string text, bool wantsLabels, DataOptions? options = null) =>
        new DataFormats(new PlannedTableFormat(plan, wantsLabels)).Open(_scratch.File("again.csv", text), options);
}
