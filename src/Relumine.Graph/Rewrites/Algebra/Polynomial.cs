namespace Relumine.Graph.Rewrites.Algebra;

/// <summary>
/// A sum of products of atoms. Everything is multiplied out and equal terms are collected, so formulas that differ
/// only in how they are put together become the same polynomial.
/// </summary>
internal sealed class Polynomial
{
    /// <summary>Formulas of activations are short; longer ones are not worked on.</summary>
    private const int MostTerms = 32;

    /// <summary>Nor are those that are nested deeper: what spelled-out activations in a row make of one another grows with every one.</summary>
    private const int MostAtoms = 200;

    private readonly IReadOnlyList<Term> _terms;

    private Polynomial(IReadOnlyList<Term> terms)
    {
        _terms = terms;
        foreach (var term in terms)
        {
            var product = term.Factors.Count;
            foreach (var factor in term.Factors)
            {
                // Sums do not depend on the order.
                product += HashCode.Combine(factor.Atom.Structure, factor.Power);
                Atoms += factor.Atom.Atoms;
            }

            Structure += HashCode.Combine(product);
        }
    }

    /// <summary>A number that polynomials share whose <see cref="Outline"/> is the same; others seldom do.</summary>
    public int Structure { get; }

    /// <summary>How many atoms it is made of, those inside of others included.</summary>
    public int Atoms { get; }

    /// <summary>The variable.</summary>
    public static Polynomial Variable { get; } = Of(new Atom.Variable());

    /// <summary>The number, if it is only a number.</summary>
    public double? AsNumber => _terms switch
    {
        [] => 0,
        [{ Factors: [] } only] => only.Coefficient,
        _ => null,
    };

    /// <summary>The atom and its coefficient, if there is nothing else.</summary>
    public (Atom Atom, double Coefficient)? OnlyAtom =>
        _terms is [{ Factors: [{ Power: 1 } only] } term] ? (only.Atom, term.Coefficient) : null;

    /// <summary>What it is made of, without the numbers: polynomials that differ here are different functions.</summary>
    public string Outline =>
        string.Join(
            '+',
            _terms
                .Select(t => string.Join('*', t.Factors.Select(f => FormattableString.Invariant($"{f.Atom.Outline}^{f.Power}")).Order(StringComparer.Ordinal)))
                .Order(StringComparer.Ordinal)
        );

    /// <summary>The largest coefficient of what is not constant.</summary>
    public double Scale => _terms.Where(t => t.Factors.Count > 0).Select(t => Math.Abs(t.Coefficient)).DefaultIfEmpty(1).Max();

    /// <summary>Every number that occurs: coefficients, and in functions bounds and parameters.</summary>
    public IEnumerable<double> Numbers => _terms.SelectMany(t => t.Factors.SelectMany(f => f.Atom switch
    {
        Atom.Clipped c => c.Of.Numbers.Append(c.Low).Append(c.High).Append(c.Low * t.Coefficient).Append(c.High * t.Coefficient),
        Atom.Function f1 => f1.Of.Numbers.Concat(f1.Parameters),
        Atom.Inverse i => i.Of.Numbers,
        Atom.Larger l => l.A.Numbers.Concat(l.B.Numbers),
        _ => [],
    }).Append(t.Coefficient));

    /// <summary>A number.</summary>
    public static Polynomial Of(double number) => new(number == 0 ? [] : [new Term(number, [])]);

    /// <summary>An atom.</summary>
    public static Polynomial Of(Atom atom) => new([new Term(1, [new Factor(atom, 1)])]);

    /// <summary>A sum; null if it is too long.</summary>
    public static Polynomial? Add(Polynomial a, Polynomial b) => Collect(a._terms.Concat(b._terms));

    /// <summary>A product; null if it is too long.</summary>
    public static Polynomial? Multiply(Polynomial a, Polynomial b) =>
        (long)a._terms.Count * b._terms.Count > MostTerms ? null
        : Collect(a._terms.SelectMany(s => b._terms.Select(t => new Term(s.Coefficient * t.Coefficient, Product(s.Factors, t.Factors)))));

    /// <summary>The polynomial times a number.</summary>
    public Polynomial Times(double number) =>
        number == 0 ? Of(0) : new([.. _terms.Select(t => t with { Coefficient = t.Coefficient * number })]);

    /// <summary>1 / the polynomial: a single term is turned over, a sum becomes an atom.</summary>
    public Polynomial? Inverse()
    {
        if (_terms is [var only])
        {
            return only.Factors.Count == 0 || only.Factors.All(f => f.Atom is Atom.Inverse)
                ? new([new Term(1 / only.Coefficient, [.. only.Factors.Select(f => new Factor(f.Atom, -f.Power))])])
                : Of(new Atom.Inverse(new([only with { Coefficient = 1 }]))).Times(1 / only.Coefficient);
        }

        return _terms.Count == 0 ? null : Of(new Atom.Inverse(Times(1 / Scale))).Times(1 / Scale);
    }

    /// <summary>The value where the variable is <paramref name="x"/>.</summary>
    public double At(double x) => _terms.Sum(t => t.Factors.Aggregate(t.Coefficient, (y, f) => y * Math.Pow(f.Atom.At(x), f.Power)));

    /// <summary>Whether this and another are the same up to the rounding of constants.</summary>
    public bool Matches(Polynomial other) => ReferenceEquals(this, other) || (Structure == other.Structure && _terms.Count == other._terms.Count
        && IsMatching(_terms, other._terms, (s, t) => Atom.Close(s.Coefficient, t.Coefficient) && AreSame(s.Factors, t.Factors)));

    private static Polynomial? Collect(IEnumerable<Term> terms)
    {
        var sum = new List<Term>();
        foreach (var term in terms)
        {
            var i = sum.FindIndex(s => AreSame(s.Factors, term.Factors));
            if (i < 0)
            {
                sum.Add(term);
            }
            else
            {
                sum[i] = term with { Coefficient = sum[i].Coefficient + term.Coefficient };
            }
        }

        sum.RemoveAll(t => t.Coefficient == 0);
        return sum.Count <= MostTerms && new Polynomial(sum) is { Atoms: <= MostAtoms } collected ? collected : null;
    }

    private static List<Factor> Product(IReadOnlyList<Factor> a, IReadOnlyList<Factor> b)
    {
        var product = a.ToList();
        foreach (var factor in b)
        {
            var i = product.FindIndex(f => f.Atom.Matches(factor.Atom));
            if (i < 0)
            {
                product.Add(factor);
            }
            else
            {
                product[i] = factor with { Power = product[i].Power + factor.Power };
            }
        }

        product.RemoveAll(f => f.Power == 0);
        return product;
    }

    private static bool AreSame(IReadOnlyList<Factor> a, IReadOnlyList<Factor> b) =>
        a.Count == b.Count && IsMatching(a, b, (f, g) => f.Power == g.Power && f.Atom.Matches(g.Atom));

    // Every one of the first finds a partner of its own among the second.
    private static bool IsMatching<T>(IReadOnlyList<T> a, IReadOnlyList<T> b, Func<T, T, bool> match)
    {
        var free = b.ToList();
        return a.All(s => free.FindIndex(t => match(s, t)) is >= 0 and var i && Take(i));

        bool Take(int i)
        {
            free.RemoveAt(i);
            return true;
        }
    }

    private sealed record Term(double Coefficient, IReadOnlyList<Factor> Factors);

    private sealed record Factor(Atom Atom, int Power);
}
