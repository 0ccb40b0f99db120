
namespace Relumine.Graph.Operators.Recurrent;

/// <summary>In which direction a recurrent layer goes through time.</summary>
public enum RecurrentDirection
{
    /// <summary>From the first step to the last.</summary>
    Forward,

    /// <summary>From the last step to the first.</summary>
    Reverse,

    /// <summary>Both, with weights of their own.</summary>
    Bidirectional,
}
