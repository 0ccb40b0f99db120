namespace Relumine.Onnx;

/// <summary>The versions of a file that was written.</summary>
/// <param name="Opset">The opset.</param>
/// <param name="IrVersion">The version of the file's form.</param>
public readonly record struct FileVersions(int Opset, long IrVersion);
