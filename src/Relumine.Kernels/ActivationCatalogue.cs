namespace Relumine.Kernels;

/// <summary>Every activation: all that implement <see cref="IActivation{F}"/>, found at compile time.</summary>
[Catalogue(typeof(IActivation<>), Entry = "Activation.Of({0}.Default)")]
public static partial class ActivationCatalogue
{
    /// <summary>Every activation with its customary parameters, in ordinal order of the names.</summary>
    public static partial IReadOnlyList<Activation> All { get; }

    /// <summary>The activation with this name, title or alias, compared without case; null if there is none.</summary>
    public static Activation? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(a => a.Card.Answers(name));
    }

    /// <summary>The activation with this name (or alias) and these parameters, or its customary ones if none are given.</summary>
    /// <param name="name">A name as for <see cref="Find"/>.</param>
    /// <param name="parameters">Values in the order of <see cref="Card.Parameters"/>: all of them or none.</param>
    /// <exception cref="ArgumentException">There is no such activation, or it cannot have such parameters; the message says which are known.</exception>
    public static Activation Create(string name, params ReadOnlySpan<double> parameters)
    {
        var found = Find(name) ?? throw new ArgumentException(
            $"There is no activation named '{name}'. Known are {string.Join(", ", All.Select(a => a.Card.Name))}.", nameof(name));
        return parameters.IsEmpty ? found : found.With(parameters);
    }
}
