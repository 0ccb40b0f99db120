using Relumine.Graph.Errors;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Catalogue;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Models;

/// <summary>
/// What is known of a graph's values before it runs: types and shapes of one sample, the values that are constant,
/// and which ones differ from sample to sample. Everything that no input reaches is computed here, once.
/// </summary>
internal sealed class ShapeInference : IShapes
{
    /// <summary>What all constants together may take that the graph computes from almost nothing, in bytes: a small file must not ask for all memory.</summary>
    private const long MostComputed = 768 << 20;

    /// <summary>What computing them may take, in multiply-adds and numbers touched: some seconds.</summary>
    private const double MostWork = 4e9;

    private readonly Dictionary<string, TensorType> _types = [];
    private readonly long _limit;
    private long _computed;
    private double _work;
    private readonly double _mostWork;
    private readonly Dictionary<string, ModelTensor> _constants = [];
    private readonly Dictionary<string, string> _unknown = [];

    /// <summary>Derives everything.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputShapes">Shapes for inputs, by name; symbolic dimensions of the others are 1.</param>
    /// <exception cref="GraphException">Shapes do not fit.</exception>
    /// <remarks>What is behind a shape that depends on data is not known; who asks for it is told why.</remarks>
    public ShapeInference(Model model, IReadOnlyDictionary<string, Shape>? inputShapes)
    {
        _limit = Math.Max(MostComputed, 4 * model.Weights.Values.Sum(w => (long)w.Length * w.Type.Size()));
        _mostWork = Math.Max(MostWork, 64 * model.Weights.Values.Sum(w => (double)w.Length));
        foreach (var (name, weight) in model.Weights)
        {
            Add(name, weight);
        }

        foreach (var input in model.Graph.Inputs)
        {
            _types[input.Name] = new TensorType(input.Type, inputShapes?.GetValueOrDefault(input.Name) ?? OneSample(input));
        }

        try
        {
            foreach (var node in model.Graph.Nodes)
            {
                Add(node);
            }
        }
        catch (GraphException e) when (OpenDimensions(model.Graph.Inputs, inputShapes) is { Length: > 0 } open)
        {
            throw new GraphException($"{e.Message.Split(". The model is inconsistent")[0].TrimEnd('.')}. {open}.", e);
        }
    }

    // What a model does not say may be why nothing fits.
    private static string OpenDimensions(IReadOnlyList<ValueInfo> inputs, IReadOnlyDictionary<string, Shape>? given)
    {
        var open = inputs.Where(i => given?.ContainsKey(i.Name) != true && i.Dims.Skip(1).Any(d => d.Size is null))
            .Select(i => $"'{i.Name}' {i.Dims}").ToArray();
        return open.Length == 0 ? ""
            : $"Dimensions without a number were taken as 1: {string.Join(", ", open)}. Give data that say them, or export the model with fixed ones";
    }

    /// <inheritdoc/>
    public TensorType this[string value] =>
        _types.TryGetValue(value, out var type)
            ? type
            : _unknown.TryGetValue(value, out var reason) ? throw new UnsupportedException(reason)
            : throw new GraphException(
                $"The value '{value}' is read, but no node makes it and it is neither input nor weight. The model is broken; export it again."
            );

    /// <summary>Adds a constant.</summary>
    public void Add(string name, ModelTensor constant)
    {
        _constants[name] = constant;
        _types[name] = new TensorType(constant.Type, constant.Shape);
    }

    /// <summary>Whether type and shape of a value are known.</summary>
    public bool Knows(string value) => _types.ContainsKey(value);

    /// <inheritdoc/>
    public ModelTensor? Constant(string value) => _constants.GetValueOrDefault(value);

    /// <inheritdoc/>
    public bool Varies(string value) => value.Length > 0 && !_constants.ContainsKey(value);

    /// <summary>The shape of one sample of an input, every symbolic dimension being 1.</summary>
    /// <exception cref="GraphException">None is declared, or one that cannot be.</exception>
    internal static Shape OneSample(ValueInfo input)
    {
        if (!input.RankKnown)
        {
            throw new GraphException($"The input '{input.Name}' declares no shape. Give one, or export the model with shapes.");
        }

        try
        {
            return new Shape([.. input.Dims.Select(d => d.Size ?? 1)]);
        }
        catch (ArgumentException e)
        {
            throw new GraphException($"The input '{input.Name}': {e.Message.TrimEnd('.')}. Export the model with the shape of one sample.", e);
        }
    }

