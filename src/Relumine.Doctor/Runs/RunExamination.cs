using Relumine.Data.Datasets;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Runs;

/// <summary>Examines a network in inference mode on samples from all over the training data, unit by unit.</summary>
internal sealed class RunExamination
{
    private readonly Thresholds _thresholds;

    public RunExamination(Dataset data, Thresholds thresholds)
    {
        _thresholds = thresholds;
        Samples = data.Samples <= RunBench.Examined ? data : data.Take(Yardstick.Spread(data.Samples, RunBench.Examined));
    }

    /// <summary>The samples: all, or some at equal distances.</summary>
    public Dataset Samples { get; }

    /// <summary>Examines every layer of activations.</summary>
    public IReadOnlyList<LayerResult> Examine(Model model) => Examine(model, out _);

    /// <summary>Examines every layer of activations, and what the network answers.</summary>
    public IReadOnlyList<LayerResult> Examine(Model model, out Answers? answers)
    {
        using var plan = Plan.Compile(model, new PlanOptions { Observe = Observation.Full });
        var output = plan.Outputs[0];
        var outputs = new ModelTensor?[plan.Outputs.Count];
        outputs[0] = ModelTensor.Zeros(output.Type, new Shape(Samples.Samples, output.SampleLength));
        plan.Run(Samples.Samples, [Samples.Features], outputs);
        answers = Answers.Of(Samples, outputs[0]!);
        var layers = plan.Layers.Select(l => Examination.Examine(l, _thresholds)).ToArray();
        var saturating = plan
            .Layers.Select((l, i) => (Layer: l, Index: i))
            .Where(p => p.Layer.Activation is { } f && Saturation.IsPossible(f, _thresholds))
            .ToArray();
        if (saturating.Length > 0)
        {
            CountSaturated(model, saturating, layers);
        }

        return layers;
    }

    // The probes keep no distribution, so the pre-activations themselves are asked for.
    private void CountSaturated(Model model, (ObservedLayer Layer, int Index)[] saturating, LayerResult[] layers)
    {
        var wanted = saturating.Select(p => p.Layer.PreActivation).Distinct().ToArray();
        var outputs = wanted.Select(name => new ValueInfo(name, ElementType.Float32, default(ValueArray<Dimension>)) { RankKnown = false }).ToArray();
        using var plan = Plan.Compile(model with { Graph = model.Graph with { Outputs = outputs } });
        var values = plan.Outputs.Select(o => ModelTensor.Zeros(ElementType.Float32, new Shape(Samples.Samples, o.SampleLength))).ToArray();
        plan.Run(Samples.Samples, [Samples.Features], values);
        foreach (var (layer, index) in saturating)
        {
            var z = values[Array.IndexOf(wanted, layer.PreActivation)];
            var (units, share) = Saturation.Measure(
                layer.Activation!,
                layer.Units,
                layer.Kind == LayerKind.Channel ? layer.Positions : 1,
                z.Values<float>(),
                _thresholds
            );
            layers[index] = layers[index] with { Saturated = units, SaturatedValues = share };
        }
    }
}
