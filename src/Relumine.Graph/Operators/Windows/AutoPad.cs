namespace Relumine.Graph.Operators.Windows;

/// <summary>How the width of the border of a window operator is decided.</summary>
public enum AutoPad
{
    /// <summary>It is given.</summary>
    NotSet,

    /// <summary>As many windows as the input has elements, divided by the stride; an odd rest goes behind.</summary>
    SameUpper,

    /// <summary>The same, but an odd rest goes in front.</summary>
    SameLower,

    /// <summary>No border.</summary>
    Valid,
}
