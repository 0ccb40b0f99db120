namespace Relumine.Onnx.Import.Compositions;

/// <summary>The window of Blackman (ONNX BlackmanWindow).</summary>
internal sealed class BlackmanWindow : IComposition
{
    public string Type => "BlackmanWindow";

    public int Since => 17;

    public void Compose(Composer node) => CosineWindow.Compose(node, 0.42, 0.5, 0.08);
}
