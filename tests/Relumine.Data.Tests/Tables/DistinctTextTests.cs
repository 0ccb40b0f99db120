using System.Text;
using Relumine.Data.Tables;
using Relumine.Data.Tables.Texts;

namespace Relumine.Data.Tests.Tables;

/// <summary>Texts of columns: found by their bytes, counted, and known row by row.</summary>
public sealed class DistinctTextTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void TextsAreFoundByTheirBytesAndByNothingElse()
    {
        var random = new Random(7);
        var (texts, known) = (new ByteTexts(), new Dictionary<string, int>());
        for (var i = 0; i < 5000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(6)).Select(_ => "abé\0"[random.Next(4)])]);
            var bytes = Encoding.UTF8.GetBytes(text);
            texts.Find(bytes).ShouldBe(known.GetValueOrDefault(text, -1), text);
            known.TryAdd(text, known.Count);
            texts.FindOrAdd(bytes).ShouldBe(known[text], text);
        }

        texts.Count.ShouldBe(known.Count);
        foreach (var (text, place) in known)
        {
            Encoding.UTF8.GetString(texts[place]).ShouldBe(text);
        }
    }

    [Fact]
    public void ASurveyCountsValuesAlikeWhetherTheyWereMetBeforeOrNot()
    {
        string[] values =
            ["cat", "two words", "5", "NaN", "2020-01-02", "cat", "3 kg", "PT5M", "12 words", "", "two words", "5", "3 kg", "cat", "-1.5", "say \"\"5\"\""];
        var random = new Random(11);
        string[] all = [.. Enumerable.Range(0, 4000).Select(_ => values[random.Next(values.Length)])];
        var survey = new ColumnSurvey(countsAll: false, 4096, new(), new("t.csv"));
        for (var i = 0; i < all.Length; i++)
        {
            survey.Add(Encoding.UTF8.GetBytes(all[i]), i + 2, all[i].Length == 0);
        }

        survey.Missing.ShouldBe(all.Count(v => v.Length == 0));
        survey.Present.ShouldBe(all.Count(v => v.Length > 0));
        survey.Numbers.ShouldBe(all.Count(v => v is "5" or "NaN" or "-1.5"));
        survey.NotNumbers.Count.ShouldBe(survey.Present - survey.Numbers);
        survey.WithBlanks.ShouldBe(all.Count(v => v.Contains(' ')));
        survey.Dates(Data.Tables.Dates.DateOrder.YearFirst)!.Count.ShouldBe(all.Count(v => v == "2020-01-02"));
        survey.Dates(Data.Tables.Dates.DateOrder.Duration)!.Count.ShouldBe(all.Count(v => v == "PT5M"));
        survey.Texts.Sorted().ShouldBe(
            all.Where(v => v.Length > 0).GroupBy(v => v.Replace("\"\"", "\""))
                .Select(g => (g.Key, (long)g.Count())).OrderBy(g => g.Key, StringComparer.Ordinal));
        for (var i = 0; i < all.Length; i++)
        {
            (survey.Rows![i] < 0 ? "" : Encoding.UTF8.GetString(survey.Texts[survey.Rows[i]])).ShouldBe(all[i].Replace("\"\"", "\""), $"row {i}");
        }
    }

    [Fact]
    public void WhatIsLearnedFromSomeRowsSkipsThoseWithoutATarget()
    {
        const string text = "c,y\na,\"say \"\"\"\"x\"\"\"\"\"\nrow,\nb,dog\na,dog\nnew,dog\n,dog\nb,dog\na,dog\na,dog\n";
        TargetRows asked = default;
        var table = TableFile.Read(
            _scratch.File("t.csv", text), new() { Missing = new() { DropRowsWithoutTarget = true } }, TargetKind.Labels,
            learned: rows =>
            {
                asked = rows;
                return [true, true, true, false, true, true, true, true];
            });
        table.Plan.Target()!.Categories.ShouldBe(["dog", "say \"\"x\"\""]);
        asked.Labels.ShouldBe([1, 0, 0, 0, 0, 0, 0, 0]);
        table.Labels.ShouldBe(asked.Labels);
        table.Plan.Features().ShouldBe(["c=a", "c=b", "c=missing"]);
    }
}
