using Relumine.Data.Datasets;
using Relumine.Data.Formats;

namespace Relumine.Data.Generators;

/// <summary>The generators of this library, with their default sizes and seed 1.</summary>
[Catalogue]
public static partial class GeneratorCatalogue
{
    /// <summary>One entry for every class here that implements <see cref="IGenerator"/>.</summary>
    public static partial IReadOnlyList<IGenerator> All { get; }

    /// <summary>Opens what a generator makes as data with labels. For training take <see cref="Dataset.Of(IGenerator)"/>.</summary>
    public static DataContents Open(IClassGenerator generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        return new(
            [new GeneratedSource(generator, wantsLabel: false)],
            new GeneratedSource(generator, wantsLabel: true),
            null,
            [$"generated: {generator.Name}, {generator.Samples} samples of shape {generator.SampleShape}, {generator.Classes} classes"]
        );
    }
}
