using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Updates;

/// <summary>One step of learning for one weight, written over lanes: what <see cref="UpdateSteps"/> maps over spans.</summary>
public interface IUpdateFormula
{
    /// <summary>How many numbers are remembered per weight from step to step: 0, 1 or 2. Slots beyond are never loaded or stored.</summary>
    static abstract int Slots { get; }

    /// <summary>Changes a weight and what is remembered about it. A weight of 0 with gradient 0 and slots 0 must stay so: padding runs along.</summary>
    void Apply<V>(V gradient, ref V weight, ref V slot0, ref V slot1) where V : struct, ILanes<V>;
}
