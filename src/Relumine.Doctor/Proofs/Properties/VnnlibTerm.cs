using System.Globalization;

namespace Relumine.Doctor.Proofs.Properties;

/// <summary>A linear term of a <c>.vnnlib</c> file: weights of inputs <c>X_i</c>, weights of outputs <c>Y_i</c>, and a constant.</summary>
/// <param name="Inputs">Weights of inputs, by number.</param>
/// <param name="Outputs">Weights of outputs, by number.</param>
/// <param name="Constant">The constant.</param>
internal sealed record VnnlibTerm(IReadOnlyDictionary<int, double> Inputs, IReadOnlyDictionary<int, double> Outputs, double Constant)
{
    private static readonly IReadOnlyDictionary<int, double> s_none = new Dictionary<int, double>();

    private bool IsConstant => Inputs.Count == 0 && Outputs.Count == 0;

    /// <summary>Reads a term; null if it is none that is linear.</summary>
    public static VnnlibTerm? Of(VnnlibForm form)
    {
        if (form.Parts.Count == 0)
        {
            return Number(form.Word, 'X') is { } input ? new(Single(input), s_none, 0)
                : Number(form.Word, 'Y') is { } output ? new(s_none, Single(output), 0)
                : double.TryParse(form.Word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                    ? new(s_none, s_none, value) : null;
        }

        if (form.Parts.Count < 2 || form.Parts.Skip(1).Select(Of).ToArray() is not { } parts || parts.Any(p => p is null))
        {
            return null;
        }

        return form.Head switch
        {
            "+" => Sum(parts, 1),
            "-" when parts.Length == 1 => new VnnlibTerm(s_none, s_none, 0).Plus(parts[0]!, -1),
            "-" => Sum(parts, -1),
            "*" when parts.Count(p => !p!.IsConstant) <= 1 => new VnnlibTerm(s_none, s_none, 0).Plus(
                parts.FirstOrDefault(p => !p!.IsConstant) ?? new VnnlibTerm(s_none, s_none, 1),
                parts.Where(p => p!.IsConstant).Aggregate(1.0, (product, p) => product * p!.Constant)),
            _ => null,
        };
    }

    /// <summary>The sum of this term and a multiple of another one.</summary>
    public VnnlibTerm Plus(VnnlibTerm other, double factor) => Sum([this, other], factor);

    /// <summary>The number in a name such as <c>X_12</c>; null if it is no such name.</summary>
    public static int? Number(string word, char letter) =>
        word.Length > 2 && word[0] == letter && word[1] == '_'
            && int.TryParse(word.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Dictionary<int, double> Single(int number) => new() { [number] = 1 };

    // The first term and a multiple of each other one; added up in place, since there may be many.
    private static VnnlibTerm Sum(VnnlibTerm?[] terms, double factor)
    {
        var (inputs, outputs, constant) = (new Dictionary<int, double>(), new Dictionary<int, double>(), 0.0);
        for (var i = 0; i < terms.Length; i++)
        {
            var (term, times) = (terms[i]!, i == 0 ? 1 : factor);
            Add(inputs, term.Inputs, times);
            Add(outputs, term.Outputs, times);
            constant += times * term.Constant;
        }

        return new(inputs, outputs, constant);
    }

    private static void Add(Dictionary<int, double> sum, IReadOnlyDictionary<int, double> more, double factor)
    {
        foreach (var (number, weight) in more)
        {
            sum[number] = sum.GetValueOrDefault(number) + (factor * weight);
        }
    }
}
