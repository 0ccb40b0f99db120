using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators;

/// <summary>What a carrier may ask and change while units are taken out of a network.</summary>
internal interface ITrimEdit
{
    /// <summary>Where the units are.</summary>
    IUnitMap Map { get; }

    /// <summary>Whether constants were added to biases.</summary>
    bool HasMovedConstants { get; set; }

    /// <summary>The elements of a value that stay, along the axis of its units; null if all do.</summary>
    int[]? KeptOf(string value);

    /// <summary>The elements of a value that go because they are multiples of others, along the axis of its units; none if there are none.</summary>
    IReadOnlyList<(int Unit, int Of, double Factor)> CopiesIn(string value);

    /// <summary>A constant of the network as it was.</summary>
    ModelTensor Constant(string name);

    /// <summary>A constant that is broadcast to a value, without the elements that go with that value's units.</summary>
    ModelTensor KeepAligned(ModelTensor constant, string value, int[] kept);

    /// <summary>Takes out of the constants that a node broadcasts to its output what goes with the output's units.</summary>
    void KeepParameters(Node node);

    /// <summary>Gives a constant another value: under its own name if nobody else reads it, otherwise as a copy.</summary>
    /// <returns>The name by which to read it.</returns>
    string Store(string name, ModelTensor value);

    /// <summary>Adds a weight under a name like this one, and returns its name.</summary>
    string Add(string wish, ModelTensor value);

    /// <summary>Puts a node in the place of the one that makes the same output.</summary>
    /// <param name="node">The node.</param>
    /// <param name="sum">What an Add behind it is to add, or null.</param>
    void Replace(Node node, ModelTensor? sum = null);
}
