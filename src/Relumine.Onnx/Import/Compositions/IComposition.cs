namespace Relumine.Onnx.Import.Compositions;

/// <summary>An operator of ONNX that is read as several others: one file each, with the formula of the operator's specification.</summary>
internal interface IComposition
{
    /// <summary>The operator's name in ONNX.</summary>
    string Type { get; }

    /// <summary>The first opset that has it.</summary>
    int Since => 1;

    /// <summary>Adds the nodes that compute it; <c>Result</c> makes the outputs.</summary>
    void Compose(Composer node);
}
