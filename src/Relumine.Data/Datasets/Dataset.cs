using System.Globalization;
using Relumine.Data.Errors;
using Relumine.Data.Generators;
using Relumine.Data.Pictures;
using Relumine.Data.Tables;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Datasets;

/// <summary>Samples with targets, all in memory: what a network is trained on. Data do not change once made.</summary>
public sealed class Dataset
{
    private bool? _binary;

    private Dataset(string name, ModelTensor features, int[]? labels, ModelTensor? values, int classes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(features);
        if (features.Type != ElementType.Float32 || features.Shape.Rank < 1 || features.Shape[0] < 1)
        {
            throw new ArgumentException($"Features are Float32 [N, …] with N of at least 1, not {features}.", nameof(features));
        }

        (Name, Features, Labels, Values, Classes) = (name, features, labels, values, classes);
        SampleShape = new Shape(features.Shape.Dims[1..]);
    }

    /// <summary>What messages call the data: a path, or the name of a generator.</summary>
    public string Name { get; }

    /// <summary>The samples: Float32 [N, sample…].</summary>
    public ModelTensor Features { get; }

    /// <summary>The class of each sample, from 0 to <see cref="Classes"/> − 1; null if targets are values.</summary>
    public int[]? Labels { get; }

    /// <summary>The targets: Float32 [N, K]; null if they are labels.</summary>
    public ModelTensor? Values { get; }

    /// <summary>How much each sample counts while a network learns; null if all count once. Judging counts every sample once.</summary>
    public float[]? Weights { get; private init; }

    /// <summary>Whether targets are values and all of them 0 or 1, as where a sample has several labels at once.</summary>
    public bool HasBinaryValues => _binary ??= Values is not null && !Values.Values<float>().ContainsAnyExcept(0f, 1f);

    /// <summary>The number of classes; 0 if targets are values.</summary>
    public int Classes { get; }

    /// <summary>The names of the classes, where the data have them; otherwise empty.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>What was found out about the files, a sentence each, for reports.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How the features were made of a table's columns, so that another table becomes the same; null where they were not.</summary>
    public TablePlan? Plan { get; init; }

    /// <summary>The names of the features, where the data have them (the columns of a table), shortened and harmless; otherwise empty.</summary>
    public IReadOnlyList<string> FeatureNames => Plan is null ? [] : [.. Plan.Features().Select(TableNotice.Shown)];

    /// <summary>The name of the target, where it is a column of a table; otherwise empty.</summary>
    public string TargetName => Plan?.Target() is { } target ? TableNotice.Shown(target.Title) : "";

    /// <summary>The line of its file, from 1, in which each sample stands; empty where there are no lines.</summary>
    public IReadOnlyList<long> Lines { get; init; } = [];

    /// <summary>The place of each sample in the whole data, from 0; empty where this is all of them.</summary>
    public IReadOnlyList<int> Places { get; init; } = [];

    /// <summary>How the samples were made of pictures; null where they were not.</summary>
    public PicturePlan? Pictures { get; init; }

    /// <summary>Whether the order of the samples matters, so that they are never shuffled.</summary>
    public bool Ordered { get; init; }

    /// <summary>The number of samples, N.</summary>
    public int Samples => Features.Shape[0];

    /// <summary>The dimensions of one sample.</summary>
    public Shape SampleShape { get; }

    /// <summary>The numbers of one target; 0 if targets are labels.</summary>
    public int TargetWidth => Values?.Shape[1] ?? 0;

    /// <summary>Data whose targets are classes.</summary>
    /// <param name="name">What messages call them.</param>
    /// <param name="features">Float32 [N, sample…].</param>
    /// <param name="labels">N classes.</param>
    /// <param name="classes">The number of classes; more than any label.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a label is out of range.</exception>
    public static Dataset OfLabels(string name, ModelTensor features, int[] labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var data = new Dataset(name, features, labels, null, classes);
        if (labels.Length != data.Samples)
        {
            throw new ArgumentException($"There are {labels.Length} labels for {data.Samples} samples.", nameof(labels));
        }

        var bad = Array.FindIndex(labels, l => l < 0 || l >= classes);
        return bad < 0
            ? data
            : throw new ArgumentException($"Label {bad} is {labels[bad]}; with {classes} classes they run from 0 to {classes - 1}.", nameof(labels));
    }

