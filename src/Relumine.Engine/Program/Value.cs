using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Program;

/// <summary>Where a value lives while a plan runs.</summary>
internal enum Residence
{
    /// <summary>In the caller's memory.</summary>
    Input,

    /// <summary>In a tensor that all samples share.</summary>
    Constant,

    /// <summary>In the worker's arena.</summary>
    Arena,
}

/// <summary>A value of a plan. Its memory holds the elements of one sample after another.</summary>
internal sealed class Value(int id, string name, TensorType type)
{
    /// <summary>The index in the plan's list of values.</summary>
    public int Id { get; } = id;

    /// <summary>The name in the graph.</summary>
    public string Name { get; } = name;

    /// <summary>The type and shape of one sample.</summary>
    public TensorType Type { get; } = type;

    /// <summary>Where it lives.</summary>
    public Residence Residence { get; init; } = Residence.Arena;

    /// <summary>The tensor of a constant.</summary>
    public ModelTensor? Constant { get; init; }

    /// <summary>The index among the plan's inputs.</summary>
    public int Input { get; init; }

    /// <summary>The value whose memory this one shares, under another shape; otherwise itself.</summary>
    public Value Root { get; private set; } = null!;

    /// <summary>Where it begins in the arena, in bytes.</summary>
    public int Offset { get; set; }

    /// <summary>
    /// Whether the channels of a position are side by side, [positions, channels], instead of each being a plane as the
    /// type says. Only between steps that know.
    /// </summary>
    public bool IsChannelsLast { get; set; }

    /// <summary>Where the step that makes the value leaves sums of each sample for the one that normalizes it; null if nobody does.</summary>
    public Array? Moments { get; set; }

    /// <summary>Whether it differs from sample to sample.</summary>
    public bool Varies => Residence != Residence.Constant;

    /// <summary>The bytes of one sample.</summary>
    public int SampleBytes { get; } = Counted(name, type);

    private static int Counted(string name, TensorType type)
    {
        var bytes = (long)type.Shape.ElementCount * type.Type.Size();
        return bytes <= Array.MaxLength
            ? (int)bytes
            : throw new GraphException(
                $"One sample of '{name}', {type}, takes {bytes >> 20} MiB of memory, and at most {Array.MaxLength >> 20} MiB are possible. Give smaller inputs."
            );
    }

    /// <summary>Shares the memory of <paramref name="source"/>, or has its own.</summary>
    public Value Sharing(Value? source)
    {
        Root = source?.Root ?? this;
        return this;
    }
}
