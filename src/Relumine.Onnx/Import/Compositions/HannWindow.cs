namespace Relumine.Onnx.Import.Compositions;

/// <summary>The window of Hann (ONNX HannWindow).</summary>
internal sealed class HannWindow : IComposition
{
    public string Type => "HannWindow";

    public int Since => 17;

    public void Compose(Composer node) => CosineWindow.Compose(node, 0.5, 0.5, 0);
}
