namespace Relumine.Onnx.Import.Compositions;

/// <summary>The loss of classes whose logarithmic probabilities are given (ONNX NegativeLogLikelihoodLoss).</summary>
internal sealed class NegativeLogLikelihoodLoss : IComposition
{
    public string Type => "NegativeLogLikelihoodLoss";

    public int Since => 12;

    public void Compose(Composer node) => ClassLoss.Compose(node, node[0]);
}
