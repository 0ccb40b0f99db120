using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;
using Relumine.Data.Sources;
using Relumine.Engine.Training.Examining;
using Relumine.Graph.Errors;
using Relumine.Graph.Files;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Training.Replay;

/// <summary>
/// A <see cref="TrainingState"/> in a file: eight bytes that name the format, the length of a JSON header, the header,
/// the tensors one after another, and a checksum over everything before it. Written under a temporary name, brought to the
/// disk and then renamed, so that a run that is killed at any moment, by the power too, leaves the last good one.
/// </summary>
public static class CheckpointFile
{
    private const int LongestHeader = 256 << 20;

    private static ReadOnlySpan<byte> Magic => "RLMNECK1"u8;

    // What checkpoints began with before the program was renamed.
    private static ReadOnlySpan<byte> FormerMagic => "RLCNTCK1"u8;

    /// <summary>Writes a state.</summary>
    /// <param name="path">The file.</param>
    /// <param name="state">The state.</param>
    /// <param name="run">What the state is a state of, e.g. the recipe as text; <see cref="Read"/> gives it back.</param>
    /// <exception cref="RelumineException">The file cannot be written (disk full, no permission); what was there is still there.</exception>
    public static void Write(string path, TrainingState state, string run)
    {
        ArgumentNullException.ThrowIfNull(state);
        var tensors = state
            .Weights.OrderBy(w => w.Key, StringComparer.Ordinal)
            .Select(w => (new CheckpointTensor(w.Key, -1, w.Value.Type, w.Value.Shape.Dims.ToArray()), w.Value))
            .Concat(
                state
                    .Slots.OrderBy(s => s.Key.Parameter, StringComparer.Ordinal)
                    .ThenBy(s => s.Key.Slot)
                    .Select(s => (new CheckpointTensor(s.Key.Parameter, s.Key.Slot, s.Value.Type, s.Value.Shape.Dims.ToArray()), s.Value))
            )
            .ToArray();
        var header = JsonSerializer.SerializeToUtf8Bytes(
            new CheckpointHeader(
                run, state.Step, state.EpochLoss, state.EpochSamples, [.. tensors.Select(t => t.Item1)], state.LastFired,
                state.BornDead, state.Measured, state.History),
            CheckpointJson.Default.CheckpointHeader);
        AtomicFile.Write(path, stream =>
        {
            var sum = Crc32.Start;
            void Put(ReadOnlySpan<byte> bytes)
            {
                sum = sum.With(bytes);
                stream.Write(bytes);
            }

            Span<byte> number = stackalloc byte[4];
            Put(Magic);
            BinaryPrimitives.WriteInt32LittleEndian(number, header.Length);
            Put(number);
            Put(header);
            foreach (var (_, tensor) in tensors)
            {
                Put(tensor.Bytes);
            }

            BinaryPrimitives.WriteUInt32LittleEndian(number, sum.Value);
            stream.Write(number);
        }, durable: true, PreviousOf(path));
    }

    /// <summary>Where the checkpoint is kept that one at <paramref name="path"/> replaced.</summary>
    public static string PreviousOf(string path) => path + ".previous";

    /// <summary>Reads a state.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The state, and what <see cref="Write"/> was told that it is a state of.</returns>
    /// <exception cref="RelumineException">There is no such file, it is not a checkpoint, or it is damaged.</exception>
    public static (TrainingState State, string Run) Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RelumineException(
                ErrorKind.BrokenFile,
                $"{path}: the checkpoint cannot be read: {e.Message} Start the run anew without {new Setting("Resume")}.",
                e);
        }

        var file = bytes.AsSpan();
        if (file.Length < Magic.Length + 8 || !file[..Magic.Length].SequenceEqual(Magic))
        {
            throw Broken(path, file.StartsWith(FormerMagic)
                ? "The program was renamed, and a checkpoint from before that is not gone on with"
                : file.StartsWith(Magic[..^1]) ? "it was written by another version of Relumine, in another form"
                : "it is not a checkpoint of Relumine");
        }

        if (Crc32.Start.With(file[..^4]).Value != BinaryPrimitives.ReadUInt32LittleEndian(file[^4..]))
        {
            throw Broken(path, "its checksum is wrong: it was damaged after it was written");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(file[Magic.Length..]);
        var rest = file[(Magic.Length + 4)..^4];
        if (length < 0 || length > Math.Min(rest.Length, LongestHeader))
        {
            throw Broken(path, $"its header claims {length} bytes");
        }

        try
        {
            var header = JsonSerializer.Deserialize(rest[..length], CheckpointJson.Default.CheckpointHeader) ?? throw Broken(path, "its header is empty");
            return (State(header, rest[length..], path), header.Run);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or OverflowException or NotSupportedException)
        {
            throw Broken(path, "its checksum is right, so it is whole, but another version of Relumine wrote it: " + e.Message.Split(" Path:")[0].TrimEnd('.'));
        }
    }

    private static TrainingState State(CheckpointHeader header, ReadOnlySpan<byte> data, string path)
    {
        var weights = new Dictionary<string, ModelTensor>();
        var slots = new Dictionary<(string, int), ModelTensor>();
        foreach (var entry in header.Tensors)
        {
            var shape = new Shape(entry.Dims);
            var bytes = (long)shape.ElementCount * entry.Type.Size();
            if (bytes > data.Length)
            {
                throw Broken(path, $"the tensor '{entry.Name}' is cut off");
            }

            var tensor = ModelTensor.Zeros(entry.Type, shape);
            data[..(int)bytes].CopyTo(tensor.Bytes);
            data = data[(int)bytes..];
            if (entry.Slot < 0)
            {
                weights[entry.Name] = tensor;
            }
            else
            {
                slots[(entry.Name, entry.Slot)] = tensor;
            }
        }

        return new TrainingState
        {
            Step = header.Step,
            EpochLoss = header.EpochLoss,
            EpochSamples = header.EpochSamples,
            Weights = weights,
            Slots = slots,
            LastFired = header.LastFired,
            BornDead = header.BornDead,
            Measured = header.Measured,
            History = header.History,
        };
    }

    private static RelumineException Broken(string path, string what) =>
        new(ErrorKind.BrokenFile, $"{path}: {what}. Delete it and start the run anew, or give an older checkpoint.");
}

/// <summary>What a checkpoint says before its numbers.</summary>
internal sealed record CheckpointHeader(
    string Run, long Step, double EpochLoss, long EpochSamples, CheckpointTensor[] Tensors,
    IReadOnlyDictionary<string, long[]> LastFired, IReadOnlyDictionary<string, bool[]> BornDead, IReadOnlyDictionary<string, double[]> Measured,
    IReadOnlyList<EpochRecord> History);

/// <summary>A tensor of a checkpoint; slot −1 is the weight itself, others belong to the optimizer.</summary>
internal sealed record CheckpointTensor(string Name, int Slot, ElementType Type, int[] Dims);

/// <summary>How the header is written.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(CheckpointHeader))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
