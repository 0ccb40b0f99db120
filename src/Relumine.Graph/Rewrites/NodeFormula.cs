using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Rewrites.Algebra;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Rewrites;

/// <summary>The nodes in front of a node, read as a formula.</summary>
internal sealed class NodeFormula
{
    /// <summary>The longest decompositions (GELU by tanh) have ten operators.</summary>
    private const int MostNodes = 20;

    private readonly Node _root;
    private readonly GraphEdit _edit;
    private readonly KnownValues _values;
    private readonly HashSet<ModelTensor> _constants = [];

    public NodeFormula(Node root, GraphEdit edit, KnownValues values) => (_root, _edit, _values) = (root, edit, values);

    /// <summary>The numbers that the last formula contains.</summary>
    public IEnumerable<ModelTensor> Constants => _constants;

    /// <summary>The values that the formula could be one in, the farthest first.</summary>
    public IEnumerable<string> Variables
    {
        get
        {
            var found = new List<string>();
            var visited = new HashSet<Node>(ReferenceEqualityComparer.Instance) { _root };
            var queue = new Queue<Node>([_root]);
            while (queue.TryDequeue(out var node))
            {
                foreach (var input in node.Inputs)
                {
                    if (input.Length == 0 || Number(input) is not null)
                    {
                        continue;
                    }

                    found.Remove(input);
                    found.Add(input);
                    if (_edit.Maker(input) is { } maker && visited.Count < MostNodes && maker.Op.IsElementwise && visited.Add(maker))
                    {
                        queue.Enqueue(maker);
                    }
                }
            }

            found.Reverse();
            return _root.Op.IsElementwise ? found : [];
        }
    }

    /// <summary>The formula in a value; null if it contains anything else but numbers.</summary>
    public Polynomial? In(string x)
    {
        _constants.Clear();
        var known = new Dictionary<string, Polynomial?>(StringComparer.Ordinal) { [x] = Polynomial.Variable };
        return Of(_root, known, MostNodes);
    }

    private Polynomial? Of(Node node, Dictionary<string, Polynomial?> known, int depth)
    {
        if (depth == 0 || !node.Op.IsElementwise)
        {
            return null;
        }

        var inputs = new Polynomial?[node.Inputs.Count];
        for (var i = 0; i < inputs.Length; i++)
        {
            if (node.Inputs[i].Length > 0 && (inputs[i] = Of(node.Inputs[i], known, depth - 1)) is null)
            {
                return null;
            }
        }

        return node.Op is Activate { Function: var f }
            ? Formula.Of(f.Card.Onnx, f.Card, f.Parameters, inputs[0]!)
            : Formula.Apply(node.Op.Type, inputs);
    }

    private Polynomial? Of(string value, Dictionary<string, Polynomial?> known, int depth)
    {
        if (!known.TryGetValue(value, out var formula))
        {
            formula = Number(value) is { } number ? Polynomial.Of(number)
                : _edit.Maker(value) is { Outputs: [_] } maker ? Of(maker, known, depth)
                : null;
            known[value] = formula;
        }

        return formula;
    }

    private double? Number(string value)
    {
        if (_values.Constant(value) is not { Length: 1 } constant)
        {
            return null;
        }

        _constants.Add(constant);
        return constant.NumberAt(0);
    }
}
