using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators;

/// <summary>A node of a file, as an operator reads it: attributes, inputs and the opset. The file format stays behind it.</summary>
public abstract class NodeReader
{
    /// <summary>The operator's name in the file.</summary>
    public abstract string Type { get; }

    /// <summary>The node's name.</summary>
    public abstract string Name { get; }

    /// <summary>The opset of the file, from 1 to 27.</summary>
    public abstract int Version { get; }

    /// <summary>The names of the inputs; may be changed to lift an older form.</summary>
    public abstract IList<string> Inputs { get; }

    /// <summary>The names of the outputs; may be changed to lift an older form.</summary>
    public abstract IList<string> Outputs { get; }

    /// <summary>Whether the node has the attribute.</summary>
    public abstract bool Has(string attribute);

    /// <summary>An integer attribute.</summary>
    public abstract long Int(string attribute, long otherwise);

    /// <summary>A number attribute.</summary>
    public abstract float Float(string attribute, float otherwise);

    /// <summary>A text attribute.</summary>
    public abstract string Text(string attribute, string otherwise);

    /// <summary>A list of integers, or null if the attribute is not there.</summary>
    public abstract long[]? Ints(string attribute);

    /// <summary>A list of numbers, or null if the attribute is not there.</summary>
    public abstract float[]? Floats(string attribute);

    /// <summary>A list of texts, or null if the attribute is not there.</summary>
    public abstract string[]? Texts(string attribute);

    /// <summary>A tensor attribute, or null if it is not there.</summary>
    public abstract ModelTensor? Tensor(string attribute);

    /// <summary>The value of input <paramref name="i"/> if it is an initialiser or a Constant, otherwise null.</summary>
    public abstract ModelTensor? Constant(int i);

    /// <summary>The number of dimensions of input <paramref name="i"/>; null if it is left out, or cannot be told yet.</summary>
    public abstract int? Rank(int i);

    /// <summary>Adds a constant to the model and returns the name of its value: for attributes that became inputs.</summary>
    public abstract string AddConstant(ModelTensor value);

    /// <summary>Adds a node in front of this one and returns the name of its output: for older forms that take several operators now.</summary>
    public abstract string AddNode(Op op, params string[] inputs);

    /// <summary>Adds a node in front of this one that gives input <paramref name="i"/> further axes of one element, and returns its output's name.</summary>
    /// <param name="i">The index of the input.</param>
    /// <param name="axes">Which axes of the result are the new ones.</param>
    public abstract string AddAxes(int i, params ReadOnlySpan<int> axes);

    /// <summary>The error that the internal form cannot say this; <paramref name="what"/> names the reason, <paramref name="next"/> what would work.</summary>
    public UnsupportedException Refuse(string what, string next) =>
        new($"Operator {Type} (opset {Version}), node '{Name}': {what}. {next}");
}

/// <summary>Receives an operator's attributes on export.</summary>
public abstract class NodeWriter
{
    /// <summary>Writes an integer attribute.</summary>
    public abstract void Int(string attribute, long value);

    /// <summary>Writes a number attribute.</summary>
    public abstract void Float(string attribute, double value);

    /// <summary>Writes a text attribute.</summary>
    public abstract void Text(string attribute, string value);

    /// <summary>Writes a list of integers.</summary>
    public abstract void Ints(string attribute, ReadOnlySpan<long> values);

    /// <summary>Writes a list of numbers.</summary>
    public abstract void Floats(string attribute, ReadOnlySpan<float> values);

    /// <summary>Writes a list of texts.</summary>
    public abstract void Texts(string attribute, params ReadOnlySpan<string> values);

    /// <summary>Writes a tensor attribute.</summary>
    public abstract void Tensor(string attribute, ModelTensor value);
}
