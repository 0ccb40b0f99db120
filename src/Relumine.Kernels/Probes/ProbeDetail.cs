namespace Relumine.Kernels.Probes;

/// <summary>How much a probe looks at.</summary>
public enum ProbeDetail
{
    /// <summary>Firing counts alone: what watching every step of training needs.</summary>
    Counts,

    /// <summary>Firing counts, the range of the pre-activation and the count of its non-finite values: next to free.</summary>
    Firing,

    /// <summary>Also sums of the pre-activation and of the activation, and their squares.</summary>
    Full,
}
