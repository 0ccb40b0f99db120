using Relumine.Doctor.Proofs;
using Relumine.Engine.Inference;

namespace Relumine.Doctor.Trimming;

/// <summary>How a network is to be trimmed.</summary>
public sealed record TrimOptions
{
    /// <summary>The model's file, as results name it.</summary>
    public string Path { get; init; } = "";

    /// <summary>Whether only units go that are proven dead (or constant) for every input, and not those that were only observed so.</summary>
    public bool OnlyProven { get; init; }

    /// <summary>Whether units go, too, that an input of the box contradicts: what they did on the data alone decides.</summary>
    public bool Observed { get; init; }

    /// <summary>A box of inputs for which units are proven and refuted, and how long to search; null for intervals alone.</summary>
    public BoxProofOptions? Box { get; init; }

    /// <summary>Whether both networks are timed.</summary>
    public bool MeasuresTime { get; init; }

    /// <summary>Whether only dead units go, which keeps every bit of what is summed term by term, and not constant ones, copies of others and what is
    /// linear.</summary>
    public bool OnlyDead { get; init; }

    /// <summary>The output that accuracy looks at; null if the model has one.</summary>
    public string? Output { get; init; }

    /// <summary>The smallest number that an input of the network can hold; proofs rest on it. −∞ if nothing is known.</summary>
    public double InputLow { get; init; } = double.NegativeInfinity;

    /// <summary>The largest number that an input of the network can hold; +∞ if nothing is known.</summary>
    public double InputHigh { get; init; } = double.PositiveInfinity;

    /// <summary>The number of threads; 0 is one a core. Results do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Whether the network may take more than its weights and the data explain; see <see cref="PlanOptions.AnyWork"/>.</summary>
    public bool AnyWork { get; init; }
}
