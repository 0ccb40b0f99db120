namespace Relumine.Engine.Learning.Initializers;

/// <summary>
/// How the weights of a layer begin. Units are the first axis of a weight: a row of a dense layer's [out, in], a filter
/// of a convolution's [out, in/groups, k₁ …]. Equal if the parameters are.
/// </summary>
public abstract record Initializer
{
    /// <summary>The name in recipes, e.g. <c>heNormal</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it draws, in a sentence, and who proposed it.</summary>
    public abstract string Summary { get; }

    /// <summary>Whether <see cref="Fill(Span{float}, Span{float}, in InitializerContext)"/> decides the biases too; otherwise they stay as they are.</summary>
    public virtual bool DrawsBiases => false;

    /// <summary>Whether it looks at data: the network is run over samples after everything is drawn, and the weights are scaled.</summary>
    public virtual bool LooksAtData => false;

    /// <summary>Whether weights are drawn one by one from a continuous distribution that is symmetric around 0: laws on dead units at birth rest on
    /// it.</summary>
    public virtual bool IsSymmetric => false;

    /// <summary>Whether every number is drawn for itself, so that biases can be drawn too; not so where a unit or a matrix is drawn as a whole.</summary>
    public virtual bool FillsVectors => !DrawsBiases && !LooksAtData;

    /// <summary>Fills the weights of a layer.</summary>
    /// <param name="weights">All of them, row-major; what was there before does not matter.</param>
    /// <param name="context">What the layer is like.</param>
    public abstract void Fill(Span<float> weights, in InitializerContext context);

    /// <summary>Fills the weights of a layer, and its biases where <see cref="DrawsBiases"/> says so.</summary>
    /// <param name="weights">All of them, row-major.</param>
    /// <param name="biases">One number for each unit, or nothing if the layer has none.</param>
    /// <param name="context">What the layer is like.</param>
    public virtual void Fill(Span<float> weights, Span<float> biases, in InitializerContext context) => Fill(weights, context);
}
