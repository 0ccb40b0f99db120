using System.Globalization;
using System.Text.RegularExpressions;
using Relumine.Graph.Errors;

namespace Relumine.Doctor.Proofs;

/// <summary>The bounds of inputs in a <c>.vnnlib</c> file of VNN-COMP: <c>(assert (&lt;= X_0 0.5))</c>. What it says of outputs is not read.</summary>
public static partial class VnnlibBox
{
    private const int MostInputs = 1 << 24;

    /// <summary>Reads the bounds.</summary>
    /// <param name="text">The file's contents.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="RelumineException">An input has no bound on a side, or inputs are bounded in another way than one by one.</exception>
    public static BoxChoice Read(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (low, high, inputs) = (new Dictionary<int, double>(), new Dictionary<int, double>(), 0);
        foreach (var form in Forms(Comment().Replace(text, "")).Where(f => f.Contains("X_", StringComparison.Ordinal)))
        {
            if (Declaration().Match(form) is { Success: true } declared && int.TryParse(declared.Groups[1].Value, out var input) && input < MostInputs)
            {
                inputs = Math.Max(inputs, input + 1);
            }
            else if (Bound().Match(form) is { Success: true } bound && int.TryParse(bound.Groups[2].Value, out var at)
                && double.TryParse(bound.Groups[3].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            {
                var (side, isHigh) = bound.Groups[1].Value == "<=" ? (high, true) : (low, false);
                side[at] = !side.TryGetValue(at, out var known) ? value : isHigh ? Math.Min(known, value) : Math.Max(known, value);
            }
            else
            {
                throw new RelumineException(
                    ErrorKind.InvalidRequest,
                    $"{name}: inputs are bounded by '{form[..Math.Min(form.Length, 60)]}', which is not one box. Only bounds of single inputs can be read, "
                        + "such as (assert (<= X_0 0.5))."
                );
            }
        }

        if (inputs == 0 || Enumerable.Range(0, inputs).Any(i => !low.ContainsKey(i) || !high.ContainsKey(i)) || low.Keys.Concat(high.Keys).Any(k => k >= inputs))
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest, $"{name}: of {inputs} declared inputs not all have a bound below and above. Every X needs both.");
        }

        return BoxChoice.Of(name, [.. Enumerable.Range(0, inputs).Select(i => low[i])], [.. Enumerable.Range(0, inputs).Select(i => high[i])]);
    }

    // The parenthesized forms of the outermost level.
    private static IEnumerable<string> Forms(string text)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '(' && depth++ == 0)
            {
                start = i;
            }
            else if (text[i] == ')' && --depth == 0)
            {
                yield return text[start..(i + 1)];
            }
        }
    }

    [GeneratedRegex(@";[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\(\s*declare-(?:const|fun)\s+X_(\d+)\b[^()]*(?:\(\s*\))?[^()]*\)$")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^\(\s*assert\s*\(\s*(<=|>=)\s+X_(\d+)\s+([-+0-9.eE]+)\s*\)\s*\)$")]
    private static partial Regex Bound();
}
