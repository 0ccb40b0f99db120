using System.Globalization;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Transforms;

/// <summary>
/// x ↦ (x − mean) / deviation, one pair for each feature, fitted on the samples to learn from. Training sees data that
/// are transformed once, in memory; the exported model gets the transform as operators, with the same bits.
/// </summary>
/// <remarks>
/// A feature is an element of a sample with one dimension. Samples with three dimensions or more are images with channels
/// first, and have one pair for each channel; samples with two dimensions have one pair for all elements. A feature that
/// never changes is only centred: its deviation counts as 1.
/// </remarks>
public sealed class Standardization
{
    // A float has 24 bits: less deviation than this share of the mean is rounding, and dividing by it would magnify noise.
    private const double Negligible = 1.0 / (1 << 20);

    private readonly float[] _mean;
    private readonly float[] _deviation;
    private readonly FeatureLayout _layout;

    private Standardization(float[] mean, float[] deviation, FeatureLayout layout, int constants) =>
        (_mean, _deviation, _layout, Constants) = (mean, deviation, layout, constants);

    /// <summary>The means, one for each feature.</summary>
    public IReadOnlyList<float> Mean => _mean;

    /// <summary>The deviations, one for each feature; none is 0.</summary>
    public IReadOnlyList<float> Deviation => _deviation;

    /// <summary>The number of features that never change.</summary>
    public int Constants { get; }

    /// <summary>Measures samples.</summary>
    /// <param name="samples">Float32 [N, sample…]: those to learn from, not those to validate on.</param>
    public static Standardization Fit(ModelTensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var layout = FeatureLayout.Of(samples);
        var (features, inner) = (layout.Features, layout.Inner);
        var (sum, squares) = (new double[features], new double[features]);
        ReadOnlySpan<float> x = samples.Values<float>();
        var count = (double)x.Length / features;
        for (var i = 0; i < x.Length; i++)
        {
            sum[i / inner % features] += x[i];
        }

        // In a second pass, around the mean, so that little cancels.
        for (var i = 0; i < x.Length; i++)
        {
            var distance = x[i] - (sum[i / inner % features] / count);
            squares[i / inner % features] += distance * distance;
        }

        var (mean, deviation, constants) = (new float[features], new float[features], 0);
        for (var f = 0; f < features; f++)
        {
            var (m, d) = (sum[f] / count, Math.Sqrt(squares[f] / count));
            var isConstant = (float)d == 0 || d <= Negligible * Math.Abs(m);
            constants += isConstant ? 1 : 0;
            (mean[f], deviation[f]) = ((float)m, isConstant ? 1 : (float)d);
        }

        return new Standardization(mean, deviation, layout, constants);
    }

    /// <summary>Transformed samples in memory of their own.</summary>
    /// <param name="samples">Samples as <see cref="Fit"/> saw them, any number.</param>
    public ModelTensor Apply(ModelTensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var result = samples.Clone();
        var x = result.Values<float>();
        for (var i = 0; i < x.Length; i++)
        {
            var feature = _layout.FeatureOf(i);
            x[i] = (x[i] - _mean[feature]) / _deviation[feature];
        }

        return result;
    }

    /// <summary>A model that takes samples as they are and transforms them first.</summary>
    /// <param name="model">A model with one input, trained on transformed samples.</param>
    /// <exception cref="ArgumentException">The model has more inputs than one, or samples of another size.</exception>
    public Model AtInput(Model model) => InputOperators.Put(
        model, _layout,
        [new("standardise.sub", new Sub(), ".mean", _mean, ".centred"), new("standardise.div", new Div(), ".deviation", _deviation, ".standardised")],
        ("relumine.standardised.input", $"The model takes raw data: (x − mean) / deviation is its first two operators, fitted on the training split ({Features()})."));

    /// <summary>A model that gives targets as they are: the transform undone behind its output.</summary>
    /// <param name="model">A model with one output, trained on transformed targets.</param>
    /// <exception cref="ArgumentException">The model has more outputs than one.</exception>
    public Model AtOutput(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Graph.Outputs is not [var output])
        {
            throw new ArgumentException($"The model has {model.Graph.Outputs.Count} outputs; one is expected.", nameof(model));
        }

        var names = new FreshNames(model);
        var (bare, scaled) = (names.Of(output.Name + ".standardised"), names.Of(output.Name + ".scaled"));
        var (mean, deviation) = (names.Of(output.Name + ".mean"), names.Of(output.Name + ".deviation"));
        Node[] nodes =
        [
            .. model.Graph.Nodes.Select(n => n with
            {
                Inputs = n.Inputs.Select(i => i == output.Name ? bare : i).ToArray(),
                Outputs = n.Outputs.Select(o => o == output.Name ? bare : o).ToArray(),
            }),
            new(names.Of("restore.mul"), new Mul(), new[] { bare, deviation }, new[] { scaled }),
            new(names.Of("restore.add"), new Add(), new[] { scaled, mean }, new[] { output.Name }),
        ];
        var shape = new Shape(_mean.Length);
        return model with
        {
            Graph = model.Graph with { Nodes = nodes },
            Weights = new Dictionary<string, ModelTensor>(model.Weights) { [mean] = FeatureLayout.Spread(_mean, shape), [deviation] = FeatureLayout.Spread(_deviation, shape) },
            Metadata = new Dictionary<string, string>(model.Metadata)
            {
                ["relumine.standardised.output"] = $"The model gives targets in their own units: y · deviation + mean is its last two operators, fitted on the training split ({Features()}).",
            },
        };
    }

    private string Features() => string.Create(CultureInfo.InvariantCulture, $"{_mean.Length} feature{(_mean.Length == 1 ? "" : "s")}, {Constants} of them constant and only centred");
}
