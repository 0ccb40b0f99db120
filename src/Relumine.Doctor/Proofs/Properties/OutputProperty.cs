namespace Relumine.Doctor.Proofs.Properties;

/// <summary>What a network must never do: a case is broken by an input of its box for which all its sums of outputs are at least 0.</summary>
/// <param name="Name">Where it comes from, for messages.</param>
/// <param name="Inputs">The number of elements of a sample.</param>
/// <param name="Cases">The cases; one that can happen is enough to break the property.</param>
public sealed record OutputProperty(string Name, int Inputs, IReadOnlyList<PropertyCase> Cases);

/// <summary>One way to break a property.</summary>
/// <param name="Low">The smallest value of each input.</param>
/// <param name="High">The largest.</param>
/// <param name="Sums">What would all be at least 0.</param>
public sealed record PropertyCase(IReadOnlyList<double> Low, IReadOnlyList<double> High, IReadOnlyList<OutputSum> Sums)
{
    /// <summary>Whether outputs are what must not happen.</summary>
    /// <param name="outputs">The elements of the network's output for one sample.</param>
    public bool IsMetBy(IReadOnlyList<double> outputs) => Sums.All(s => s.Of(outputs) >= 0);
}

/// <summary>A weighted sum of outputs and a constant.</summary>
/// <param name="Weights">The weights of the outputs that it reads, by their number.</param>
/// <param name="Constant">What is added.</param>
public sealed record OutputSum(IReadOnlyDictionary<int, double> Weights, double Constant)
{
    /// <summary>Its value.</summary>
    /// <param name="outputs">The elements of the network's output for one sample.</param>
    public double Of(IReadOnlyList<double> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        var sum = Constant;
        foreach (var (output, weight) in Weights)
        {
            sum += weight * outputs[output];
        }

        return sum;
    }
}
