namespace Relumine.Graph.Operators.Control;

/// <summary>What an operator does with sequences of tensors.</summary>
public enum SequenceAction
{
    /// <summary>Tensors as a sequence (SequenceConstruct).</summary>
    Construct,

    /// <summary>A sequence of nothing (SequenceEmpty).</summary>
    Empty,

    /// <summary>A sequence with one tensor more, at a place or at its end (SequenceInsert).</summary>
    Insert,

    /// <summary>A sequence with one tensor less, that at a place or its last (SequenceErase).</summary>
    Erase,

    /// <summary>The tensor at a place (SequenceAt).</summary>
    At,

    /// <summary>The number of tensors (SequenceLength).</summary>
    Length,

    /// <summary>The parts of a tensor (SplitToSequence).</summary>
    Split,

    /// <summary>All tensors, one behind the other along an axis (ConcatFromSequence).</summary>
    Concat,
}

/// <summary>
/// An operator on sequences of tensors. Like control flow it never runs: a sequence is a list of values whose length is known once shapes are,
/// and the values stand in its place.
/// </summary>
/// <param name="Action">What it does.</param>
/// <param name="Axis">The axis of Split and Concat.</param>
/// <param name="KeepsAxis">Whether parts of one place keep the axis (Split), or tensors have it already (Concat).</param>
public sealed record SequenceOp(SequenceAction Action, int Axis = 0, bool KeepsAxis = true) : ControlOp
{
    /// <inheritdoc/>
    public override string Type => Action switch
    {
        SequenceAction.Split => "SplitToSequence",
        SequenceAction.Concat => "ConcatFromSequence",
        _ => $"Sequence{Action}",
    };
}
