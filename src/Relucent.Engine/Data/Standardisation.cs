using System.Globalization;

namespace Relucent.Data;

/// <summary>
/// x ↦ (x − mean) / deviation, one pair for each feature, fitted on the samples to learn from. Training sees data that
/// are transformed once, in memory; the exported model gets the transform as operators, with the same bits.
/// </summary>
/// <remarks>
/// A feature is an element of a sample with one dimension. Samples with three dimensions or more are images with channels
/// first, and have one pair for each channel; samples with two dimensions have one pair for all elements. A feature that
/// never changes is only centred: its deviation counts as 1.
/// </remarks>
public sealed class Standardisation
{
    // A float has 24 bits: less deviation than this share of the mean is rounding, and dividing by it would magnify noise.
    private const double Negligible = 1.0 / (1 << 20);

    private readonly float[] _mean;
    private readonly float[] _deviation;
    private readonly int _inner;

    private Standardisation(float[] mean, float[] deviation, int inner, int constants) =>
        (_mean, _deviation, _inner, Constants) = (mean, deviation, inner, constants);

    /// <summary>The means, one for each feature.</summary>
    public IReadOnlyList<float> Mean => _mean;

    /// <summary>The deviations, one for each feature; none is 0.</summary>
    public IReadOnlyList<float> Deviation => _deviation;

    /// <summary>The number of features that never change.</summary>
    public int Constants { get; }

    /// <summary>Measures samples.</summary>
    /// <param name="samples">Float32 [N, sample…]: those to learn from, not those to validate on.</param>
    public static Standardisation Fit(Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var size = samples.Length / samples.Shape[0];
        var features = samples.Shape.Rank switch { <= 2 => size, 3 => 1, _ => samples.Shape[1] };
        var inner = size / features;
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

        return new Standardisation(mean, deviation, inner, constants);
    }

    /// <summary>Transformed samples in memory of their own.</summary>
    /// <param name="samples">Samples as <see cref="Fit"/> saw them, any number.</param>
    public Tensor Apply(Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var result = samples.Clone();
        var x = result.Values<float>();
        for (var i = 0; i < x.Length; i++)
        {
            var feature = i / _inner % _mean.Length;
            x[i] = (x[i] - _mean[feature]) / _deviation[feature];
        }

        return result;
    }

    /// <summary>A model that takes samples as they are and transforms them first.</summary>
    /// <param name="model">A model with one input, trained on transformed samples.</param>
    /// <exception cref="ArgumentException">The model has more inputs than one, or samples of another size.</exception>
    public Model AtInput(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Graph.Inputs is not [var input])
        {
            throw new ArgumentException($"The model has {model.Graph.Inputs.Count} inputs; one is expected.", nameof(model));
        }

        var names = new FreshNames(model);
        var (centred, scaled) = (names.Of(input.Name + ".centred"), names.Of(input.Name + ".standardised"));
        var (mean, deviation) = (names.Of(input.Name + ".mean"), names.Of(input.Name + ".deviation"));
        var shape = ParameterShape(input);
        Node[] nodes =
        [
            new(names.Of("standardise.sub"), new Operators.Sub(), new[] { input.Name, mean }, new[] { centred }),
            new(names.Of("standardise.div"), new Operators.Div(), new[] { centred, deviation }, new[] { scaled }),
            .. model.Graph.Nodes.Select(n => n with { Inputs = n.Inputs.Select(i => i == input.Name ? scaled : i).ToArray() }),
        ];
        var outputs = model.Graph.Outputs.Select(o => o.Name == input.Name ? o with { Name = scaled } : o).ToArray();
        return With(model, model.Graph with { Nodes = nodes, Outputs = outputs }, mean, deviation, shape, "relucent.standardised.input",
            $"The model takes raw data: (x − mean) / deviation is its first two operators, fitted on the training split ({Features()}).");
    }

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
            new(names.Of("restore.mul"), new Operators.Mul(), new[] { bare, deviation }, new[] { scaled }),
            new(names.Of("restore.add"), new Operators.Add(), new[] { scaled, mean }, new[] { output.Name }),
        ];
        return With(model, model.Graph with { Nodes = nodes }, mean, deviation, new Shape(_mean.Length), "relucent.standardised.output",
            $"The model gives targets in their own units: y · deviation + mean is its last two operators, fitted on the training split ({Features()}).");
    }

    private string Features() => string.Create(CultureInfo.InvariantCulture, $"{_mean.Length} feature{(_mean.Length == 1 ? "" : "s")}, {Constants} of them constant and only centred");

    // The shape that broadcasts over the input: channels before positions, or, where the network takes images as rows, all elements.
    private Shape ParameterShape(ValueInfo input)
    {
        if (_mean.Length == 1)
        {
            return new Shape(1);
        }

        var dims = input.Dims.Skip(1).Select(d => d.Size ?? -1).ToArray();
        if (_inner == 1 && dims is [var width] && width == _mean.Length)
        {
            return new Shape(width);
        }

        return dims is [var channels, .. var positions] && positions.Length > 0 && channels == _mean.Length
            ? new Shape([channels, .. positions.Select(_ => 1)])
            : dims.All(d => d > 0) && dims.Aggregate(1, (p, d) => p * d) == _mean.Length * _inner
                ? new Shape(dims)
                : throw new ArgumentException($"The model's input {input} does not take samples with {_mean.Length} features of {_inner} elements.");
    }

    private Model With(Model model, Graph graph, string mean, string deviation, Shape shape, string key, string note) => model with
    {
        Graph = graph,
        Weights = new Dictionary<string, Tensor>(model.Weights) { [mean] = Spread(_mean, shape), [deviation] = Spread(_deviation, shape) },
        Metadata = new Dictionary<string, string>(model.Metadata) { [key] = note },
    };

    private static Tensor Spread(float[] values, Shape shape)
    {
        var tensor = Tensor.Zeros(ElementType.Float32, shape);
        var elements = tensor.Values<float>();
        var inner = elements.Length / values.Length;
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = values[i / inner];
        }

        return tensor;
    }

    /// <summary>Names that a model does not have yet.</summary>
    private sealed class FreshNames(Model model)
    {
        private readonly HashSet<string> _taken =
        [
            .. model.Weights.Keys, .. model.Graph.Inputs.Select(i => i.Name),
            .. model.Graph.Nodes.SelectMany(n => n.Outputs.Concat(n.Inputs).Append(n.Name)),
        ];

        public string Of(string wanted)
        {
            var name = wanted;
            for (var i = 2; !_taken.Add(name); i++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{wanted}.{i}");
            }

            return name;
        }
    }
}
