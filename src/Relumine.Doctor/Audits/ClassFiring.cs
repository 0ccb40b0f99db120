using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Audits;

/// <summary>
/// Counts on how many samples of each class each unit fired. The samples of a block are run class by class, and what the
/// counters gained belongs to the class: no other way of watching is needed.
/// </summary>
/// <param name="plan">What runs the samples.</param>
/// <param name="mostClasses">Where nobody asked for more, the most classes to count for; with others nothing is counted.</param>
internal sealed class ClassFiring(Plan plan, int mostClasses = int.MaxValue)
{
    // Classes times units, so that a file of labels cannot ask for any amount of memory.
    private const long MostCounts = 1 << 25;

    // There was a label beyond the most classes, so that nothing is told.
    private bool _isAbandoned;
    private readonly long[][] _before = [.. plan.Layers.Select(l => new long[l.Units])];
    private readonly SortedDictionary<long, (long Samples, long[][] Fired)> _classes = [];

    /// <summary>Looks at the labels of a block before it is run; whether its samples are to be run class by class.</summary>
    public bool Takes(ReadOnlySpan<long> labels)
    {
        foreach (var label in labels)
        {
            _isAbandoned |= label >= mostClasses;
        }

        return !_isAbandoned;
    }

    /// <summary>Divides a block by label.</summary>
    /// <param name="inputs">The block: for each input a tensor of all samples.</param>
    /// <param name="values">What one sample of each input is.</param>
    /// <param name="labels">The label of each sample.</param>
    /// <returns>For each label that occurs, in ascending order: how many samples there are, and their inputs.</returns>
    public static IEnumerable<(long Label, int Samples, ModelTensor[] Inputs)> Split(
        ModelTensor[] inputs,
        IReadOnlyList<PlanValue> values,
        ReadOnlySpan<long> labels
    )
    {
        var rows = labels.ToArray().Select((label, row) => (label, row)).GroupBy(p => p.label, p => p.row).OrderBy(g => g.Key);
        return rows.Select(g => (g.Key, g.Count(), inputs.Zip(values, (tensor, value) => Gather(tensor, value, [.. g])).ToArray()));
    }

    /// <summary>Notes that the samples run since the last call were of class <paramref name="label"/>.</summary>
    /// <exception cref="RelumineException">There are too many classes to count each unit for each.</exception>
    public void Add(long label, int samples)
    {
        if (!_classes.TryGetValue(label, out var entry))
        {
            if (label >= MostCounts / Math.Max(1, plan.Layers.Sum(l => (long)l.Units)))
            {
                throw new RelumineException(
                    ErrorKind.InvalidRequest,
                    $"There is a label {label}: too many classes to count every unit for each. "
                        + $"Leave out {new Setting(nameof(AuditOptions.ByClass))}, or give class indices from 0 on as labels."
                );
            }

            entry = (0, [.. plan.Layers.Select(l => new long[l.Units])]);
        }

        for (var layer = 0; layer < _before.Length; layer++)
        {
            var fired = plan.Layers[layer].Statistics.Fired;
            for (var u = 0; u < fired.Length; u++)
            {
                entry.Fired[layer][u] += fired[u] - _before[layer][u];
                _before[layer][u] = fired[u];
            }
        }

        _classes[label] = (entry.Samples + samples, entry.Fired);
    }

    /// <summary>Adds the firing rates by class to the units of a layer.</summary>
    /// <param name="layer">The examined layer.</param>
    /// <param name="index">Its index in the plan.</param>
    public LayerResult Tell(LayerResult layer, int index)
    {
        if (_isAbandoned)
        {
            return layer;
        }

        // Rates stand at the index of their class; a class without samples has none.
        var classes = _classes.Count == 0 ? 0 : checked((int)_classes.Keys.Last() + 1);
        return layer with
        {
            Details = [.. layer.Details.Select(unit => unit with
            {
                FiringRateByClass = [.. Enumerable.Range(0, classes).Select(c => Rate(c, index, unit.Index))],
            })],
        };
    }

    /// <summary>The firing rates of a layer: for every class those of its units.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Rates(int index, int classes) =>
        [.. Enumerable.Range(0, classes).Select(c => Enumerable.Range(0, plan.Layers[index].Units).Select(u => Rate(c, index, u)).ToArray())];

    private double Rate(long label, int index, int unit) =>
        _classes.TryGetValue(label, out var entry) ? entry.Fired[index][unit] / (double)entry.Samples : double.NaN;

    private static ModelTensor Gather(ModelTensor all, PlanValue value, int[] rows)
    {
        var bytes = value.SampleLength * value.Type.Size();
        var some = ModelTensor.Zeros(value.Type, new Shape(rows.Length, value.SampleLength));
        for (var i = 0; i < rows.Length; i++)
        {
            all.Bytes.Slice(rows[i] * bytes, bytes).CopyTo(some.Bytes[(i * bytes)..]);
        }

        return some;
    }
}