    /// <summary>What shapes, attributes and constants out of a file can bring about that contradict each other.</summary>
    internal static bool IsAboutTheNumbers(Exception e) =>
        e is ArgumentException or ArithmeticException or IndexOutOfRangeException or InvalidOperationException;

    /// <summary>Derives what a further node makes of what is known.</summary>
    public void Add(Node node)
    {
        try
        {
            if (node.Inputs.FirstOrDefault(_unknown.ContainsKey) is { } unknown)
            {
                throw new UnsupportedException(_unknown[unknown]);
            }

            Derive(node);
        }
        catch (UnsupportedException e)
        {
            foreach (var output in node.Outputs)
            {
                _unknown[output] = e.Message;
            }
        }
    }

    private void Derive(Node node)
    {
        // Its weights may not have been read either: the reason for it comes first.
        if (node.Op is UnreadOp unread)
        {
            throw new UnsupportedException(unread.Reason);
        }

        var inputs = new TensorType?[node.Inputs.Count];
        var constants = new ModelTensor?[node.Inputs.Count];
        for (var i = 0; i < inputs.Length; i++)
        {
            if (node.Inputs[i].Length > 0)
            {
                inputs[i] = this[node.Inputs[i]];
                constants[i] = Constant(node.Inputs[i]);
            }
        }

        var context = new InferenceContext(node, inputs, constants);
        try
        {
            node.Op.Infer(context);
        }
        catch (Exception e) when (IsAboutTheNumbers(e))
        {
            throw context.Fail(e.Message.TrimEnd('.'));
        }

        for (var i = 0; i < node.Outputs.Count; i++)
        {
            if (node.Outputs[i].Length > 0)
            {
                _types[node.Outputs[i]] = context.Outputs[i] ?? throw context.Fail($"output {i} is asked for, but the operator has no such output");
            }
        }

        if (node.Op.DependsOnlyOnShapes || node.Inputs.All(n => !Varies(n)))
        {
            Fold(node, inputs, constants, context);
        }
    }

    private void Fold(Node node, TensorType?[] inputs, ModelTensor?[] constants, InferenceContext context)
    {
        var operands = new ModelTensor?[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            operands[i] = constants[i] ?? (inputs[i] is { } type ? ModelTensor.View(type.Type, type.Shape, [], 0) : null);
        }

        var results = new ModelTensor?[node.Outputs.Count];
        for (var i = 0; i < results.Length; i++)
        {
            if (node.Outputs[i].Length > 0)
            {
                var type = _types[node.Outputs[i]];
                _computed += (long)type.Shape.ElementCount * type.Type.Size();
                if (_computed > _limit)
                {
                    throw new UnsupportedException(
                        $"{node.Op.Type} '{node.Name}' makes the constant '{node.Outputs[i]}' of {type}: "
                            + $"with it, computed constants need {_computed >> 20} MiB, "
                            + $"and at most {_limit >> 20} MiB are possible for a file of this size. If that is meant, store it as a weight; "
                            + $"else the model was "
                            + $"exported with a wrong shape."
                    );
                }

                results[i] = _constants[node.Outputs[i]] = ModelTensor.Zeros(type.Type, type.Shape);
            }
        }

        if (!node.Op.DependsOnlyOnShapes && (_work += node.Op.Work(node, this)) > _mostWork)
        {
            throw new UnsupportedException(
                FormattableString.Invariant($"{node.Op.Type} '{node.Name}' computes constants, which takes {_work:0.0e0} multiply-adds up to here, ")
                    + FormattableString.Invariant($"and at most {_mostWork:0.0e0} are possible for a file of this size. Store what they give as weights.")
            );
        }

        try
        {
            node.Op.Forward(new ForwardContext(operands, results));
        }
        catch (Exception e) when (IsAboutTheNumbers(e))
        {
            throw context.Fail(e.Message.TrimEnd('.'));
        }
    }
}
