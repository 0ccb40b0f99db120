using Relumine.Data.Csv;
using Relumine.Data.Errors;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Fit;

/// <summary>The error for data that do not fit: what the model expects, what is given, and what to do.</summary>
public static class LayoutMismatch
{
    private const int RangeSamples = 256;

    /// <summary>Fits a source to an input of a model.</summary>
    /// <param name="source">The data, at their start.</param>
    /// <param name="inputName">The name of the input.</param>
    /// <param name="inputType">The type of its elements.</param>
    /// <param name="input">Its dimensions; null for a symbol.</param>
    /// <exception cref="RelumineException">The data do not fit: the message prints the expected and the given name, type, shape and range.</exception>
    public static SampleLayout Fit(DataSource source, string inputName, ElementType inputType, IReadOnlyList<long?> input)
    {
        ArgumentNullException.ThrowIfNull(source);
        return SampleLayout.Fit(source.Dims, input)
            ?? throw DataError.Broken(source.Origin, Message(source, inputName, inputType, input));
    }

    private static ErrorText Message(DataSource source, string inputName, ElementType inputType, IReadOnlyList<long?> input)
    {
        var expected = "[" + string.Join(", ", input.Select(d => d?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "N")) + "]";
        var (range, name) = (Range(source), source.Name.Length > 0 ? $"'{source.Name}' " : "");
        var advice = Advice([.. source.Dims], input, source is CsvSource or ScaledSource { Unscaled: CsvSource });
        return $"the input '{inputName}' of the model expects {inputType.Stored().Text()} {expected} (any range), "
            + $"but the data give {name}{source.Type.Text()} {DataError.Dims(source.Dims)}{range}. {advice}";
    }

    // The first samples tell whether this is the right file; reading them all would make an error slow.
    private static string Range(DataSource source)
    {
        if (source.SampleSize > 1 << 24)
        {
            return "";
        }

        try
        {
            var samples = (int)Math.Min(Math.Min(RangeSamples, source.Samples), Math.Max(1, (1 << 22) / source.SampleSize));
            source.Read(new double[samples * source.SampleSize]);
            var survey = source.Survey;
            return $", range {DataError.Number(survey.Min)} to {DataError.Number(survey.Max)}"
                + (samples < source.Samples ? $" in the first {samples} rows" : "");
        }
        catch (RelumineException)
        {
            return ", range not known";
        }
    }

    private static ErrorText Advice(long[] data, IReadOnlyList<long?> input, bool isTable)
    {
        foreach (var behind in (int[])[1, 0])
        {
            if (input.Count < behind || input.Skip(behind).Any(d => d is null))
            {
                continue;
            }

            long[] wanted = [.. input.Skip(behind).Select(d => d!.Value)];
            if (DimensionMatch.Resolve(data, [.. input.Skip(behind)]) is not null)
            {
                return $"One sample alone: add a first dimension that counts samples, {DataError.Dims([1, .. data])}.";
            }

            if (data.Length > 1 && Permutation(data[1..], wanted) is { } order)
            {
                return $"The dimensions are in another order, which is never guessed: transpose the data with the axes {DataError.Dims(order)} first.";
            }

            if (data.Length == 2 && wanted.Aggregate(1.0, (p, d) => p * d) == data[1] - 1)
            {
                ErrorText choose = $"say which with {new Setting(nameof(DataOptions.LabelColumn), "last")} (or first, a name, an index)";
                ErrorText apart = $"save it apart and give it with {new Setting("Labels")}";
                return $"There is one column too many: if it is the label, {(isTable ? choose : apart)}.";
            }
        }

        return $"The first dimension of the data counts samples; a sample's neighbouring dimensions may be merged or split, and dimensions of size 1 come and "
            + $"go.";
    }

    private static long[]? Permutation(long[] sample, long[] wanted)
    {
        long[] core = [.. wanted.Where(d => d != 1)];
        if (!sample.Where(d => d != 1).Order().SequenceEqual(core.Order()))
        {
            return null;
        }

        List<long> order = [0];
        foreach (var d in core)
        {
            order.Add(Enumerable.Range(0, sample.Length).First(a => sample[a] == d && !order.Contains(a + 1)) + 1);
        }

        order.AddRange(Enumerable.Range(1, sample.Length).Select(a => (long)a).Where(a => !order.Contains(a)));
        return [.. order];
    }
}
