using Relumine.Kernels.Products.Matrices;

namespace Relumine.Graph.Operators.Recurrent;

/// <summary>What a recurrent layer keeps from call to call.</summary>
internal sealed class RecurrentMemory
{
    /// <summary>The functions of all directions.</summary>
    public GateFunction[]? Functions { get; set; }

    /// <summary>The working memory of products in single precision.</summary>
    public MatrixProduct<float> Single { get; } = new();

    /// <summary>The working memory of products in double precision.</summary>
    public MatrixProduct<double> Double { get; } = new();
}
