namespace Relucent.Data;

/// <summary>The two parts of a dataset, transformed by what was measured on the part to learn from, and the way back for the model.</summary>
/// <param name="Training">What to learn from.</param>
/// <param name="Validation">What to check on; null if nothing was put aside.</param>
/// <param name="Input">How samples were transformed; null if they are as they were.</param>
/// <param name="Output">How targets were transformed; null if they are as they were.</param>
public sealed record StandardisedData(Dataset Training, Dataset? Validation, Standardisation? Input, Standardisation? Output)
{
    /// <summary>Measures and transforms.</summary>
    /// <param name="training">What to learn from.</param>
    /// <param name="validation">What to check on, or null.</param>
    /// <param name="features">Whether to transform samples.</param>
    /// <param name="targets">Whether to transform targets; labels stay as they are.</param>
    public static StandardisedData Of(Dataset training, Dataset? validation, bool features, bool targets)
    {
        ArgumentNullException.ThrowIfNull(training);
        var input = features ? Standardisation.Fit(training.Features) : null;
        var output = targets && training.Values is { } values ? Standardisation.Fit(values) : null;
        Dataset Transformed(Dataset data) => input is null && output is null ? data : data.With(
            input?.Apply(data.Features) ?? data.Features,
            data.Values is { } own && output is not null ? output.Apply(own) : data.Values);
        return new(Transformed(training), validation is null ? null : Transformed(validation), input, output);
    }

    /// <summary>The model for data as they were: with the transforms as operators, and metadata that say so.</summary>
    /// <param name="bare">The network that was trained on the transformed data.</param>
    public Model Attach(Model bare)
    {
        ArgumentNullException.ThrowIfNull(bare);
        var model = Input is null ? bare : Input.AtInput(bare);
        return Output is null ? model : Output.AtOutput(model);
    }
}
