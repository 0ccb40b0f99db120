namespace Relumine.Graph.Rewrites;

/// <summary>Every rewrite, found at compile time.</summary>
public static partial class RewriteCatalogue
{
    /// <summary>Every rewrite, in ordinal order of the names in code.</summary>
    [Catalogue]
    public static partial IReadOnlyList<IRewrite> All { get; }
}
