namespace Relumine.Onnx.Import.Compositions;

/// <summary>The window of Hamming (ONNX HammingWindow).</summary>
internal sealed class HammingWindow : IComposition
{
    public string Type => "HammingWindow";

    public int Since => 17;

    public void Compose(Composer node) => CosineWindow.Compose(node, 25.0 / 46, 21.0 / 46, 0);
}
