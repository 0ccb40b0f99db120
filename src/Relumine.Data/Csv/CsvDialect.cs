using System.Text;
using Relumine.Data.Errors;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Data.Tables.Numbers;
using Relumine.Graph.Errors;

namespace Relumine.Data.Csv;

/// <summary>How a CSV file is written, found out from its first records.</summary>
/// <param name="Delimiter">What stands between fields; a space for any run of blanks.</param>
/// <param name="Names">The header's names, or none if there is no header.</param>
/// <param name="Columns">The number of fields of a row.</param>
internal sealed record CsvDialect(byte Delimiter, string[] Names, int Columns)
{
    private static readonly MissingMarks s_marks = MissingMarks.ForFeatures(null);

    private const int SampleRecords = 50;
    private const int SampleBytes = 1 << 18;

    /// <summary>Whether the first record names the columns.</summary>
    public bool HasHeader => Names.Length > 0;

    /// <summary>Whether the first rows end with an empty field that has no name: a delimiter too many at the end of the line.</summary>
    public bool EndsEmpty { get; init; }

    /// <summary>What may stand between fields. A comma may be a decimal sign or have a space behind it, so what is rarer goes first.</summary>
    public static ReadOnlySpan<byte> Candidates => "\t;|, "u8;

    /// <summary>Finds out how a file is written.</summary>
    /// <exception cref="RelumineException">There is no row, or the first rows have different numbers of fields.</exception>
    public static CsvDialect Find(ByteOrigin bytes, DataOptions options)
    {
        var given = (byte?)options.CsvDelimiter;
        List<(byte[] Text, long Line)> first = [];
        using (var records = new CsvRecords(bytes, options.CsvSkip, given ?? 0))
        {
            for (var size = 0; first.Count < SampleRecords && size < SampleBytes && records.MoveNext(); size += first[^1].Text.Length)
            {
                first.Add((records.Current.ToArray(), records.Line));
            }
        }

        if (first.Count == 0)
        {
            ErrorText skipped = $" after the {options.CsvSkip} lines that {DataOptions.SkipSetting(options.CsvSkip)} leaves out";
            throw DataError.Broken(bytes.Name, $"there is no row of data{(options.CsvSkip > 0 ? skipped : $"")}.");
        }

        if (first[0].Text.AsSpan().Trim((byte)' ') is [(byte)'{', ..] start && (start.Length == 1 || start.IndexOf("\":"u8) > 0))
        {
            throw DataError.Broken(bytes.Name, "this is JSON, and no table. Give a CSV file, or an array as .npy.");
        }

        var delimiter = given ?? FindDelimiter(first);
        var columns = CsvFields.Count(first[0].Text, delimiter);
        if (first.Count == 1)
        {
            // A single line of words names columns, unless it is the one label of one sample.
            if (!options.ForLabels && !CsvFields.Texts(first[0].Text, delimiter).Any(f => CsvNumber.TryParse(Encoding.UTF8.GetBytes(f), out _)))
            {
                throw DataError.Broken(bytes.Name, $"line {first[0].Line} is a header, but no row of numbers follows. Add rows.");
            }

            return new(delimiter, [], columns);
        }

        var next = CsvFields.Count(first[1].Text, delimiter);
        var sample = first.ConvertAll(r => CsvFields.Texts(r.Text, delimiter));
        var isEndEmpty = sample.Skip(1).All(r => r.Length == next && r[^1].Length == 0);
        if (isEndEmpty && next == columns + 1)
        {
            // A delimiter ends every row but not the header.
            columns++;
            sample[0] = [.. sample[0], ""];
        }

        if (next != columns)
        {
            throw DataError.Broken(
                bytes.Name,
                $"line {first[0].Line} has {columns} fields, but line {first[1].Line} has {next}.{Advice(first[0].Text, delimiter, next, options)}"
            );
        }

        var header = options.CsvHeader ?? (IsHeader(first[0].Text, first[1].Text, delimiter) || CsvHeader.IsLikely(sample));
        return new(delimiter, header ? sample[0] : [], columns) { EndsEmpty = isEndEmpty && columns > 1 && (!header || sample[0][^1].Length == 0) };
    }

    /// <summary>The delimiter in words, for reports.</summary>
    public string DelimiterText => Delimiter switch
    {
        (byte)'\t' => "tab",
        (byte)' ' => "blanks",
        _ => $"'{(char)Delimiter}'",
    };

    // The delimiter with which most rows agree; the first, which may be a header of another kind, only breaks ties.
    private static byte FindDelimiter(List<(byte[] Text, long Line)> records)
    {
        var (best, most) = ((byte)',', 0);
        foreach (var candidate in Candidates)
        {
            var counts = records.Select(r => CsvFields.Count(r.Text, candidate)).ToList();
            var common = counts.Skip(1).Where(c => c > 1).GroupBy(c => c).MaxBy(g => g.Count());
            var agree = (2 * (common?.Count() ?? 0)) + (counts[0] > 1 && counts[0] == (common?.Key ?? counts[0]) ? 1 : 0);
            if (agree > most)
            {
                (best, most) = (candidate, agree);
            }
        }

        var isEven = best == '\t' && records.Select(r => CsvFields.Count(r.Text, (byte)' ')).Distinct().Count() == 1;
        return isEven && records.TrueForAll(HoldsColumns) ? (byte)' ' : best;
    }

    // A tab that stands only before the last field of columns set apart by blanks.
    private static bool HoldsColumns((byte[] Text, long Line) record) => CsvFields.Texts(record.Text, (byte)'\t').Any(
        field => CsvFields.Texts(Encoding.UTF8.GetBytes(field), (byte)' ') is { Length: > 2 } parts
            && parts.Count(p => CsvNumber.TryParse(Encoding.UTF8.GetBytes(p), out _)) * 2 > parts.Length);

    // A name stands where the next row has a number; what stands for a missing value is no name.
    private static bool IsHeader(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, byte delimiter)
    {
        var names = new CsvFields(first, delimiter);
        var values = new CsvFields(second, delimiter);
        while (names.MoveNext() && values.MoveNext())
        {
            if (!s_marks.Is(names.Current.Trim(" \t"u8)) && !IsNumber(names.Current, delimiter) && IsNumber(values.Current, delimiter))
            {
                return true;
            }
        }

        return false;
    }

    // A decimal comma is refused, but with a message about itself and not about the header.
    private static bool IsNumber(ReadOnlySpan<byte> field, byte delimiter) =>
        CsvNumber.TryParse(field, out _) || (delimiter != ',' && CsvAdvice.HasDecimalComma(field));

    private static ErrorText Advice(ReadOnlySpan<byte> first, byte delimiter, int columns, DataOptions options)
    {
        var fields = CsvFields.Texts(first, delimiter);
        var counts = fields.Length > 2 && fields.Take(2).All(f => f.All(char.IsAsciiDigit))
            && !fields.Skip(2).Any(f => CsvNumber.TryParse(Encoding.UTF8.GetBytes(f), out _));
        if (counts)
        {
            return $" The first looks like 'rows,columns,class names': leave it out with {DataOptions.SkipSetting(options.CsvSkip + 1)}.";
        }

        return $" Every row must have the same number; if the first is no header of {columns} names, leave it out with "
            + $"{DataOptions.SkipSetting(options.CsvSkip + 1)}.";
    }
}
