namespace Relumine.Data.Fit;

/// <summary>What the first dimension of a model's input is.</summary>
public enum BatchDimension
{
    /// <summary>A sample has all dimensions of the input; each sample is a run.</summary>
    None,

    /// <summary>Any number of samples in a run.</summary>
    Symbolic,

    /// <summary>A fixed number of samples in a run.</summary>
    Fixed,
}
