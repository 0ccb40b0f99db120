namespace Relumine.Doctor.Units;

/// <summary>How the size of the pre-activations changes from layer to layer.</summary>
/// <param name="First">The first layer.</param>
/// <param name="Last">The last layer.</param>
/// <param name="Layers">The number of layers.</param>
/// <param name="PerLayer">The geometric mean of std(z) of a layer over std(z) of the one before.</param>
/// <param name="Total">std(z) of the last layer over std(z) of the first.</param>
internal sealed record SignalGain(LayerResult First, LayerResult Last, int Layers, double PerLayer, double Total)
{
    /// <summary>Measures the layers with a finite deviation above 0; null if fewer than two have one.</summary>
    public static SignalGain? Of(IEnumerable<LayerResult> layers)
    {
        var measured = layers.Where(l => double.IsFinite(l.StdPreActivation) && l.StdPreActivation > 0).ToArray();
        if (measured.Length < 2)
        {
            return null;
        }

        var total = measured[^1].StdPreActivation / measured[0].StdPreActivation;
        return new(measured[0], measured[^1], measured.Length, Math.Pow(total, 1.0 / (measured.Length - 1)), total);
    }

    /// <summary>The numbers, as a finding's evidence.</summary>
    public Dictionary<string, double> Evidence => new()
    {
        ["layers"] = Layers,
        ["gainPerLayer"] = PerLayer,
        ["gainTotal"] = Total,
        ["stdFirst"] = First.StdPreActivation,
        ["stdLast"] = Last.StdPreActivation,
    };

    /// <summary>For example <c>the standard deviation of the pre-activations goes from 0.06 in layer 'a' to 12 in layer 'b'</c>.</summary>
    public string Story =>
        $"the standard deviation of the pre-activations goes from {Wording.Number(First.StdPreActivation)} in layer '{First.Name}' to "
            + $"{Wording.Number(Last.StdPreActivation)} in layer '{Last.Name}', "
        + $"a factor of {Wording.Number(PerLayer)} per layer over {Wording.Count(Layers)} layers";
}
