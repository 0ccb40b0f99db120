using Relumine.Data.Datasets;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Engine.Training;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Calculus;
using Relumine.Kernels.Probes;

namespace Relumine.Doctor.Runs;

/// <summary>Examines a network in inference mode on samples from all over the training data, unit by unit.</summary>
internal sealed class RunExamination
{
    private readonly Thresholds _thresholds;
    private readonly Dictionary<Activation, double?> _edges = [];
    private readonly Dictionary<Activation, bool> _saturating = [];
    private readonly Dictionary<Activation, float[]> _nearlyFlat = [];

    public RunExamination(Dataset data, Thresholds thresholds)
    {
        _thresholds = thresholds;
        Samples = data.Samples <= thresholds.Units.DenseSamples ? data : data.Take(Yardstick.Spread(data.Samples, thresholds.Units.DenseSamples));
    }

    /// <summary>The samples: all, or some at equal distances.</summary>
    public Dataset Samples { get; }

    /// <summary>Examines every layer of activations.</summary>
    public IReadOnlyList<LayerResult> Examine(Model model)
    {
        using var plan = Plan.Compile(model, new PlanOptions { Observe = Observation.Full });
        plan.Run(Samples.Samples, [Samples.Features], new ModelTensor?[plan.Outputs.Count]);
        return Examine([.. plan.Layers.Select(l => (l, l.Statistics))], () => model);
    }

    /// <summary>Examines what a trainer has just seen of every layer on the same samples: after the record of an epoch there is nothing to run.</summary>
    public IReadOnlyList<LayerResult> Examine(Trainer trainer) =>
        IsOrdered ? Examine(trainer.ToModel()) : Examine([.. trainer.Layers.Select(l => (l.Layer, l.Full))], trainer.ToModel);

    // Of a stream a trainer looks at the latest samples.
    private bool IsOrdered => Samples.Ordered;

    private LayerResult[] Examine((ObservedLayer Layer, UnitStatistics Seen)[] seen, Func<Model> model)
    {
        var layers = seen.Select(s =>
            Examination.Examine(s.Layer.Name, s.Layer.Operator, s.Layer.Activation, EdgeOf(s.Layer.Activation), s.Layer.Kind, s.Seen, _thresholds) with
            {
                Axis = s.Layer.Axis,
            }).ToArray();
        var saturating = seen.Select((s, i) => (s.Layer, Index: i)).Where(p => p.Layer.Activation is { } f && CanSaturate(f)).ToArray();
        if (saturating.Length > 0)
        {
            CountSaturated(model(), saturating, layers);
        }

        return layers;
    }

    // What is worked out of a function takes longer than all else for a small layer, and networks repeat theirs.
    private double? EdgeOf(Activation? function) => function is null ? null
        : _edges.TryGetValue(function, out var known) ? known : _edges[function] = FlatSide.Edge(function);

    private bool CanSaturate(Activation function) =>
        _saturating.TryGetValue(function, out var known) ? known : _saturating[function] = Saturation.IsPossible(function, _thresholds);

    private float[] NearlyFlat(Activation function) =>
        _nearlyFlat.TryGetValue(function, out var known) ? known : _nearlyFlat[function] = Saturation.Edges(function, _thresholds);

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
                NearlyFlat(layer.Activation!),
                layer.Units,
                layer.Kind == LayerKind.Channel ? layer.Positions : 1,
                z.Values<float>(),
                _thresholds
            );
            layers[index] = layers[index] with { Saturated = units, SaturatedValues = share };
        }
    }
}
