using Relumine.Graph.Errors;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>A node of a file that is being read as several: what it says, and where its nodes go.</summary>
internal sealed class Composer(IComposing graph, NodeReader node)
{
    /// <summary>The node: attributes, inputs, the opset.</summary>
    public NodeReader Reader => node;

    /// <summary>The number of outputs.</summary>
    public int Outputs => node.Outputs.Count;

    /// <summary>The name of input <paramref name="i"/>, which must be given.</summary>
    public string this[int i] => Has(i) ? node.Inputs[i]
        : throw new GraphException($"{node.Type} '{node.Name}' leaves out input {i}, which the operator needs. The model is inconsistent; check how it was "
            + $"exported.");

    /// <summary>Whether input <paramref name="i"/> is given.</summary>
    public bool Has(int i) => i < node.Inputs.Count && node.Inputs[i].Length > 0;

    /// <summary>Whether somebody wants output <paramref name="i"/>.</summary>
    public bool Wants(int i) => i < node.Outputs.Count && node.Outputs[i].Length > 0;

    /// <summary>The value of input <paramref name="i"/> if it is constant.</summary>
    public ModelTensor? Constant(int i) => Has(i) ? node.Constant(i) : null;

    /// <summary>A value if it is constant, also if few nodes have made it of constants; otherwise null.</summary>
    public ModelTensor? ConstantOf(string value) => graph.ConstantOf(value);

    /// <summary>The number of dimensions of input <paramref name="i"/>, which must be known.</summary>
    public int Rank(int i) => node.Rank(i) ?? throw node.Refuse($"the number of dimensions of input {i} is not known", "Export the model with shapes.");

    /// <summary>The shape of input <paramref name="i"/>, symbolic dimensions being 1; null if it is not known.</summary>
    public Shape? ShapeOf(int i) => Has(i) ? graph.TypeOf(node.Inputs[i])?.Shape : null;

    /// <summary>The shape of a value, symbolic dimensions being 1; null if it is not known.</summary>
    public Shape? ShapeOf(string value) => graph.TypeOf(value)?.Shape;

    /// <summary>The element type of a value; float32 where it cannot be told.</summary>
    public ElementType TypeOf(string value) => graph.TypeOf(value)?.Type ?? ElementType.Float32;

    /// <summary>The narrow type of a value in the file; null if it has none.</summary>
    public NarrowType? NarrowOf(string value) => graph.NarrowOf(value);

    /// <summary>The operator that makes a value; null if an input or a weight is it, or a node that comes later in the file.</summary>
    public Op? MakerOf(string value) => graph.MakerOf(value);

    /// <summary>Adds a node and returns the name of its first output.</summary>
    public string Node(Op op, params string[] inputs) => graph.AddNode(node, op, inputs, 1)[0];

    /// <summary>Adds a node with several outputs and returns their names.</summary>
    public string[] Nodes(Op op, int outputs, params string[] inputs) => graph.AddNode(node, op, inputs, outputs);

    /// <summary>Makes output <paramref name="output"/> of the node by an operator; nothing if nobody wants it.</summary>
    public void Result(int output, Op op, params string[] inputs)
    {
        if (Wants(output))
        {
            graph.AddResult(node, output, op, inputs);
        }
    }

    /// <summary>Makes output <paramref name="output"/> of the node, of numbers of a narrow type if one is given.</summary>
    public void Result(int output, string value, NarrowType? narrow = null)
    {
        Result(output, new Identity(), value);
        if (Wants(output))
        {
            graph.SetNarrow(node.Outputs[output], narrow);
        }
    }

    /// <summary>A constant.</summary>
    public string Constant(ModelTensor value) => node.AddConstant(value);

    /// <summary>A number of the element type of a value.</summary>
    public string Number(double number, string like) => Constant(TypeOf(like) switch
    {
        ElementType.Float64 => ModelTensor.Scalar(number),
        ElementType.Int64 => ModelTensor.Scalar((long)number),
        ElementType.Int32 => ModelTensor.Scalar((int)number),
        _ => ModelTensor.Scalar((float)number),
    });

    /// <summary>A vector of integers: a shape, axes, starts.</summary>
    public string Ints(params ReadOnlySpan<long> values) => Constant(ModelTensor.Vector(values));

    /// <summary>The value in the element type of another.</summary>
    public string Like(string value, string type) => TypeOf(value) == TypeOf(type) ? value : Node(new Cast(TypeOf(type)), value);

    /// <summary>The value with new axes of one element at the given places of the result.</summary>
    public string Unsqueeze(string value, params ReadOnlySpan<long> axes) => Node(new Unsqueeze(), value, Ints(axes));
}
