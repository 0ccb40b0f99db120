using System.Globalization;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Transforms;

/// <summary>
/// x ↦ (x − mean) / deviation, one pair for each feature. A feature that never changes is only centred: its deviation counts
/// as 1.
/// </summary>
public sealed class Standardization : FeatureTransform
{
    // A float has 24 bits: less deviation than this share of the mean is rounding, and dividing by it would magnify noise.
    private const double Negligible = 1.0 / (1 << 20);

    private Standardization(float[] mean, float[] deviation, FeatureLayout layout, int constants)
        : base(mean, deviation, layout) => Constants = constants;

    /// <summary>The means, one for each feature.</summary>
    public IReadOnlyList<float> Mean => First;

    /// <summary>The deviations, one for each feature; none is 0.</summary>
    public IReadOnlyList<float> Deviation => Second;

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

    /// <summary>What a number was before it was standardized.</summary>
    /// <param name="feature">Its feature.</param>
    /// <param name="value">The number.</param>
    public double Restore(int feature, double value) => (value * Second[feature]) + First[feature];

    private protected override IReadOnlyList<InputOperator> Operators =>
        [new("standardise.sub", new Sub(), ".mean", First, ".centred"), new("standardise.div", new Div(), ".deviation", Second, ".standardised")];

    private protected override (string Key, string Text) Note =>
        (
            "relumine.standardised.input",
            $"The model takes raw data: (x − mean) / deviation is its first two operators, fitted on the training split ({Features()})."
        );

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
        var shape = new Shape(First.Length);
        return model with
        {
            Graph = model.Graph with { Nodes = nodes },
            Weights = new Dictionary<string, ModelTensor>(model.Weights)
            {
                [mean] = FeatureLayout.Spread(First, shape),
                [deviation] = FeatureLayout.Spread(Second, shape),
            },
            Metadata = new Dictionary<string, string>(model.Metadata)
            {
                ["relumine.standardised.output"] =
                    $"The model gives targets in their own units: y · deviation + mean is its last two operators, fitted on the training split ({Features()}).",
            },
        };
    }

    private protected override void Transform(Span<float> samples) => Map<Formula>(samples);

    private string Features() =>
        string.Create(CultureInfo.InvariantCulture, $"{First.Length} feature{(First.Length == 1 ? "" : "s")}, {Constants} of them constant and only centred");

    private readonly struct Formula : IFeatureFormula
    {
        public static float Of(float x, float first, float second) => (x - first) / second;
    }
}
