using System.Globalization;
using Relumine.Data.Errors;

namespace Relumine.Data.Tables;

/// <summary>Something that was noticed about a table, as data; <see cref="Sentence"/> says it.</summary>
/// <param name="Kind">What.</param>
/// <param name="Column">The column's name, made harmless; null where it is about the file.</param>
/// <param name="Line">The first line where it was noticed, from 1; 0 where it is about the whole.</param>
/// <param name="Value">An example, or what was done; made harmless.</param>
/// <param name="Count">How many values, rows or categories it is about.</param>
public sealed record TableNotice(NoticeKind Kind, string? Column = null, long Line = 0, string Value = "", long Count = 0)
{
    /// <summary>The notice as a sentence.</summary>
    public string Sentence =>
        Kind switch
        {
            NoticeKind.Encoding => $"The file is no UTF-8; it was read as {Value}.",
            NoticeKind.Remarks => $"{N(Count, "line that begins", "lines that begin")} with # passed over as "
                + $"{(Count == 1 ? "a remark" : "remarks")}, the first is line {Line}.",
            NoticeKind.TrailingDelimiter => "Every line ends with a delimiter: the empty last column is ignored.",
            NoticeKind.DecimalComma => $"'{Column}': decimals have a comma, as in '{Value}' (line {Line}).",
            NoticeKind.Thousands => $"'{Column}': thousands are set apart, as in '{Value}' (line {Line}).",
            NoticeKind.Percent => $"'{Column}': percent, divided by 100.",
            NoticeKind.Currency => $"'{Column}': amounts of money in {Value}.",
            NoticeKind.Unit => $"'{Column}': numbers in '{Value}'.",
            NoticeKind.Offset => $"'{Column}': the numbers lie close together and far from 0, so they are counted from {Value}.",
            NoticeKind.Codes => $"'{Column}': numbers of the same length, {Number(Count)} of which begin with 0, as '{Value}' in line {Line}: codes, and so "
                + "categories. If they are quantities, say that the column is a number.",
            NoticeKind.LeadingZeros => $"'{Column}': {N(Count, "number begins", "numbers begin")} with 0, as '{Value}' in line {Line}. "
                + "If they are codes, say that the column is a category, or leave it out.",
            NoticeKind.Boolean => $"'{Column}': {Value}.",
            NoticeKind.Date => $"'{Column}': {Value}.",
            NoticeKind.Category => $"'{Column}': {N(Count, "category", "categories")}, a feature each: {Value}.",
            NoticeKind.RareCategories => $"'{Column}': {N(Count, "rare category", "rare categories")} put together as 'other': {Value}.",
            NoticeKind.SimilarCategories => $"'{Column}': {Value} differ in capitals alone. Write them the same way if they are the same.",
            NoticeKind.Misspelled => $"'{Column}': {Value}, and stands in {N(Count, "row", "rows")}, first in line {Line}. Write them the same way if they are "
                + "the same.",
            NoticeKind.Missing => $"'{Column}': {N(Count, "value is", "values are")} missing, the first in line {Line}; {Value}.",
            NoticeKind.Sentinel => $"'{Column}': {Value} stands in {N(Count, "row", "rows")}, first in line {Line}, far from all other numbers. It was taken "
                + $"as a number; if it says that a value is missing, list it: \"missing\": {{ \"marks\": [\"{Value}\"] }}.",
            NoticeKind.Total => $"'{Column}': {Value} in line {Line} is the sum of all numbers above it. If that line is a total, take it out of the file.",
            NoticeKind.MissingTarget => $"'{Column}': {N(Count, "row", "rows")} without a target left out, the first in line {Line}."
                + (Value.Length > 0 ? "" : " In a recipe, \"missing\": { \"labels\": \"drop\" } says so."),
            NoticeKind.Identifier =>
                $"'{Column}' is left out: it is different in nearly every row, as '{Value}' in line {Line}, and names rows. "
                + "To keep it say its kind, in a recipe with \"kinds\".",
            NoticeKind.Text => $"'{Column}' is left out: it holds {N(Count, "text", "different texts")}, as '{Value}' in line {Line}.",
            NoticeKind.TooManyCategories => $"'{Column}' is left out: it has {Number(Count)} categories, more than the limit of {Value}. "
                + "Raise categories.most, or categories.rare so that rare ones become 'other'.",
            NoticeKind.Constant => $"'{Column}' is '{Value}' everywhere: nothing can be learned from it.",
            NoticeKind.Empty => $"'{Column}' is left out: it has "
                + $"{(Count == 0 ? "no value" : $"{N(Count, "value", "values")} alone, as '{Value}' in line {Line}")}.",
            NoticeKind.NumberedClasses => $"'{Column}': {N(Count, "class", "classes")}, named by the numbers {Value} and counted from 0.",
            NoticeKind.NewCategory => $"'{Column}': {N(Count, "value was", "values were")} not met while learning, as '{Value}' in line {Line}; "
                + "they count as 'other' or as none of the categories.",
            _ => $"'{Column}' was not there while learning, and is passed over.",
        };

    /// <inheritdoc/>
    public override string ToString() => Sentence;

    /// <summary>A notice whose name and value come out of a file.</summary>
    internal static TableNotice Of(NoticeKind kind, string column, long line = 0, string value = "", long count = 0) =>
        new(kind, Shown(column), line, Shown(value), count);

    /// <summary>A text out of a file, harmless and short.</summary>
    internal static string Shown(string text) => DataError.Printable(text.Length > 60 ? text[..60] + "…" : text);

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string N(long count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";
}
