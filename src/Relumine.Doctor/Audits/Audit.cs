using Relumine.Data.Datasets;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Portraits;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Inference.Feed;
using Relumine.Engine.Program;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Audits;

/// <summary>Examines a trained network on data: every rectifier, every unit.</summary>
public static partial class Audit
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Runs the samples through the network, watches every unit, and says what was found. Data are read in blocks ahead of
    /// the computation; memory does not depend on the number of samples.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="data">The data of its inputs, at their start; not disposed of here.</param>
    /// <param name="labels">One class index for each sample, at the start, for accuracy; null for none. Not disposed of here.</param>
    /// <param name="options">How to audit; null for everything, on all cores.</param>
    /// <param name="progress">Told after every block.</param>
    /// <param name="cancellation">Ends the audit after the current block; what is finished is kept, and <see cref="AuditedData.Complete"/> is false.</param>
    /// <exception cref="OperationCanceledException">It was cancelled, and the current block was not finished within two seconds.</exception>
    /// <exception cref="RelumineException">The data or labels do not fit the model, are broken or not finite; an option names what is not there; the model
    /// cannot be run.</exception>
    public static AuditResult Run(
        Model model,
        IReadOnlyList<DataSource> data,
        DataSource? labels = null,
        AuditOptions? options = null,
        IProgress<AuditProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new AuditOptions();
        var feed = new SampleFeed(model.Graph, data);
        var planOptions = new PlanOptions
        {
            Observe = Observation.Full,
            Threads = options.Threads,
            Precision = options.Precision,
            Layers = options.Layers,
            AnyWork = options.AnyWork,

            Outputs = labels is null ? WatchedOutputs.Of(model) : null,
        };
        using var plan = Compile(feed, model, ref planOptions);
        CheckLayers(options, plan, () => feed.Compile(model, planOptions with { Layers = null }));
        if (options.ByClass && labels is null)
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"Firing rates by class need labels. Give them with {new Setting(nameof(Labels))} or {new Setting(nameof(DataOptions.LabelColumn))}."
            );
        }

        var score = labels is null ? null : new Score(plan, options.Output, new LabelReader(labels, feed.Samples));
        var census = options.ByClass ? new ClassFiring(plan)
            : options.Pictures && labels is not null ? new ClassFiring(plan, ClassRates.MostClasses)
            : null;
        var total = Math.Min(feed.Samples, options.Samples ?? long.MaxValue);
        var different = new DistinctSamples();
        var outputs = new WatchedOutputs(plan);
        NonFiniteOrigin? origin = null;
        Portrait? portrait = null;
        var wasSeen = false;
        long done = 0;

        // A block under way is finished, so that what is reported is whole; one that takes too long is given up, and the audit with it.
        using var patience = new CancellationTokenSource();
        using var asked = cancellation.Register(() => patience.CancelAfter(s_patience));
        foreach (var (samples, inputs) in feed.Blocks(plan, total))
        {
            if (cancellation.IsCancellationRequested)
            {
                break;
            }

            different.Add(samples, inputs);
            Examine(plan, samples, inputs, outputs, score, census, patience.Token);
            if (options.Pictures && portrait is null)
            {
                var plain = planOptions with { Observe = Observation.None, Layers = null, Outputs = null };
                portrait = Portrait.Of(model, plan.Layers, plan.Inputs, samples, inputs, m => feed.Compile(m, plain));
            }

            if (!wasSeen && (outputs.AreBad || NonFiniteSearch.IsSeen(plan)))
            {
                wasSeen = true;
                origin = NonFiniteSearch.Find(model, feed, planOptions, (samples, inputs), done);
            }

            done += samples;
            progress?.Report(new(done, total));
        }

        var titles = LayerTitles.Of(model, plan.Layers.Select(l => l.PreActivation));
        var layers = plan
            .Layers.Select((l, i) => Examination.ExamineFinished(l, options.Thresholds) with
            {
                Title = titles[i],
                Normalization = NormalizationEvidence.Of(model, l.PreActivation),
            } is var layer && census is null
                ? layer
                : census!.Tell(layer, i))
            .ToArray();
        return Conclude(model, options, feed, plan.Inputs, layers, score, new(done, total), different.Count, outputs.Summaries, origin) with
        {
            Portrait = portrait,
        };
    }

    // What leads to no rectifier is run for its answers alone, so that it need not run where nobody asks for accuracy.
    private static Plan Compile(SampleFeed feed, Model model, ref PlanOptions options)
    {
        try
        {
            return feed.Compile(model, options);
        }
        catch (RelumineException) when (options.Outputs is { Count: > 0 })
        {
            options = options with { Outputs = [] };
            return feed.Compile(model, options);
        }
    }

    private static void Examine(
        Plan plan, int samples, ModelTensor[] inputs, WatchedOutputs outputs, Score? score, ClassFiring? census, CancellationToken given)
    {
        if (score is null)
        {
            Run(samples, inputs, null);
            return;
        }

        var expected = score.NextLabels(samples);
        if (census is null || !census.Takes(expected))
        {
            Run(samples, inputs, score.OutputsFor(samples));
            score.Add(expected);
            return;
        }

        foreach (var (label, rows, ofLabel) in ClassFiring.Split(inputs, plan.Inputs, expected))
        {
            Run(rows, ofLabel, score.OutputsFor(rows));
            score.Add(Enumerable.Repeat(label, rows).ToArray());
            census.Add(label, rows);
        }

        void Run(int rows, ModelTensor[] from, ModelTensor?[]? wanted)
        {
            var all = outputs.Complete(wanted, rows);
            plan.Run(rows, from, all, given);
            outputs.Add(all);
        }
    }

    private static AuditResult Conclude(
        Model model, AuditOptions options, SampleFeed feed, IReadOnlyList<PlanValue> inputs, LayerResult[] layers, Score? score, AuditProgress reached,
        long different, IReadOnlyList<OutputSummary> outputs, NonFiniteOrigin? origin)
    {
        var heads = OutputHeads.Of(model, inputs.ToDictionary(v => v.Name, v => v.Shape));
        var context = new FindingContext(
            layers,
            new(reached.Done, reached.Done == reached.Total, [.. feed.Inputs.Zip(inputs, Summarize)], different),
            options.Thresholds
        )
        {
            NonFiniteWeights = [.. NonFinite(model)],
            Heads = [.. layers.Where(l => heads.Contains(l.Name))],
            NonFiniteOrigin = origin,
            Accuracy = score?.Accuracy,
            ConstantAccuracy = score?.ConstantAccuracy,
        };
        var findings = FindingCatalogue.Examine(context);
        return new()
        {
            Model = new(options.Path, model.Producer, model.Opset, model.Parameters),
            Data = context.Data,
            Layers = layers,
            Totals = AuditTotals.Of(layers),
            Accuracy = score?.Accuracy,
            Findings = findings,
            Outputs = outputs.Count > 0 ? outputs : null,
            NonFiniteOrigin = origin,
            PossibleCauses = PossibleCause.Of(findings) is { Count: > 0 } possible ? possible : null,
            Thresholds = options.Thresholds,
        };
    }

    private static InputSummary Summarize(InputBinding binding, PlanValue value)
    {
        var survey = binding.Source.Survey;
        var (mean, size) = (survey.Mean, survey.RootMeanSquare);
        return new(
            binding.Input.Name, binding.Input.Type.ToString().ToLowerInvariant(), [.. value.Shape],
            survey.Min, survey.Max, mean, Math.Sqrt(Math.Max(0, size * size - mean * mean)), binding.Layout.Sentence);
    }

    private static IEnumerable<(string Name, long NonFinite, long Length)> NonFinite(Model model)
    {
        foreach (var (name, weight) in model.Weights.Where(w => w.Value.Type.IsFloat()).OrderBy(w => w.Key, StringComparer.Ordinal))
        {
            var bad = weight.Type == ElementType.Float32 ? Count(weight.Values<float>()) : Count(weight.Values<double>());
            if (bad > 0)
            {
                yield return (name, bad, weight.Length);
            }
        }
    }

    private static long Count<T>(ReadOnlySpan<T> values) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (Finite.All(values))
        {
            return 0;
        }

        long bad = 0;
        foreach (var value in values)
        {
            bad += T.IsFinite(value) ? 0 : 1;
        }

        return bad;
    }

    private static void CheckLayers(AuditOptions options, Plan plan, Func<Plan> everything)
    {
        if (options.Layers?.FirstOrDefault(name => plan.Layers.All(l => l.Name != name)) is { } missing)
        {
            using var all = everything();
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"There is no layer '{missing}' to examine. "
                    + (all.Layers.Count == 0 ? "The model has no rectifier." : $"The layers are {string.Join(", ", all.Layers.Select(l => $"'{l.Name}'"))}.")
            );
        }
    }
}
