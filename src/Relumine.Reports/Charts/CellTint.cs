namespace Relumine.Reports.Charts;

/// <summary>What the colour of a cell says.</summary>
public enum CellTint
{
    /// <summary>How steep the outputs are there: the root of the sum of their squared slopes.</summary>
    Slope,

    /// <summary>What the network puts out in its middle: the value of one output, or which of several is the largest.</summary>
    Output,
}
