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
            StepSchedule step => new StepSchedule(fields.Number("multiplier", step.Multiplier, 0, 1), fields.Integer("epochs", step.Epochs, 1)),
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
            StepSchedule step => new JsonObject { ["multiplier"] = step.Multiplier, ["epochs"] = step.Epochs },
            CosineSchedule cosine => new JsonObject { ["final"] = cosine.Final },
            WarmUpSchedule warmUp => new JsonObject { ["steps"] = warmUp.Steps, ["then"] = Write(warmUp.Then) },
            OneCycleSchedule cycle => new JsonObject { ["rise"] = cycle.Rise, ["start"] = cycle.Start, ["final"] = cycle.Final },
            _ => new JsonObject(),
        },
    };
}
