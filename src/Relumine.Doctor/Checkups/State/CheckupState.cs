using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Relumine.Data.Datasets;
using Relumine.Doctor.Json;
using Relumine.Doctor.Runs;
using Relumine.Graph.Errors;
using Relumine.Graph.Files;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Doctor.Checkups.State;

/// <summary>
/// What a checkup keeps in its folder to be resumed from: the runs that are finished, and what they were runs of. The file
/// carries a checksum, since a number that was damaged would be believed.
/// </summary>
/// <param name="Recipe">The recipe that is examined, as text.</param>
/// <param name="Data">A fingerprint of the samples of every recipe that was given, by its text.</param>
/// <param name="Runs">The finished runs, by what determines them.</param>
internal sealed record CheckupState(string Recipe, Dictionary<string, string> Data, Dictionary<string, RunMemory> Runs)
{
    private const string Schema = "relumine.checkup-state/1";

    /// <summary>The beginning of a checkup; it says what does not fit before anything is run.</summary>
    /// <param name="recipe">The recipe that is examined.</param>
    /// <param name="clean">The recipe to compare with, or null.</param>
    /// <param name="bench">Where runs are made.</param>
    /// <param name="isKept">Whether the state is written; otherwise nobody asks for fingerprints.</param>
    /// <exception cref="RelumineException">Data, layers and loss do not fit each other, or a file is broken.</exception>
    public static CheckupState Begin(Recipe recipe, Recipe? clean, RunBench bench, bool isKept = true)
    {
        var data = new Dictionary<string, string>();
        foreach (var known in new[] { recipe, clean }.OfType<Recipe>())
        {
            var prepared = bench.Prepare(known).Training;
            data[known.ToJson()] = isKept ? Fingerprint(prepared) : "";
        }

        return new(recipe.ToJson(), data, []);
    }

    /// <summary>Takes over the runs of an earlier state of the same checkup.</summary>
    /// <param name="path">Where that state is, for messages.</param>
    /// <param name="earlier">The earlier state.</param>
    /// <exception cref="RelumineException">The recipe or its data are others.</exception>
    public void Adopt(string path, CheckupState earlier)
    {
        if (earlier.Recipe != Recipe)
        {
            var changes = Relumine.Recipes.Recipe.Parse(earlier.Recipe).Difference(Relumine.Recipes.Recipe.Parse(Recipe));
            throw Other(
                path,
                $"the checkup is that of another recipe: {string.Join("; ", changes.Take(3))}{(changes.Count > 3 ? " …" : "")}. Resume with that recipe"
            );
        }

        foreach (var (recipe, samples) in earlier.Data)
        {
            if (Data.TryGetValue(recipe, out var now) && now != samples)
            {
                throw Other(path, $"the data of the {(recipe == Recipe ? "" : "clean ")}recipe have changed since. Resume with the data as they were");
            }

            Data.TryAdd(recipe, samples);
        }

        foreach (var (key, run) in earlier.Runs)
        {
            Runs[key] = run;
        }
    }

    /// <summary>Writes the state.</summary>
    /// <exception cref="RelumineException">It cannot be written; what was there is still there.</exception>
    public void Write(string path)
    {
        var state = JsonSerializer.SerializeToUtf8Bytes(this, CheckupStateJson.Default.CheckupState);
        AtomicFile.Write(path, stream =>
        {
            using var json = new Utf8JsonWriter(stream);
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("sha256", Sum(state));
            json.WritePropertyName("state");
            json.WriteRawValue(state, skipInputValidation: true);
            json.WriteEndObject();
        }, previous: PreviousOf(path));
    }

    /// <summary>Where the state is kept that one at <paramref name="path"/> replaced.</summary>
    public static string PreviousOf(string path) => path + ".previous";

    /// <summary>Reads a state, or the one before it where it is damaged: what is missing in that is run again, with the same result.</summary>
    /// <param name="path">The newest.</param>
    /// <param name="damage">What to tell if it was the one before; otherwise null.</param>
    /// <exception cref="RelumineException">Neither can be read.</exception>
    public static CheckupState ReadOrPrevious(string path, out string? damage)
    {
        try
        {
            damage = null;
            return Read(path);
        }
        catch (RelumineException) when (File.Exists(PreviousOf(path)))
        {
            damage = (File.Exists(path) ? $"{path} is damaged" : $"{path} is missing") + $", so the checkup goes on from the one before, {PreviousOf(path)}.";
            return Read(PreviousOf(path));
        }
    }

    /// <summary>Reads a state.</summary>
    /// <exception cref="RelumineException">The file cannot be read, or is damaged.</exception>
    public static CheckupState Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("schema", out var schema) || schema.ValueKind != JsonValueKind.String)
            {
                throw Broken(path, "it is not the state of a checkup.");
            }

            if (schema.GetString() != Schema)
            {
                throw Broken(path, $"its schema is '{schema.GetString()}', but '{Schema}' is needed. "
                    + FormerName.Advice(schema.GetString(), Schema, "a state from before that is not gone on with"));
            }

            return
                root.TryGetProperty("state", out var state)
                && root.TryGetProperty("sha256", out var sum)
                && sum.ValueKind == JsonValueKind.String
                && sum.ValueEquals(Sum(Encoding.UTF8.GetBytes(state.GetRawText())))
                ? state.Deserialize(CheckupStateJson.Default.CheckupState)!.InTodaysWords()
                : throw Broken(path, "its checksum is wrong: it was damaged after it was written.");
        }
        catch (JsonException e)
        {
            throw Broken(path, e.Message.Split(" Path:")[0], e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Broken(path, e.Message, e);
        }
    }

    // An earlier version may have written the same recipes in other words, such as with keys in another spelling.
    private CheckupState InTodaysWords() =>
        new(InTodaysWords(Recipe), Data.ToDictionary(d => InTodaysWords(d.Key), d => d.Value), Runs);

    private static string InTodaysWords(string recipe) => Relumine.Recipes.Recipe.Parse(recipe).ToJson();

    // The samples as they are learned from: generated ones as well as files.
    private static string Fingerprint(Dataset data)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData(data.Features.Bytes);
        sum.AppendData(data.Values is { } values ? values.Bytes : []);
        sum.AppendData(MemoryMarshal.AsBytes<int>(data.Labels));
        return Convert.ToHexStringLower(sum.GetHashAndReset());
    }

    private static string Sum(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static RelumineException Other(string path, string what) =>
        new(ErrorKind.InvalidRequest, $"{path}: {what}, or start anew without {new Setting(nameof(CheckupOptions.Resume))}.");

    private static RelumineException Broken(string path, string what, Exception? e = null) =>
        new(
            ErrorKind.BrokenFile,
            $"{path}: the state of the checkup cannot be read: {what} Start anew without {new Setting(nameof(CheckupOptions.Resume))}, or give the folder of "
                + $"another checkup with {new Setting(nameof(CheckupOptions.Output))}.",
            e
        );
}
