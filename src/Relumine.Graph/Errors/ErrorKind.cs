namespace Relumine.Graph.Errors;

/// <summary>What sort of mistake an error is about, so that a program can react without reading the message.</summary>
public enum ErrorKind
{
    /// <summary>What was asked for cannot be: an argument, an option or a recipe that makes no sense, or that contradicts the data.</summary>
    InvalidRequest,

    /// <summary>Valid ONNX that Relumine does not support.</summary>
    Unsupported,

    /// <summary>A broken, missing or unwritable file; data of the wrong shape; data that are not finite.</summary>
    BrokenFile,

    /// <summary>A fault of Relumine itself, which it noticed before it could do harm.</summary>
    Fault,
}
