using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Relumine.Data.Tables;
using Relumine.Data.Tables.Numbers;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tests.Tables;

/// <summary>What is learned from a table is kept, and laws that hold for every table.</summary>
public sealed class PlanTests : IDisposable
{
    private readonly Sheet _sheet = new();

    public void Dispose() => _sheet.Dispose();

    private const string Flats = "area,city,since,garden,y\n50,Bonn,2024-01-01,yes,1\n,Ulm,2024-03-01,no,2\n70,Bonn,2024-02-01,yes,3\n90,Ulm,2024-02-15,,4\n";

    [Fact]
    public void APlanSurvivesJsonAndGivesTheSameFeatures()
    {
        var table = _sheet.Read(Flats, new(), TargetKind.Values);
        var plan = TablePlan.Parse(table.Plan.ToJson());
        plan.ToJson().ShouldBe(table.Plan.ToJson());
        plan.ToJson().ShouldContain("\"schema\": \"relumine.table/1\"");
        var again = _sheet.Apply(plan, Flats);
        again.Features.Values<float>().ToArray().ShouldBe(table.Features.Values<float>().ToArray());
        again.Values!.Values<float>().ToArray().ShouldBe([1f, 2, 3, 4]);
    }

    [Fact]
    public void APlanReadsNewRowsByWhatItLearned()
    {
        var plan = _sheet.Read(Flats, new(), TargetKind.Values).Plan;
        var table = _sheet.Apply(plan, "garden,extra,since,city,area\nno,1,2024-01-03,Kiel,\n,2,NA,Bonn,60\n");
        plan.Features().ShouldBe(["area", "city=Bonn", "city=Ulm", "since", "garden"]);
        table.Row(0).ShouldBe([70f, 0, 0, 2, 0]);
        table.Row(1).ShouldBe([60f, 1, 0, 38, 1]);
        table.Notice(NoticeKind.NewCategory).Value.ShouldBe("Kiel");
        table.Notice(NoticeKind.UnknownColumn).Column.ShouldBe("extra");
    }

    [Fact]
    public void ColumnsThatAreNotThereAreNamed()
    {
        var plan = _sheet.Read(Flats, new(), TargetKind.Values).Plan;
        Should
            .Throw<RelumineException>(() => _sheet.Apply(plan, "city,garden\nBonn,yes\nUlm,no\nUlm,no\nUlm,no\n"))
            .Message.ShouldContain("lacks columns that the model learned from: 'area', 'since'");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{ \"schema\": \"relumine.table/2\", \"columns\": [] }")]
    [InlineData("{ \"schema\": \"relumine.table/1\", \"columns\": [] }")]
    [InlineData("{ \"schema\": \"relumine.table/1\", \"columns\": [ null ] }")]
    [InlineData("{ \"schema\": \"relumine.table/1\", \"columns\": [ { \"index\": 0, \"kind\": \"date\", \"role\": \"feature\" } ] }")]
    [InlineData("{ \"schema\": \"relumine.table/1\", \"columns\": [ { \"index\": 7, \"kind\": \"number\", \"role\": \"feature\", \"fills\": [0] } ] }")]
    [InlineData("{ \"schema\": \"relumine.table/1\", \"columns\": [ { \"index\": 0, \"kind\": 3, \"role\": \"feature\" } ] }")]
    public void APlanThatContradictsItselfIsRefused(string json) =>
        Should.Throw<RelumineException>(() => TablePlan.Parse(json, "p.json")).Message.ShouldStartWith("p.json: ");

