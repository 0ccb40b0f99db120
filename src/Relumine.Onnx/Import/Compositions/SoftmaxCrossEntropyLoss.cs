using Relumine.Graph.Operators.Activations;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>The loss of classes whose scores are given; output 1 are the logarithmic probabilities (ONNX SoftmaxCrossEntropyLoss).</summary>
internal sealed class SoftmaxCrossEntropyLoss : IComposition
{
    public string Type => "SoftmaxCrossEntropyLoss";

    public int Since => 12;

    public void Compose(Composer node)
    {
        var logarithms = node.Node(new LogSoftmax(1), node[0]);
        ClassLoss.Compose(node, logarithms);
        node.Result(1, logarithms);
    }
}
