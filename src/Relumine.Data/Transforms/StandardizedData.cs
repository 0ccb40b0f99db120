using Relumine.Data.Datasets;
using Relumine.Data.Pictures;
using Relumine.Graph.Models;

namespace Relumine.Data.Transforms;

/// <summary>The two parts of a dataset, transformed by what was measured on the part to learn from, and the way back for the model.</summary>
/// <param name="Training">What to learn from.</param>
/// <param name="Validation">What to check on; null if nothing was put aside.</param>
/// <param name="Input">How samples were transformed; null if they are as they were.</param>
/// <param name="Output">How targets were transformed; null if they are as they were.</param>
public sealed record StandardizedData(Dataset Training, Dataset? Validation, Standardization? Input, Standardization? Output)
{
    /// <summary>How samples were limited before; null if they were not.</summary>
    public Winsorization? Limits { get; private init; }

    /// <summary>The part to learn from with its targets as they were given, not limited: what a network is measured by.</summary>
    public Dataset Given { get; private init; } = Training;

    /// <summary>Measures and transforms: outliers are limited first, then features and targets are standardised.</summary>
    /// <param name="training">What to learn from.</param>
    /// <param name="validation">What to check on, or null. Its targets are not limited: they are what is true.</param>
    /// <param name="transforms">What to do; labels stay as they are.</param>
    public static StandardizedData Of(Dataset training, Dataset? validation, DataTransforms transforms)
    {
        ArgumentNullException.ThrowIfNull(training);
        var limits = transforms.Winsorize ? Winsorization.Fit(training.Features) : null;
        if (limits is not null)
        {
            training = training.With(limits.Apply(training.Features), training.Values);
            validation = validation?.With(limits.Apply(validation.Features), validation.Values);
        }

        var given = training;
        if (transforms.WinsorizeTargets && training.Values is { } wild)
        {
            training = training.With(training.Features, Winsorization.Fit(wild).Apply(wild));
        }

        var input = transforms.Standardize ? Standardization.Fit(training.Features) : null;
        var output = transforms.StandardizeTargets && training.Values is { } values ? Standardization.Fit(values) : null;
        Dataset Transformed(Dataset data) => input is null && output is null ? data : data.With(
            input?.Apply(data.Features) ?? data.Features,
            data.Values is { } own && output is not null ? output.Apply(own) : data.Values);
        var learned = Transformed(training);
        return new(learned, validation is null ? null : Transformed(validation), input, output)
        {
            Limits = limits,
            Given = given == training ? learned : Transformed(given),
        };
    }

    /// <summary>The model for data as they were: with the transforms as operators, and metadata that say so.</summary>
    /// <param name="bare">The network that was trained on the transformed data.</param>
    public Model Attach(Model bare)
    {
        ArgumentNullException.ThrowIfNull(bare);
        var model = Input is null ? bare : Input.AtInput(bare);
        model = Limits is null ? model : Limits.AtInput(model);
        model = Training.Plan is { } plan ? TableMetadata.Put(model, plan) : model;
        model = Training.Pictures is { } pictures
            ? model with { Metadata = new Dictionary<string, string>(model.Metadata) { [PicturePlan.MetadataKey] = pictures.ToJson() } }
            : model;
        return Output is null ? model : Output.AtOutput(model);
    }
}

/// <summary>What is done to data before a network sees them.</summary>
/// <param name="Standardize">Whether every feature is brought to mean 0 and variance 1.</param>
/// <param name="StandardizeTargets">Whether targets that are numbers are, too.</param>
/// <param name="Winsorize">Whether what lies far outside of a feature's usual range is brought to its edge; see <see cref="Winsorization"/>.</param>
/// <param name="WinsorizeTargets">Whether targets that are numbers are limited while the network learns.</param>
public readonly record struct DataTransforms(bool Standardize, bool StandardizeTargets, bool Winsorize, bool WinsorizeTargets);
