using System.Numerics;
using Relumine.Data.Datasets;

namespace Relumine.Doctor.Runs;

/// <summary>Columns that tell a network nothing: those that never change, and those that say what another one says.</summary>
/// <param name="Constant">The features that are the same on every sample.</param>
/// <param name="Duplicate">Features with, on every sample, the number of an earlier one: the later and the earlier.</param>
public sealed record FeatureColumns(IReadOnlyList<int> Constant, IReadOnlyList<(int Copy, int Of)> Duplicate)
{
    /// <summary>No such columns.</summary>
    public static FeatureColumns None { get; } = new([], []);

    /// <summary>The names of the features; empty where they have none.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>What a feature is called.</summary>
    public string Name(int feature) => DataPlace.NameOf(Names, feature, "feature");

    /// <summary>Looks at samples that are rows of features; images and the like have borders that never change, and are not looked at.</summary>
    public static FeatureColumns Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var size = data.SampleShape.ElementCount;
        if (data.SampleShape.Rank != 1 || data.Samples < 2)
        {
            return None;
        }

        ReadOnlySpan<float> all = data.Features.Values<float>();
        var (hashes, varies) = (new ulong[size], new bool[size]);
        for (var i = 0; i < data.Samples; i++)
        {
            var row = all.Slice(i * size, size);
            for (var j = 0; j < size; j++)
            {
                varies[j] |= row[j] != all[j];
                hashes[j] = (BitOperations.RotateLeft(hashes[j], 5) ^ BitConverter.SingleToUInt32Bits(row[j])) * 0x9E3779B97F4A7C15;
            }
        }

        var (first, copies) = (new Dictionary<ulong, int>(), new List<(int, int)>());
        for (var j = 0; j < size; j++)
        {
            if (varies[j] && !first.TryAdd(hashes[j], j) && AreEqual(all, size, j, first[hashes[j]]))
            {
                copies.Add((j, first[hashes[j]]));
            }
        }

        return new([.. Enumerable.Range(0, size).Where(j => !varies[j])], copies) { Names = data.FeatureNames };
    }

    private static bool AreEqual(ReadOnlySpan<float> all, int size, int a, int b)
    {
        for (var row = 0; row < all.Length; row += size)
        {
            if (all[row + a] != all[row + b])
            {
                return false;
            }
        }

        return true;
    }
}
