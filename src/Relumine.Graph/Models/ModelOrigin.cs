using Relumine.Graph.Operators;

namespace Relumine.Graph.Models;

/// <summary>What the file that a model came from says about itself, beyond what the network computes: kept for a file that takes its place.</summary>
public sealed record ModelOrigin
{
    /// <summary>The version of the file's form.</summary>
    public long IrVersion { get; init; }

    /// <summary>The program that wrote it.</summary>
    public string ProducerName { get; init; } = "";

    /// <summary>That program's version.</summary>
    public string ProducerVersion { get; init; } = "";

    /// <summary>Whose model it is, as a reversed host name.</summary>
    public string Domain { get; init; } = "";

    /// <summary>The model's own version.</summary>
    public long ModelVersion { get; init; }

    /// <summary>What is said about the model.</summary>
    public string Documentation { get; init; } = "";

    /// <summary>What is said about its graph.</summary>
    public string GraphDocumentation { get; init; } = "";

    /// <summary>What it declares about values that are neither inputs nor outputs.</summary>
    public ValueArray<ValueInfo> Values { get; init; }
}
