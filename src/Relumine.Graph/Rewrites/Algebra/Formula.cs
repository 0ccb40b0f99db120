using System.Globalization;
using Relumine.Kernels;
using Relumine.Kernels.Lanes;

namespace Relumine.Graph.Rewrites.Algebra;

/// <summary>Computes with polynomials what ONNX operators compute with numbers.</summary>
internal static class Formula
{
    private const int HighestPower = 8;

    /// <summary>The result of an operator; null if it is none that works on every element by itself, or too long.</summary>
    /// <param name="type">The ONNX operator.</param>
    /// <param name="x">Its inputs; null for one that is left out.</param>
    /// <param name="attributes">Its attributes.</param>
    public static Polynomial? Apply(string type, IReadOnlyList<Polynomial?> x, IReadOnlyList<(string Name, double Number, string? Text)>? attributes = null)
    {
        return (type, x) switch
        {
            ("Identity" or "Dropout", [{ } a, ..]) => a,
            ("Neg", [{ } a]) => a.Times(-1),
            ("Sub", [{ } a, { } b]) => Polynomial.Add(a, b.Times(-1)),
            ("Div", [{ } a, { } b]) => b.Inverse() is { } inverse ? Polynomial.Multiply(a, inverse) : null,
            ("Reciprocal", [{ } a]) => a.Inverse(),
            ("Add" or "Sum", _) => Fold(x, Polynomial.Add),
            ("Mul", _) => Fold(x, Polynomial.Multiply),
            ("Max", _) => Fold(x, Larger),
            ("Min", _) => Fold(x, (a, b) => Larger(a.Times(-1), b.Times(-1))?.Times(-1)),
            ("Clip", [{ } a, ..]) => Clip(a, Bound(x, 1, double.NegativeInfinity), Bound(x, 2, double.PositiveInfinity)),
            ("Relu", [{ } a]) => Clip(a, 0, double.PositiveInfinity),
            ("HardSigmoid", [{ } a]) => Polynomial.Add(a.Times(Attribute("alpha")), Polynomial.Of(Attribute("beta"))) is { } line ? Clip(line, 0, 1) : null,
            ("PRelu", [{ } a, { AsNumber: { } slope }]) => Apply("LeakyRelu", [a], [("alpha", slope, null)]),
            ("Pow", [{ } a, { AsNumber: { } power }]) => Power(a, power),
            ("Exp", [{ } a]) => Function(a, Math.Exp),
            ("Log", [{ } a]) => Function(a, Math.Log),
            ("Sqrt", [{ } a]) => Function(a, Math.Sqrt),
            ("Abs", [{ } a]) => Function(a, Math.Abs),
            ("Erf", [{ } a]) => Function(a, v => DoubleLane.Erf(new DoubleLane(v)).Value),
            (_, [{ } a]) => Activation(type, a, attributes ?? []),
            _ => null,
        };

        double Attribute(string name) => attributes!.First(a => a.Name == name).Number;

        Polynomial? Function(Polynomial a, Func<double, double> value) => Known(type, [], a, value);
    }