    /// <summary>Data whose targets are numbers.</summary>
    /// <param name="name">What messages call them.</param>
    /// <param name="features">Float32 [N, sample…].</param>
    /// <param name="values">Float32 [N, K].</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Dataset OfValues(string name, ModelTensor features, ModelTensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var data = new Dataset(name, features, null, values, 0);
        return values.Type == ElementType.Float32 && values.Shape.Rank == 2 && values.Shape[0] == data.Samples && values.Shape[1] > 0
            ? data
            : throw new ArgumentException($"Targets are Float32 [{data.Samples}, K], not {values}.", nameof(values));
    }

    /// <summary>The same data with how much each sample counts.</summary>
    /// <param name="weights">N numbers, finite and 0 or more, not all 0; null to count all once. Brought to a mean of 1, so that only their ratios
    /// count.</param>
    /// <exception cref="ArgumentException">There is another number of them, or one of them is wrong.</exception>
    public Dataset Weighted(double[]? weights)
    {
        if (weights is null)
        {
            return Copy(Features, Labels, Values, null);
        }

        var bad = Array.FindIndex(weights, w => !(w >= 0 && double.IsFinite(w)));
        var mean = weights.Length == Samples && bad < 0 ? weights.Average() : 0;
        return weights.Length != Samples ? throw new ArgumentException($"There are {weights.Length} weights for {Samples} samples.", nameof(weights))
            : bad >= 0 ? throw new ArgumentException($"Weight {bad} is {weights[bad]}; weights are finite and not negative.", nameof(weights))
            : !(mean > 0 && double.IsFinite(mean)) ? throw new ArgumentException("All weights are 0, or their sum is beyond all numbers.", nameof(weights))
            : Copy(Features, Labels, Values, [.. weights.Select(w => (float)(w / mean))]);
    }

    /// <summary>All that a generator makes.</summary>
    public static Dataset Of(IGenerator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        var features = ModelTensor.Zeros(ElementType.Float32, generator.SampleShape.Prepend(generator.Samples));
        var classes = generator as IClassGenerator;
        var regression = generator as IValueGenerator;
        var labels = new int[classes is null ? 0 : generator.Samples];
        var values = ModelTensor.Zeros(ElementType.Float32, new Shape(generator.Samples, regression?.Targets ?? 0));
        var (sample, target) = (new double[generator.SampleShape.ElementCount], new double[regression?.Targets ?? 0]);
        for (var i = 0; i < generator.Samples; i++)
        {
            generator.Write(i, sample);
            Narrow(sample, features.Values<float>().Slice(i * sample.Length, sample.Length));
            if (classes is not null)
            {
                labels[i] = classes.Label(i);
            }

            regression?.WriteTarget(i, sample, target);
            Narrow(target, values.Values<float>().Slice(i * target.Length, target.Length));
        }

        var name = $"generated data '{generator.Name}'";
        return classes is not null
            ? new Dataset(name, features, labels, null, classes.Classes) { Ordered = generator.Ordered }
            : new Dataset(name, features, null, values, 0) { Ordered = generator.Ordered };
    }

    /// <summary>Puts a share of the samples aside.</summary>
    /// <param name="validation">The share for validation, more than 0 and less than 1; rounded to whole samples.</param>
    /// <param name="seed">Equal seeds draw the same samples.</param>
    /// <param name="kind">Which; null for what suits the data: the last ones if their order matters, stratified if targets are labels, or at random.</param>
    /// <param name="keepsOrder">Whether both parts keep the order of the data; otherwise they stand as they were drawn.</param>
    /// <exception cref="RelumineException">One of the two would have no samples.</exception>
    public (Dataset Training, Dataset Validation) Split(double validation, ulong seed, SplitKind? kind = null, bool keepsOrder = false)
    {
        var held = (int)Math.Round(Samples * validation);
        if (!(validation > 0 && validation < 1) || held < 1 || held >= Samples)
        {
            throw DataError.Usage(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Name}: a validation share of {validation} of {Samples} samples "
                        + $"leaves {held} to validate and {Samples - held} to learn from; both need at least 1. "
                        + $"Give a share between 0 and 1, or none."
                )
            );
        }

        var order = SplitOrder(held, seed, kind, keepsOrder);
        return (Take(order.AsSpan(0, Samples - held)), Take(order.AsSpan(Samples - held)));
    }

    /// <summary>For each sample, whether <see cref="Split"/> keeps it to learn from.</summary>
    /// <param name="validation">The share for validation, from 0 to less than 1.</param>
    /// <param name="seed">The seed of the split.</param>
    /// <param name="kind">As for <see cref="Split"/>.</param>
    public bool[] Learned(double validation, ulong seed, SplitKind? kind = null) =>
        Learned(new TargetRows(Samples, Labels), validation, seed, kind ?? (Ordered ? SplitKind.Ordered : null));

    /// <summary>For each row of a table that is about to be read, whether <see cref="Split"/> will keep it to learn from.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="validation">The share for validation, from 0 to less than 1.</param>
    /// <param name="seed">The seed of the split.</param>
    /// <param name="kind">As for <see cref="Split"/>.</param>
    public static bool[] Learned(TargetRows rows, double validation, ulong seed, SplitKind? kind = null)
    {
        var learned = new bool[rows.Count];
        var held = (int)Math.Round(rows.Count * validation);
        if (held < rows.Count)
        {
            var order = SampleSplit.Order(rows.Count, rows.Labels, held, seed, kind ?? SplitKind.Stratified, keepsOrder: false);
            foreach (var row in order.AsSpan(0, rows.Count - held))
            {
                learned[row] = true;
            }
        }

        return learned;
    }

    /// <summary>The named samples as data of their own, in that order.</summary>
    /// <param name="samples">Their indices, at least one.</param>
    public Dataset Take(ReadOnlySpan<int> samples)
    {
        var features = ModelTensor.Zeros(ElementType.Float32, SampleShape.Prepend(samples.Length));
        var labels = new int[Labels is null ? 0 : samples.Length];
        var values = ModelTensor.Zeros(ElementType.Float32, new Shape(samples.Length, TargetWidth));
        Gather(samples, features.Values<float>(), labels, values.Values<float>());
        float[]? weights = null;
        if (Weights is not null)
        {
            weights = new float[samples.Length];
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] = Weights[samples[i]];
            }
        }

        var (lines, places) = (new long[Lines.Count == 0 ? 0 : samples.Length], new int[samples.Length]);
        for (var i = 0; i < samples.Length; i++)
        {
            places[i] = Places.Count == 0 ? samples[i] : Places[samples[i]];
            if (lines.Length > 0)
            {
                lines[i] = Lines[samples[i]];
            }
        }

        return Copy(features, Labels is null ? null : labels, Values is null ? null : values, weights, lines, places);
    }

    /// <summary>The same data with what is known about their files.</summary>
    internal Dataset Described(IReadOnlyList<string> classNames, IReadOnlyList<string> notes) =>
        new(Name, Features, Labels, Values, Classes)
        {
            Ordered = Ordered,
            ClassNames = classNames,
            Notes = notes,
            Weights = Weights,
            Plan = Plan,
            Pictures = Pictures,
            Lines = Lines,
            Places = Places,
        };

    /// <summary>The same data, made of pictures.</summary>
    internal Dataset From(PicturePlan pictures) =>
        new(Name, Features, Labels, Values, Classes)
        {
            Ordered = Ordered,
            ClassNames = ClassNames,
            Notes = Notes,
            Weights = Weights,
            Pictures = pictures,
            Lines = Lines,
            Places = Places,
        };

    /// <summary>The same data, made of a table's columns by a plan.</summary>
    internal Dataset From(TablePlan plan, IReadOnlyList<long> lines) =>
        new(Name, Features, Labels, Values, Classes)
        {
            Ordered = Ordered,
            ClassNames = ClassNames,
            Notes = Notes,
            Weights = Weights,
            Plan = plan,
            Lines = lines,
            Places = Places,
        };

    /// <summary>The same targets with other features or values: how standardisation changes data.</summary>
    internal Dataset With(ModelTensor features, ModelTensor? values) => Copy(features, Labels, values, Weights);

    private Dataset Copy(
        ModelTensor features,
        int[]? labels,
        ModelTensor? values,
        float[]? weights,
        IReadOnlyList<long>? lines = null,
        IReadOnlyList<int>? places = null
    ) =>
        new(Name, features, labels, values, Classes)
        {
            Ordered = Ordered,
            ClassNames = ClassNames,
            Notes = Notes,
            Weights = weights,
            Plan = Plan,
            Pictures = Pictures,
            Lines = lines ?? Lines,
            Places = places ?? Places,
        };

    private int[] SplitOrder(int held, ulong seed, SplitKind? kind, bool keepsOrder) =>
        SampleSplit.Order(Samples, Labels, held, seed, kind ?? (Ordered ? SplitKind.Ordered : SplitKind.Stratified), keepsOrder);

    /// <summary>Copies samples and their targets one after another into a batch. Allocates nothing.</summary>
    /// <param name="samples">Their indices.</param>
    /// <param name="features">Gets the samples; exactly as long.</param>
    /// <param name="labels">Gets the labels; empty if targets are values.</param>
    /// <param name="values">Gets the values; empty if targets are labels.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Gather(ReadOnlySpan<int> samples, Span<float> features, Span<int> labels, Span<float> values)
    {
        var (size, width) = (SampleShape.ElementCount, TargetWidth);
        if (
            features.Length != (long)samples.Length * size
            || labels.Length != (Labels is null ? 0 : samples.Length)
            || values.Length != (long)samples.Length * width
        )
        {
            throw new ArgumentException(
                $"{samples.Length} samples of {size} numbers with {(Labels is null ? $"{width} values" : "labels")} do not fit spans of {features.Length}, "
                    + $"{labels.Length} and {values.Length} elements.",
                nameof(features)
            );
        }

        ReadOnlySpan<float> all = Features.Values<float>();
        for (var i = 0; i < samples.Length; i++)
        {
            all.Slice(samples[i] * size, size).CopyTo(features.Slice(i * size, size));
        }

        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = Labels![samples[i]];
        }

        if (Values is null)
        {
            return;
        }

        ReadOnlySpan<float> wanted = Values.Values<float>();
        for (var i = 0; i < samples.Length; i++)
        {
            wanted.Slice(samples[i] * width, width).CopyTo(values.Slice(i * width, width));
        }
    }

    private static void Narrow(ReadOnlySpan<double> from, Span<float> to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = (float)from[i];
        }
    }
}
