namespace Relumine.Kernels.Normalizations;

/// <summary>How the slope of a rectifier behind a normalization is told.</summary>
public enum RectifierSlope
{
    /// <summary>There is no rectifier.</summary>
    None,

    /// <summary>From what it gave.</summary>
    FromOutput,

    /// <summary>From what was normalized, which is at hand anyway: where nothing was added in between.</summary>
    FromInput,
}
