using System.Numerics;
using Relumine.Kernels.Probes;

namespace Relumine.Engine.Program;

/// <summary>The units of an activation that was run by itself, so that its numbers lie in memory before and behind it.</summary>
internal sealed class UnitsInMemory
{
    private readonly int _outer;
    private readonly int _inner;

    /// <summary>Says where they are.</summary>
    /// <param name="preActivation">z.</param>
    /// <param name="activation">f(z).</param>
    /// <param name="axis">The axis of one sample that counts units.</param>
    public UnitsInMemory(Value preActivation, Value activation, int axis)
    {
        var shape = preActivation.Type.Shape;
        (PreActivation, Activation) = (preActivation, activation);
        (_outer, _inner) = shape.Rank == 0 ? (1, 1) : (shape.Product(0, axis), shape.Product(axis + 1, shape.Rank));
    }

    /// <summary>z.</summary>
    public Value PreActivation { get; }

    /// <summary>f(z).</summary>
    public Value Activation { get; }

    /// <summary>Adds what the units did on the samples at hand to statistics.</summary>
    public void Observe<T>(Workspace workspace, UnitStatistics statistics)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        UnitObserver.Observe<T>(workspace.Elements<T>(PreActivation), workspace.Elements<T>(Activation), workspace.Samples, _outer, _inner, statistics);
}
