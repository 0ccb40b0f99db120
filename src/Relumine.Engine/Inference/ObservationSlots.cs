using Relumine.Engine.Program;
using Relumine.Kernels.Probes;

namespace Relumine.Engine.Inference;

/// <summary>
/// Where the workers of a plan write what they observe. Firing counts and extremes may be added in any order, so each
/// worker has its own, and a single worker writes to the layers' statistics themselves; sums must be added in the
/// order of the chunks, so each chunk of a wave has its own. A single worker has waves of one chunk.
/// </summary>
internal sealed class ObservationSlots
{
    /// <summary>How many chunks are run before their sums are added up.</summary>
    public const int Wave = 16;

    private readonly UnitStatistics[][] _slots;
    private readonly bool _byChunk;
    private readonly int _wave;

    /// <summary>Makes the slots.</summary>
    public ObservationSlots(IReadOnlyList<ObservedLayer> layers, Observation observe, int workers)
    {
        Layers = layers;
        _byChunk = observe == Observation.Full;
        _wave = workers == 1 ? 1 : Wave;
        var slots = _byChunk ? _wave : workers == 1 ? 0 : workers;
        _slots = [.. layers.Select(l => Enumerable.Range(0, slots)
            .Select(_ => new UnitStatistics(l.Units, l.Statistics.Detail, l.Positions > 1)).ToArray())];
    }

    /// <summary>The layers that are observed.</summary>
    public IReadOnlyList<ObservedLayer> Layers { get; }

    /// <summary>The number of chunks after which <see cref="Collect"/> must be called.</summary>
    public int ChunksBetweenCollections => _byChunk && Layers.Count > 0 ? _wave : int.MaxValue;

    /// <summary>What a worker that has a chunk at hand writes to.</summary>
    public UnitStatistics Of(int layer, Workspace workspace) =>
        _slots[layer].Length == 0 ? Layers[layer].Statistics : _slots[layer][_byChunk ? workspace.Chunk % _wave : workspace.Worker];

    /// <summary>Adds what the slots hold to the layers' statistics, in the order of the slots, and empties them.</summary>
    public void Collect()
    {
        for (var layer = 0; layer < _slots.Length; layer++)
        {
            foreach (var slot in _slots[layer])
            {
                if (slot.Samples > 0)
                {
                    Layers[layer].Statistics.Merge(slot);
                    slot.Clear();
                }
            }
        }
    }
}
