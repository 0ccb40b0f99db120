namespace Relumine.Graph.Operators.Passes;

/// <summary>Which elements a backward pass reads besides the gradients of the outputs. The plan keeps these and nothing else.</summary>
/// <param name="Inputs">Bit i: the elements of input i.</param>
/// <param name="Outputs">Bit i: the elements of output i.</param>
public readonly record struct BackwardNeeds(uint Inputs, uint Outputs)
{
    /// <summary>The gradients of the outputs, and shapes, are enough.</summary>
    public static BackwardNeeds Nothing => default;

    /// <summary>The elements of every input.</summary>
    public static BackwardNeeds AllInputs => new(uint.MaxValue, 0);

    /// <summary>The elements of input <paramref name="i"/>.</summary>
    public static BackwardNeeds Input(int i) => new(1u << i, 0);

    /// <summary>The elements of output <paramref name="i"/>.</summary>
    public static BackwardNeeds Output(int i) => new(0, 1u << i);

    /// <summary>Whether the elements of input <paramref name="i"/> are read.</summary>
    public bool ReadsInput(int i) => i < 32 ? (Inputs >> i & 1) != 0 : Inputs == uint.MaxValue;

    /// <summary>Whether the elements of output <paramref name="i"/> are read.</summary>
    public bool ReadsOutput(int i) => i < 32 && (Outputs >> i & 1) != 0;

    /// <summary>What either reads.</summary>
    public static BackwardNeeds operator |(BackwardNeeds a, BackwardNeeds b) => new(a.Inputs | b.Inputs, a.Outputs | b.Outputs);
}
