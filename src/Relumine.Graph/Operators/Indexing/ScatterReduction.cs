
namespace Relumine.Graph.Operators.Indexing;

/// <summary>What becomes of an element that an update falls on.</summary>
public enum ScatterReduction
{
    /// <summary>The update takes its place; of several the last.</summary>
    None,

    /// <summary>Their sum.</summary>
    Add,

    /// <summary>Their product.</summary>
    Mul,

    /// <summary>The smaller one.</summary>
    Min,

    /// <summary>The larger one.</summary>
    Max,
}
