using System.Text.Json.Nodes;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Forms;

/// <summary>How recipes write optimizers: <c>{ "sgd": { "lr": 0.1, "momentum": 0.9 } }</c>. Every rate is written, an L1 penalty where there is one.</summary>
internal static class OptimizerForm
{
    private const double AlmostOne = 0.9999999999999999;

    private static readonly IReadOnlyList<string> s_names = [.. OptimizerCatalogue.All.Select(o => o.Name)];

    public static Optimizer Read(RecipeEntry entry)
    {
        var (name, fields) = RecipeUnion.Read(entry, "optimizer", s_names, _ => "lr");
        var found = OptimizerCatalogue.Find(name)!;
        var rate = fields.Number("lr", found.LearningRate, 0);
        Optimizer optimizer = found switch
        {
            Sgd sgd => new Sgd(rate, Share("momentum", sgd.Momentum), fields.Flag("nesterov", sgd.Nesterov), Decay(sgd.WeightDecay)),
            Adam adam => new Adam(rate, Share("beta1", adam.Beta1), Share("beta2", adam.Beta2), Epsilon(adam.Epsilon), Decay(adam.WeightDecay)),
            AdamW adamW => new AdamW(rate, Share("beta1", adamW.Beta1), Share("beta2", adamW.Beta2), Epsilon(adamW.Epsilon), Decay(adamW.WeightDecay)),
            RmsProp rms => new RmsProp(rate, Share("alpha", rms.Alpha), Epsilon(rms.Epsilon), Share("momentum", rms.Momentum), Decay(rms.WeightDecay)),
            Adagrad ada => new Adagrad(rate, Epsilon(ada.Epsilon), fields.Number("initial", ada.Initial, 0), Decay(ada.WeightDecay)),
            Adamax max => new Adamax(rate, Share("beta1", max.Beta1), Share("beta2", max.Beta2), Epsilon(max.Epsilon), Decay(max.WeightDecay)),
            Nadam nadam => new Nadam(
                rate, Share("beta1", nadam.Beta1), Share("beta2", nadam.Beta2), Epsilon(nadam.Epsilon), Decay(nadam.WeightDecay),
                fields.Number("momentumDecay", nadam.MomentumDecay, 0)),
            _ => found with { LearningRate = rate },
        };
        optimizer = optimizer with { L1 = fields.Number("l1", 0, 0) };
        fields.End();
        return optimizer;

        double Share(string key, double customary) => fields.Number(key, customary, 0, AlmostOne);
        double Epsilon(double customary) => fields.Number("epsilon", customary, 1e-37);
        double Decay(double customary) => fields.Number("weightDecay", customary, 0);
    }

    public static JsonNode Write(Optimizer optimizer)
    {
        var inner = new JsonObject { ["lr"] = optimizer.LearningRate };
        foreach (var (key, value) in optimizer switch
        {
            Sgd o => [("momentum", o.Momentum), ("nesterov", o.Nesterov), ("weightDecay", o.WeightDecay)],
            Adam o => [("beta1", o.Beta1), ("beta2", o.Beta2), ("epsilon", o.Epsilon), ("weightDecay", o.WeightDecay)],
            AdamW o => [("beta1", o.Beta1), ("beta2", o.Beta2), ("epsilon", o.Epsilon), ("weightDecay", o.WeightDecay)],
            RmsProp o => [("alpha", o.Alpha), ("epsilon", o.Epsilon), ("momentum", o.Momentum), ("weightDecay", o.WeightDecay)],
            Adagrad o => [("epsilon", o.Epsilon), ("initial", o.Initial), ("weightDecay", o.WeightDecay)],
            Adamax o => [("beta1", o.Beta1), ("beta2", o.Beta2), ("epsilon", o.Epsilon), ("weightDecay", o.WeightDecay)],
            Nadam o =>
            [
                ("beta1", o.Beta1), ("beta2", o.Beta2), ("epsilon", o.Epsilon), ("weightDecay", o.WeightDecay), ("momentumDecay", o.MomentumDecay),
            ],
            _ => Array.Empty<(string, JsonNode)>(),
        })
        {
            inner.Add(key, value);
        }

        inner.Put("l1", optimizer.L1.Unless(0));
        return new JsonObject { [optimizer.Name] = inner };
    }
}
