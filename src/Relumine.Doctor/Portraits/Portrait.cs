using Relumine.Data.Arrays;
using Relumine.Engine.Inference;
using Relumine.Engine.Inference.Feed;
using Relumine.Engine.Program;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Portraits;

/// <summary>What there is to draw of a network at one moment: how weights and pre-activations are spread, and what the first layer looks at.</summary>
/// <param name="Samples">The samples whose pre-activations were taken.</param>
/// <param name="Layers">The layers of activations, in the order of computation.</param>
/// <param name="First">The weights of the first layer; null if no product of constant weights stands in front of it.</param>
public sealed record Portrait(int Samples, IReadOnlyList<LayerPortrait> Layers, FirstWeights? First)
{
    private const int MostSamples = 512;

    // Pre-activations of all layers are kept at once while they are counted: 64 MiB.
    private const long MostValues = 1 << 24;

    /// <summary>Draws a network.</summary>
    /// <param name="model">The network.</param>
    /// <param name="layers">Its layers, as a plan that observes names them.</param>
    /// <param name="inputs">What one sample of each input is.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="data">For each input a tensor of all samples; the first of them are taken.</param>
    /// <param name="compile">Makes a plan for these data.</param>
    internal static Portrait Of(
        Model model, IReadOnlyList<ObservedLayer> layers, IReadOnlyList<PlanValue> inputs, int samples, ModelTensor[] data, Func<Model, Plan> compile)
    {
        var products = LayerProduct.All(model);
        var makers = LayerProduct.Makers(model.Graph);
        var sample = layers.Sum(l => (long)l.Units * l.Positions);
        var taken = (int)Math.Clamp(MostValues / Math.Max(1, sample), 1, Math.Min(samples, MostSamples));
        var known = layers.Where(l => makers.ContainsKey(l.PreActivation)).ToArray();
        var signals = sample <= MostValues ? Signals(model, known, inputs, taken, data, compile) : [];
        LayerPortrait[] portraits =
        [
            .. layers.Select(l => new LayerPortrait(
                l.Name,
                LayerProduct.Behind(products, makers, l.PreActivation) is { } product ? Histogram.Of(product.Weight) : null,
                signals.GetValueOrDefault(l.PreActivation)
            )),
        ];
        var first = layers.Count > 0 && LayerProduct.Behind(products, makers, layers[0].PreActivation) is { } front
            ? FirstWeights.Of(model, layers[0].Name, front)
            : null;
        return new(taken, portraits, first);
    }

    /// <summary>Draws a network of one input.</summary>
    /// <param name="model">The network.</param>
    /// <param name="data">Samples, [samples, …].</param>
    public static Portrait Of(Model model, ModelTensor data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        using var source = data.AsData();
        var feed = new SampleFeed(model.Graph, [source]);
        using var plan = feed.Compile(model, new PlanOptions { Observe = Observation.Firing });
        var (samples, inputs) = feed.Blocks(plan, MostSamples).First();
        return Of(model, plan.Layers, plan.Inputs, samples, inputs, m => feed.Compile(m, new PlanOptions()));
    }

    // Pre-activations as outputs. What cannot be run so is drawn without them: a picture is no reason to refuse an audit.
    private static Dictionary<string, Histogram?> Signals(
        Model model, ObservedLayer[] layers, IReadOnlyList<PlanValue> inputs, int samples, ModelTensor[] data, Func<Model, Plan> compile)
    {
        string[] names = [.. layers.Select(l => l.PreActivation).Distinct(StringComparer.Ordinal)];
        var declared = model.Graph.Outputs.ToDictionary(o => o.Name, StringComparer.Ordinal);
        var asked = model with
        {
            Graph = model.Graph with
            {
                Outputs = new([.. names.Select(n => declared.GetValueOrDefault(n) ?? new ValueInfo(n, ElementType.Float32, default) { RankKnown = false })]),
            },
        };
        try
        {
            using var plan = compile(asked);
            var outputs = plan.Outputs.Select(o => ModelTensor.Zeros(o.Type, new Shape(samples, o.SampleLength))).ToArray();
            plan.Run(samples, [.. data.Zip(inputs, (tensor, value) => Rows(tensor, value, samples))], outputs);
            return plan.Outputs.Zip(outputs).ToDictionary(p => p.First.Name, p => Histogram.Of(p.Second), StringComparer.Ordinal);
        }
        catch (RelumineException)
        {
            return [];
        }
    }

    private static ModelTensor Rows(ModelTensor all, PlanValue value, int samples)
    {
        var some = ModelTensor.Zeros(value.Type, new Shape(samples, value.SampleLength));
        all.Bytes[..some.Bytes.Length].CopyTo(some.Bytes);
        return some;
    }
}

/// <summary>How the numbers of one layer are spread.</summary>
/// <param name="Name">The name of the activation's output.</param>
/// <param name="Weights">The weights of the product in front; null if there is none, or they are not constant.</param>
/// <param name="Signal">The pre-activations; null if they could not be taken.</param>
public sealed record LayerPortrait(string Name, Histogram? Weights, Histogram? Signal);
