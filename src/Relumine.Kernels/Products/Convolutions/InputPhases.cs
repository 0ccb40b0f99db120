namespace Relumine.Kernels.Products.Convolutions;

/// <summary>
/// How the gradient of x comes from that of y: <c>dx[i] = Σ dy[o]·W[k]</c> over all taps k and outputs o with
/// <c>o·stride + k·dilation = i + before</c>. Inputs whose places leave the same rest when divided by the stride see the same taps: they are one
/// phase, and within it taps and outputs are side by side. So no stride is multiplied by zeros.
/// </summary>
/// <remarks>Taps come in reverse: outputs that one sum goes through come in the order in which they lie.</remarks>
internal sealed class InputPhases
{
    private readonly int[] _rows;

    /// <summary>Describes the way back of a window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="outputs">The plane of gradients of y.</param>
    /// <param name="run">The units of a group, or one where each channel has a unit of its own.</param>
    /// <param name="channels">The channels of x.</param>
    /// <param name="joins">Whether neighbouring taps may be joined to one run.</param>
    public InputPhases(WindowGeometry window, PlaneMap outputs, int run, int channels, bool joins)
    {
        _rows = new int[window.Taps];
        var (row, phases) = (0, new List<InputPhase>());
        var (deep, down, across) = (Of(window, 0), Of(window, 1), Of(window, 2));
        foreach (var z in deep)
        {
            foreach (var y in down)
            {
                foreach (var x in across)
                {
                    var phase = new InputPhase(TapTable.OfPhase(window, outputs, run, joins, [z, y, x]), Places(window, [z, y, x], channels), row);
                    foreach (var (kz, ky, kx) in Taps(z, y, x))
                    {
                        _rows[(kz * window.Kernel[1] + ky) * window.Kernel[2] + kx] = row++;
                    }

                    phases.Add(phase);
                }
            }
        }

        All = [.. phases.Where(p => p.Taps.RunCount > 0 && p.Taps.WindowCount > 0)];
        IsComplete = All.Sum(p => p.Taps.WindowCount) == window.InputPositions;
    }

    /// <summary>The phases that see any tap.</summary>
    public InputPhase[] All { get; }

    /// <summary>Whether every input is in one of them; the gradient of others is 0.</summary>
    public bool IsComplete { get; }

    /// <summary>Which row of taps a tap is, phase after phase.</summary>
    public int RowOf(int tap) => _rows[tap];

    /// <summary>The least and the largest output that a phase sees along a dimension, over all phases.</summary>
    public static (int Least, int Most) Range(WindowGeometry window, int d)
    {
        var (least, most) = (0, window.Output[d] - 1);
        foreach (var along in Of(window, d).Where(p => p.Taps.Length > 0 && p.Count > 0))
        {
            least = Math.Min(least, along.First(0));
            most = Math.Max(most, along.Count - 1 + along.First(along.Taps.Length - 1));
        }

        return (least, most);
    }

    private static PhaseAlong[] Of(WindowGeometry window, int d)
    {
        var (stride, dilation, before) = (window.Stride[d], window.Dilation[d], window.Before[d]);
        var phases = new PhaseAlong[stride];
        for (var rest = 0; rest < stride; rest++)
        {
            var taps = Enumerable.Range(0, window.Kernel[d]).Reverse().Where(k => (rest + before - k * dilation) % stride == 0).ToArray();
            var count = Math.Max(0, (window.Input[d] - rest + stride - 1) / stride);
            phases[rest] = new PhaseAlong(rest, count, taps, Array.ConvertAll(taps, k => (rest + before - k * dilation) / stride));
        }

        return phases;
    }

    private static IEnumerable<(int Z, int Y, int X)> Taps(PhaseAlong z, PhaseAlong y, PhaseAlong x) =>
        from kz in z.Taps from ky in y.Taps from kx in x.Taps select (kz, ky, kx);

    private static nint[] Places(WindowGeometry window, PhaseAlong[] along, int channels)
    {
        var places = GC.AllocateArray<nint>(along[0].Count * along[1].Count * along[2].Count, pinned: true);
        for (var i = 0; i < places.Length; i++)
        {
            var (line, x) = Math.DivRem(i, along[2].Count);
            var (z, y) = Math.DivRem(line, along[1].Count);
            places[i] = (((nint)At(0, z) * window.Input[1] + At(1, y)) * window.Input[2] + At(2, x)) * channels;
        }

        return places;

        int At(int d, int q) => along[d].Rest + q * window.Stride[d];
    }
}

/// <summary>A phase along one dimension: inputs <c>rest + q·stride</c>.</summary>
/// <param name="Rest">What its places leave when divided by the stride.</param>
/// <param name="Count">The number of inputs.</param>
/// <param name="Taps">The taps that they see, the last first.</param>
/// <param name="Outputs">For each of them the output that q = 0 sees by it.</param>
internal sealed record PhaseAlong(int Rest, int Count, int[] Taps, int[] Outputs)
{
    /// <summary>The output that q = 0 sees by a tap.</summary>
    public int First(int tap) => Outputs[tap];
}

/// <summary>Inputs that see the same taps.</summary>
/// <param name="taps">Their windows over the plane of the gradients of y.</param>
/// <param name="places">Where they lie in x.</param>
/// <param name="row">The first of their rows of taps.</param>
internal sealed unsafe class InputPhase(TapTable taps, nint[] places, int row)
{
    /// <summary>Their windows over the plane of the gradients of y.</summary>
    public TapTable Taps { get; } = taps;

    /// <summary>The first of their rows of taps.</summary>
    public int Row { get; } = row;

    /// <summary>Where they lie in x, in elements; valid while this object is alive.</summary>
    public nint* Places => (nint*)System.Runtime.CompilerServices.Unsafe.AsPointer(
        ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(places));
}
