using System.Text.Json.Nodes;
using Relumine.Engine.Learning.Losses;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Forms;

/// <summary>How recipes write losses: <c>"softmaxCrossEntropy"</c>, <c>{ "huber": { "delta": 2 } }</c>.</summary>
internal static class LossForm
{
    private const double LargestShare = 0.999999;

    private const double LargestGamma = 100;

    private static readonly IReadOnlyList<string> s_names = [.. LossCatalogue.All.Select(l => l.Name)];

    public static Loss Read(RecipeEntry entry)
    {
        var (name, fields) = RecipeUnion.Read(entry, "loss", s_names, Shorthand);
        Loss loss = LossCatalogue.Find(name)! switch
        {
            Huber huber => new Huber(fields.Number("delta", huber.Delta, 1e-37, float.MaxValue)),
            SoftmaxCrossEntropy => new SoftmaxCrossEntropy(fields.Number("smoothing", 0, 0, LargestShare)),
            BinaryCrossEntropy => new BinaryCrossEntropy(fields.Number("smoothing", 0, 0, LargestShare)),
            Focal focal => new Focal(fields.Number("gamma", focal.Gamma, 0, LargestGamma)),
            Hinge hinge => new Hinge(fields.Number("margin", hinge.Margin, 1e-37, float.MaxValue)),
            var other => other,
        };
        fields.End();
        return loss;
    }

    public static JsonNode Write(Loss loss)
    {
        var inner = new JsonObject();
        switch (loss)
        {
            case Huber huber:
                inner.Put("delta", huber.Delta.Unless(1));
                break;
            case SoftmaxCrossEntropy cross:
                inner.Put("smoothing", cross.Smoothing.Unless(0));
                break;
            case BinaryCrossEntropy binary:
                inner.Put("smoothing", binary.Smoothing.Unless(0));
                break;
            case Focal focal:
                inner.Put("gamma", focal.Gamma.Unless(new Focal().Gamma));
                break;
            case Hinge hinge:
                inner.Put("margin", hinge.Margin.Unless(1));
                break;
        }

        return inner.Count == 0 ? JsonValue.Create(loss.Name) : new JsonObject { [loss.Name] = inner };
    }

    private static string? Shorthand(string name) => name switch
    {
        "huber" => "delta",
        "softmaxCrossEntropy" or "binaryCrossEntropy" => "smoothing",
        "focal" => "gamma",
        "hinge" => "margin",
        _ => null,
    };
}
