using Relumine.Data.Sources;

namespace Relumine.Data.Formats;

/// <summary>What a data file holds: tensors for inputs of a model, and labels where the file has them.</summary>
public sealed class DataContents : IDisposable
{
    /// <summary>Takes over the sources and disposes of them.</summary>
    public DataContents(
        IReadOnlyList<DataSource> inputs,
        DataSource? labels = null,
        IReadOnlyList<string>? classNames = null,
        IReadOnlyList<string>? notes = null
    ) => (Inputs, Labels, ClassNames, Notes) = (inputs, labels, classNames ?? [], notes ?? []);

    /// <summary>The tensors, at least one, in the order of the file.</summary>
    public IReadOnlyList<DataSource> Inputs { get; }

    /// <summary>One number per sample, or null where the file has no label column.</summary>
    public DataSource? Labels { get; }

    /// <summary>The class names that labels of text stand for, sorted; the label is the index. Empty for labels that are numbers.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>What was found out about the file, a sentence each, for reports.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var input in Inputs)
        {
            input.Dispose();
        }

        Labels?.Dispose();
    }
}
