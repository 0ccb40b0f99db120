using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Relumine.Engine.Learning.Initializers;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Learning.Schedules;
using Relumine.Graph.Errors;
using Relumine.Recipes;
using Relumine.Recipes.Data;
using Relumine.Recipes.Layers;
using Relumine.Recipes.Runs;
using Relumine.Recipes.Tests;
using Relumine.Testing;

namespace Relumine.House.Tests.Guides;

/// <summary><c>docs/recipes.md</c> names every key that a recipe may have, and its example works.</summary>
public partial class RecipePageTests
{
    private static readonly string s_page = Checkout.Read("docs/recipes.md");

    [Fact]
    public void TheExampleRuns()
    {
        using var run = TrainingRun.Prepare(Recipe.Parse(Example().Match(s_page).Groups["json"].Value));

        // 160 samples to learn from make 5 steps an epoch.
        run.Steps().Count().ShouldBe(3 * 5);
        run.Trainer.History[^1].Loss.ShouldBeLessThan(run.Trainer.History[0].ExaminedLoss);
    }

    [Fact]
    public void EveryNameIsOnThePage()
    {
        var names = RecipeDataKinds.All.Select(d => d.Name)
            .Concat(RecipeLayers.All.Select(l => l.Name))
            .Concat(InitializerCatalogue.All.Select(i => i.Name))
            .Concat(LossCatalogue.All.Select(l => l.Name))
            .Concat(OptimizerCatalogue.All.Select(o => o.Name))
            .Concat(ScheduleCatalogue.All.Select(s => s.Name));

        names.Where(n => !s_page.Contains($"`{n}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void EveryKeyIsOnThePage()
    {
        // Whoever reads an object says in its error which keys it takes.
        var asked = new List<(string Key, string Json)> { ("wrong", "1") };
        asked.AddRange(
            RecipeDataKinds.All.Select(d =>
                ("data", $$"""{ "{{d.Name}}": { "path": "p", "images": "i", {{(d is NpyData ? "\"features\": \"f\", " : "")}}"labels": "l", "wrong": 1 } }""")
            )
        );
        asked.AddRange(RecipeLayers.All.Select(l => ("model", $$"""[ { "{{l.Name}}": { {{Needed(l)}} "wrong": 1 } } ]""")));
        asked.AddRange(OptimizerCatalogue.All.Select(o => ("optimizer", $$"""{ "{{o.Name}}": { "wrong": 1 } }""")));
        asked.AddRange(ScheduleCatalogue.All.Select(s => ("schedule", $$"""{ "{{s.Name}}": { "wrong": 1 } }""")));
        foreach (var (key, json) in asked)
        {
            var message = Should.Throw<RelumineException>(() => Recipe.Parse(Texts.With(key, json))).Message;
            message.ShouldContain("has no key", Case.Sensitive, json);
            var list = Allowed().Match(message);
            foreach (var name in list.Success ? list.Groups["keys"].Value.Split(", ") : [])
            {
                s_page.ShouldContain($"`{name}`", Case.Sensitive, message);
            }
        }
    }

    [Fact]
    public void TheCustomaryRatesAreThoseOfThePage()
    {
        foreach (var optimizer in OptimizerCatalogue.All)
        {
            var recipe = Recipe.Parse(Texts.With("optimizer", $"\"{optimizer.Name}\""));
            var written = JsonNode.Parse(recipe.ToJson())!["optimizer"]![optimizer.Name]!.AsObject();
            var row = s_page.Split('\n').Single(l => l.StartsWith($"| `{optimizer.Name}` |", StringComparison.Ordinal));

            row.ShouldBe($"| `{optimizer.Name}` | {string.Join(", ", written.Select(p => $"`{p.Key}` {Number(p.Value!.ToJsonString())}"))} |");
        }
    }

    // As people write them: 1e-8, not 1E-08.
    private static string Number(string json) => json.Replace("E-0", "e-", StringComparison.Ordinal).Replace("E-", "e-", StringComparison.Ordinal);

    private static string Needed(RecipeLayer layer) => layer switch
    {
        DenseLayer or MaxoutLayer => "\"units\": 1,",
        ConvLayer => "\"channels\": 1,",
        ReshapeLayer => "\"shape\": [1],",
        ResidualLayer => "\"body\": [ \"relu\" ],",
        ConcatLayer => "\"branches\": [ [ \"relu\" ] ],",
        _ => "",
    };

    [GeneratedRegex(@"```jsonc\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"Allowed are (?<keys>.*)\.$")]
    private static partial Regex Allowed();
}
