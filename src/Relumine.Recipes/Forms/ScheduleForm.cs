using System.Text.Json.Nodes;
using Relumine.Engine.Learning.Schedules;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Forms;

/// <summary>How recipes write schedules: <c>{ "step": { "multiplier": 0.1, "epochs": 10 } }</c>.</summary>
internal static class ScheduleForm
{
    private const int DeepestNesting = 8;

    private static readonly IReadOnlyList<string> s_names = [.. ScheduleCatalogue.All.Select(s => s.Name)];

    public static Schedule Read(RecipeEntry entry, int depth = 0)
    {
        if (depth > DeepestNesting)
        {
            throw entry.Fail($"is nested more than {DeepestNesting} deep.");
        }

        var (name, fields) = RecipeUnion.Read(entry, "schedule", s_names, _ => null);
        Schedule schedule = ScheduleCatalogue.Find(name)! switch
        {
            StepSchedule step => Step(fields, step),
            MultiStepSchedule multiStep => MultiStep(fields, multiStep),
            ExponentialSchedule fall => new ExponentialSchedule(fields.Number("multiplier", fall.Multiplier, 0, 1), fields.Integer("steps", fall.Steps, 1)),
            InverseTimeSchedule inverse => new InverseTimeSchedule(fields.Number("decay", inverse.Decay, 0)),
            CosineSchedule cosine => new CosineSchedule(fields.Number("final", cosine.Final, 0, 1)),
            WarmUpSchedule warmUp => new WarmUpSchedule(
                fields.Integer("steps", (int)warmUp.Steps, 1),
                fields.Take("then") is { } then ? Read(then, depth + 1) : null
            ),
            OneCycleSchedule cycle => new OneCycleSchedule(
                fields.Number("rise", cycle.Rise, 0, 1),
                fields.Number("start", cycle.Start, 0, 1),
                fields.Number("final", cycle.Final, 0, 1)
            ),
            var other => other,
        };
        fields.End();
        return schedule;
    }

    public static JsonNode Write(Schedule schedule) => new JsonObject
    {
        [schedule.Name] = schedule switch
        {
            StepSchedule { Steps: { } steps } step => new JsonObject { ["multiplier"] = step.Multiplier, ["steps"] = steps },
            StepSchedule step => new JsonObject { ["multiplier"] = step.Multiplier, ["epochs"] = step.Epochs },
            MultiStepSchedule { Steps.Count: > 0 } s => new JsonObject { ["multiplier"] = s.Multiplier, ["steps"] = List(s.Steps) },
            MultiStepSchedule s => new JsonObject { ["multiplier"] = s.Multiplier, ["epochs"] = List(s.Epochs) },
            ExponentialSchedule fall => new JsonObject { ["multiplier"] = fall.Multiplier, ["steps"] = fall.Steps },
            InverseTimeSchedule inverse => new JsonObject { ["decay"] = inverse.Decay },
            CosineSchedule cosine => new JsonObject { ["final"] = cosine.Final },
            WarmUpSchedule warmUp => new JsonObject { ["steps"] = warmUp.Steps, ["then"] = Write(warmUp.Then) },
            OneCycleSchedule cycle => new JsonObject { ["rise"] = cycle.Rise, ["start"] = cycle.Start, ["final"] = cycle.Final },
            _ => new JsonObject(),
        },
    };

    private static StepSchedule Step(RecipeFields fields, StepSchedule customary)
    {
        var (multiplier, epochs, steps) = (fields.Number("multiplier", customary.Multiplier, 0, 1), fields.Take("epochs"), fields.Take("steps"));
        return epochs is not null && steps is { } both ? throw both.Fail("is given beside epochs. Keep one of them.")
            : new StepSchedule(multiplier, epochs?.Integer(1) ?? customary.Epochs, steps?.Integer(1));
    }

    private static MultiStepSchedule MultiStep(RecipeFields fields, MultiStepSchedule customary)
    {
        var (multiplier, epochs, steps) = (fields.Number("multiplier", customary.Multiplier, 0, 1), fields.Take("epochs"), fields.Take("steps"));
        fields.End();
        return epochs is not null && steps is { } both ? throw both.Fail("is given beside epochs. Keep one of them.")
            : epochs is { } e ? new MultiStepSchedule(multiplier, epochs: Milestones(e))
            : steps is { } s ? new MultiStepSchedule(multiplier, steps: Milestones(s))
            : throw fields.Entry.Fail("lacks 'epochs' or 'steps', the list of milestones, e.g. { \"epochs\": [30, 60] }.");
    }

    private static int[] Milestones(RecipeEntry entry)
    {
        var before = 0;
        var milestones = entry.Items("milestones, each greater than the one before").Select(i => before = i.Integer(before + 1)).ToArray();
        return milestones.Length > 0 ? milestones : throw entry.Fail("is empty. Give at least one milestone.");
    }

    private static JsonArray List(IEnumerable<int> numbers) => new([.. numbers.Select(n => (JsonNode?)JsonValue.Create(n))]);
}
