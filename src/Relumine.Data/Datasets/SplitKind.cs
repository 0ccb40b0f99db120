namespace Relumine.Data.Datasets;

/// <summary>Which samples are put aside to validate.</summary>
public enum SplitKind
{
    /// <summary>Drawn by the seed, as many of every class as its share of the samples; where targets are no labels, as <see cref="Random"/>.</summary>
    Stratified,

    /// <summary>Drawn by the seed from all samples alike.</summary>
    Random,

    /// <summary>The last ones.</summary>
    Ordered,
}
