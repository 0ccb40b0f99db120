using Relumine.Graph.Rewrites.Algebra;
using Relumine.Kernels;

namespace Relumine.Graph.Rewrites;

/// <summary>The formulas of the activations, as their cards give them.</summary>
internal static class KnownFormulas
{
    private static readonly Known[] All = [.. ActivationCatalogue.All
        .OrderBy(a => a.Card.Parameters.Count).ThenBy(a => a.Card.Name, StringComparer.Ordinal)
        .SelectMany(a => new[] { a.Card.Onnx, a.Card.Decomposed }.Concat(a.Card.WrittenAs).OfType<OnnxForm>().Select(f => new Known(a, f)))
        .Where(k => k.Customary is not null)];

    /// <summary>The activation that a formula is, with its parameters; null if it is none. Of several, the one with the fewest parameters.</summary>
    public static Activation? Find(Polynomial formula)
    {
        var outline = formula.Outline;
        foreach (var known in All)
        {
            if (known.Outline == outline && known.Find(formula) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private sealed class Known(Activation activation, OnnxForm form)
    {
        private readonly bool _isFixed = form.Steps is [{ Operator: "Clip" }] && !activation.Card.IsRectifier;

        public Polynomial? Customary { get; } = Formula.Of(form, activation.Card, activation.Parameters, Polynomial.Variable);

        public string Outline => field ??= Customary!.Outline;

        public Activation? Find(Polynomial formula)
        {
            if (Agrees(activation, formula))
            {
                return activation;
            }

            // Bounds other than the customary ones make no activation of a clip, unless it is a rectifier.
            if (_isFixed || activation.Parameters.Count == 0)
            {
                return null;
            }

            double[] candidates =
            [
                .. formula.Numbers.SelectMany(n => new[] { n, -n }).Append(1).Concat(activation.Parameters).Where(double.IsFinite).Distinct(),
            ];
            return Assignments(candidates, activation.Parameters.Count).Select(Make).FirstOrDefault(a => a is not null && Agrees(a, formula));
        }

        private Activation? Make(double[] parameters)
        {
            try
            {
                return activation.With(parameters);
            }
            catch (ArgumentException)
            {
                // The number occurs in the formula, but cannot be this parameter.
                return null;
            }
        }

        private bool Agrees(Activation candidate, Polynomial formula) =>
            Formula.Of(form, candidate.Card, candidate.Parameters, Polynomial.Variable) is { } same
            && same.Matches(formula)
            && AgreesInValue(candidate, formula);

        // The card's formula may hold for some parameters only: max(x, αx) is leaky ReLU for α ≤ 1.
        private static bool AgreesInValue(Activation candidate, Polynomial formula)
        {
            for (var x = -12.0; x <= 12; x += 0.375)
            {
                var (expected, given) = (candidate.Value(x), formula.At(x));
                if (!(Math.Abs(expected - given) <= 1e-5 * Math.Max(1, Math.Abs(expected))))
                {
                    return false;
                }
            }

            return true;
        }

        private static IEnumerable<double[]> Assignments(double[] candidates, int count) => count == 0
            ? [[]]
            : Assignments(candidates, count - 1).SelectMany(head => candidates.Select(last => (double[])[.. head, last]));
    }
}