    /// <summary>The function that a form says, for parameters in the order of the card.</summary>
    public static Polynomial? Of(OnnxForm form, Card card, IReadOnlyList<double> parameters, Polynomial x)
    {
        var values = new Dictionary<string, Polynomial>(StringComparer.Ordinal) { ["x"] = x };
        foreach (var step in form.Steps)
        {
            var inputs = step.Inputs.Select(i => values.TryGetValue(i, out var value) ? value : Polynomial.Of(Number(i))).ToArray();
            var attributes = step.Attributes.Select(a => (a.Name, a.Parameter is { } p ? Number(p) : a.Constant ?? 0, a.Text)).ToArray();
            if (Apply(step.Operator, inputs, attributes) is not { } result)
            {
                return null;
            }

            values[step.Output] = result;
        }

        return values[form.Steps[^1].Output];

        double Number(string text)
        {
            for (var i = 0; i < card.Parameters.Count; i++)
            {
                if (card.Parameters[i].Name == text)
                {
                    return parameters[i];
                }
            }

            return double.Parse(text, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>An operator that is an activation: by its decomposition, if there is one, else as a function of its own.</summary>
    private static Polynomial? Activation(string type, Polynomial x, IReadOnlyList<(string Name, double Number, string? Text)> attributes)
    {
        foreach (var activation in ActivationCatalogue.All)
        {
            if (activation.Card.Onnx.Single is { } step && step.Operator == type
                && step.Attributes.All(a => a.Text is null || attributes.Any(b => b.Name == a.Name && b.Text == a.Text)))
            {
                var parameters = activation.Card.Parameters
                    .Select(p => step.Attributes.FirstOrDefault(a => a.Parameter == p.Name) is { } named
                        && attributes.FirstOrDefault(a => a.Name == named.Name) is { Name: not null } given ? given.Number : p.Default).ToArray();
                return activation.Card.Decomposed is { } form
                    ? Of(form, activation.Card, parameters, x)
                    : Known(activation.Card.Name, parameters, x, activation.With(parameters).Value);
            }
        }

        return null;
    }

    private static Polynomial Known(string name, IReadOnlyList<double> parameters, Polynomial x, Func<double, double> value) =>
        x.AsNumber is { } number ? Polynomial.Of(value(number)) : Polynomial.Of(new Atom.Function(name, parameters, x, value));

    private static Polynomial? Power(Polynomial x, double power)
    {
        if (power == 0.5)
        {
            return Apply("Sqrt", [x]);
        }

        if (power != Math.Round(power) || Math.Abs(power) > HighestPower)
        {
            return Known("Pow", [power], x, v => Math.Pow(v, power));
        }

        var factor = power < 0 ? x.Inverse() : x;
        var result = Polynomial.Of(1);
        for (var i = 0; i < Math.Abs(power) && result is not null; i++)
        {
            result = factor is null ? null : Polynomial.Multiply(result, factor);
        }

        return result;
    }

    private static Polynomial? Larger(Polynomial a, Polynomial b) => (a.AsNumber, b.AsNumber) switch
    {
        ({ } m, { } n) => Polynomial.Of(Math.Max(m, n)),
        ({ } bound, null) => Clip(b, bound, double.PositiveInfinity),
        (null, { } bound) => Clip(a, bound, double.PositiveInfinity),
        _ => Polynomial.Of(new Atom.Larger(a, b)),
    };

    // Scaled so that the largest coefficient inside is 1, and merged with bounds inside: one form for all ways to write it.
    private static Polynomial? Clip(Polynomial? x, double? low, double? high)
    {
        if (x is null || low is not { } from || high is not { } to || !(from <= to))
        {
            return null;
        }

        if (x.AsNumber is { } number)
        {
            return Polynomial.Of(Math.Clamp(number, from, to));
        }

        var (scale, sign) = (x.Scale, 1.0);
        var inner = x.Times(1 / scale);
        (from, to) = (from / scale, to / scale);
        if (inner.OnlyAtom is (Atom.Clipped clipped, var factor))
        {
            // c·clip(u, a, b) lies between the same bounds as clip(u/…): cut both, turning them round for c < 0.
            (sign, inner) = (Math.Sign(factor), clipped.Of);
            (from, to) = sign < 0 ? (-to, -from) : (from, to);
            (from, to) = (Math.Clamp(clipped.Low, from, to), Math.Clamp(clipped.High, from, to));
        }

        return Polynomial.Of(new Atom.Clipped(inner, from, to)).Times(sign * scale);
    }

    private static double? Bound(IReadOnlyList<Polynomial?> x, int i, double otherwise) => i < x.Count && x[i] is { } given ? given.AsNumber : otherwise;

    private static Polynomial? Fold(IReadOnlyList<Polynomial?> x, Func<Polynomial, Polynomial, Polynomial?> combine) =>
        x.Count == 0 || x.Any(p => p is null) ? null : x.Skip(1).Aggregate(x[0], (sum, p) => sum is null ? null : combine(sum, p!));
}
