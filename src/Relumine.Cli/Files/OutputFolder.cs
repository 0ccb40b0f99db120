using Relumine.Engine.Inference;
using Relumine.Graph.Tensors;

namespace Relumine.Cli.Files;

/// <summary>The outputs of a network as files of a folder, one each.</summary>
/// <param name="folder">The folder.</param>
/// <param name="format"><c>npy</c> or <c>pb</c>.</param>
internal sealed class OutputFolder(string folder, string format) : IDisposable
{
    private readonly List<OutputWriter> _writers = [];

    /// <summary>Begins the files.</summary>
    public void Begin(Plan plan)
    {
        Directory.CreateDirectory(folder);
        _writers.AddRange(plan.Outputs.Select(o => new OutputWriter(folder, o, format)));
    }

    /// <summary>Adds what whole samples gave.</summary>
    public void Add(IReadOnlyList<ModelTensor> outputs, int samples)
    {
        foreach (var (writer, tensor) in _writers.Zip(outputs))
        {
            writer.Add(tensor, samples);
        }
    }

    /// <summary>Gives the files their names.</summary>
    /// <returns>What was written, a line each.</returns>
    public IReadOnlyList<string> Complete()
    {
        _writers.ForEach(w => w.Complete());
        return [.. _writers.Select(w => w.Description)];
    }

    /// <summary>Writes the outputs of one run as they are.</summary>
    /// <returns>What was written, a line each.</returns>
    public IReadOnlyList<string> Write(Plan plan, IReadOnlyList<ModelTensor> outputs)
    {
        Directory.CreateDirectory(folder);
        return [.. plan.Outputs.Zip(outputs, (o, tensor) => OutputWriter.Write(folder, o.Name, tensor, format))];
    }

    /// <inheritdoc/>
    public void Dispose() => _writers.ForEach(w => w.Dispose());
}
