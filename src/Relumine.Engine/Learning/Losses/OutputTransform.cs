namespace Relumine.Engine.Learning.Losses;

/// <summary>What a loss does to the outputs of a network before it compares them; a layer that does the same in front of it squashes them twice.</summary>
public enum OutputTransform
{
    /// <summary>Nothing: outputs are compared as they are.</summary>
    None,

    /// <summary>The logistic sigmoid of each output.</summary>
    Sigmoid,

    /// <summary>The softmax of the outputs of a sample.</summary>
    Softmax,
}