    [Fact]
    public void ApplyingAPlanToItsOwnTableGivesTheSameFeatures() =>
        Prop.ForAll(Seeds(), seed =>
        {
            var text = Lines(seed, ',');
            var table = _sheet.Read(text);
            var again = _sheet.Apply(TablePlan.Parse(table.Plan.ToJson()), text);
            again.Features.Values<float>().ToArray().ShouldBe(table.Features.Values<float>().ToArray());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void TheOrderOfColumnsDoesNotMatter() =>
        Prop.ForAll(Seeds(), seed =>
        {
            var rows = Lines(seed, ',').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',')).ToArray();
            var order = Enumerable.Range(0, rows[0].Length).ToArray();
            new Random(seed).Shuffle(order);
            var (one, other) = (_sheet.Read(Join(rows)), _sheet.Read(Join(rows.Select(r => order.Select(c => r[c]).ToArray()))));
            other.Plan.Features().Order().ShouldBe(one.Plan.Features().Order());
            foreach (var feature in one.Plan.Features())
            {
                other.Feature(feature).ShouldBe(one.Feature(feature), feature);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    public static TheoryData<string, string> Locales => new() { { "en-US", "\t" }, { "de-DE", ";" }, { "fr-FR", ";" }, { "de-CH", ";" }, { "sv-SE", ";" } };

    [Theory]
    [MemberData(nameof(Locales))]
    public void NumbersWrittenInALocaleAreReadAsTheyWere(string locale, string delimiter)
    {
        var format = (NumberFormatInfo)CultureInfo.InvariantCulture.NumberFormat.Clone();
        (format.NumberDecimalSeparator, format.NumberGroupSeparator) = locale switch
        {
            "en-US" => (".", ","),
            "de-DE" => (",", "."),
            "fr-FR" => (",", "\u202F"),
            "de-CH" => (".", "\u2019"),
            _ => (",", "\u00A0"),
        };
        Prop.ForAll(
                Seeds(),
                seed =>
                {
                    var random = new Random(seed);
                    double[] numbers =
                    [
                        0.5,
                        .. Enumerable.Range(0, 30).Select(_ => Math.Round((random.NextDouble() - 0.4) * Math.Pow(10, random.Next(0, 8)), random.Next(0, 5))),
                    ];
                    var text = Sheet.Column(numbers.Select(n => n.ToString("#,0.####", format)), delimiter);
                    _sheet.Read(text).Feature("v").ShouldBe(numbers.Select(n => (float)n), text);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void DamagedTablesAreReadOrRefusedAndNothingElse() =>
        Prop.ForAll(Seeds(), seed =>
        {
            var random = new Random(seed);
            var bytes = Encoding.UTF8.GetBytes(Lines(seed, ",;\t"[random.Next(3)]));
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)",;\"\n.-0/:%"[random.Next(10)];
            }

            try
            {
                var table = _sheet.Read(bytes[..random.Next(1, bytes.Length + 1)], random.Next(2) == 0 ? new TableOptions() : Sheet.Features);
                table.Features.Values<float>().ToArray().ShouldAllBe(v => float.IsFinite(v));
            }
            catch (RelumineException e)
            {
                e.Kind.ShouldNotBe(ErrorKind.Fault);
                e.Message.Any(char.IsControl).ShouldBeFalse(e.Message);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private static Arbitrary<int> Seeds() => ArbMap.Default.ArbFor<int>();

    private static string Join(IEnumerable<string[]> rows) => string.Concat(rows.Select(r => string.Join(',', r) + "\n"));

    // A table with a column of nearly every kind and a tenth of its values missing.
    private static string Lines(int seed, char delimiter)
    {
        var random = new Random(seed);
        var text = new StringBuilder().AppendJoin(delimiter, "area", "city", "since", "garden", "share", "room", "rooms").Append('\n');
        for (var i = random.Next(12, 60); i > 0; i--)
        {
            var date = new DateTime(2024, 1, 1).AddDays(random.Next(300));
            string[] values =
            [
                (random.Next(1000) / 8.0).ToString(CultureInfo.InvariantCulture),
                "Bonn Ulm Kiel".Split(' ')[random.Next(3)],
                date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                random.Next(2) == 0 ? "yes" : "no",
                $"{random.Next(100)}%",
                $"R{i}",
                $"{random.Next(1, 6)}",
            ];
            text.AppendJoin(delimiter, values.Select(v => random.Next(10) == 0 ? random.Next(2) == 0 ? "" : "NA" : v)).Append('\n');
        }

        return text.ToString();
    }
}
