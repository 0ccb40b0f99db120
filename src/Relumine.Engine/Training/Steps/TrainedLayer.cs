using System.Numerics;
using Relumine.Engine.Program;
using Relumine.Kernels.Probes;

namespace Relumine.Engine.Training.Steps;

/// <summary>A layer of activations in a network that learns, and what is seen of its units.</summary>
public sealed class TrainedLayer
{
    internal TrainedLayer(ObservedLayer layer)
    {
        Layer = layer;
        var channels = layer.Positions > 1;
        Firing = layer.Statistics;
        Full = new UnitStatistics(layer.Units, ProbeDetail.Full, channels);
        LastFired = new long[layer.Units];
    }

    /// <summary>Which layer it is.</summary>
    public ObservedLayer Layer { get; }

    /// <summary>The weight whose product makes the pre-activations, if one weight does; its gradient tells what moves a unit.</summary>
    public string? Weight { get; internal init; }

    /// <summary>The axis of <see cref="Weight"/> that counts units.</summary>
    public int UnitAxis { get; internal init; }

    /// <summary>The bias of the units, if there is one.</summary>
    public string? Bias { get; internal init; }

    /// <summary>How often each unit fired on the latest batch (<see cref="ProbeDetail.Counts"/>).</summary>
    public UnitStatistics Firing { get; }

    /// <summary>What each unit did when the network was last examined, in inference mode.</summary>
    public UnitStatistics Full { get; }

    /// <summary>The last step, from 1, in which each unit fired on some sample of the batch; 0 for never.</summary>
    public long[] LastFired { get; }

    /// <summary>The root mean square of d(loss of one sample)/dz over samples and units when it was last measured; NaN before.</summary>
    public double GradientRms { get; internal set; } = double.NaN;

    /// <summary>Writes the number of a step to every unit that fired in it.</summary>
    internal void Note(long step)
    {
        Span<long> fired = Firing.Fired, last = LastFired;
        var now = Vector.Create(step);
        var unit = 0;
        for (; unit <= last.Length - Vector<long>.Count; unit += Vector<long>.Count)
        {
            var has = Vector.GreaterThan(Vector.Create<long>(fired[unit..]), Vector<long>.Zero);
            Vector.ConditionalSelect(has, now, Vector.Create<long>(last[unit..])).CopyTo(last[unit..]);
        }

        for (; unit < last.Length; unit++)
        {
            last[unit] = fired[unit] > 0 ? step : last[unit];
        }
    }
}
