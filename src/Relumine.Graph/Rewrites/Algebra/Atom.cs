namespace Relumine.Graph.Rewrites.Algebra;

/// <summary>What a polynomial is made of: the variable, or a function that is not a polynomial itself.</summary>
internal abstract record Atom
{
    /// <summary>The value where the variable is <paramref name="x"/>.</summary>
    public abstract double At(double x);

    /// <summary>Equal up to the rounding of constants to float.</summary>
    public abstract bool Matches(Atom other);

    /// <summary>What it is, without the numbers.</summary>
    public abstract string Outline { get; }

    /// <summary>A number that atoms share whose <see cref="Outline"/> is the same; worked out once, so that most atoms are told apart at a glance.</summary>
    public abstract int Structure { get; }

    /// <summary>How many atoms it is made of, itself included.</summary>
    public abstract int Atoms { get; }

    /// <summary>The variable.</summary>
    public sealed record Variable : Atom
    {
        public override double At(double x) => x;

        public override string Outline => "x";

        public override int Structure { get; } = 1;

        public override int Atoms { get; } = 1;

        public override bool Matches(Atom other) => other is Variable;
    }

    /// <summary>1 / a polynomial.</summary>
    public sealed record Inverse(Polynomial Of) : Atom
    {
        public override double At(double x) => 1 / Of.At(x);

        public override string Outline => "1/(" + Of.Outline + ")";

        public override int Structure { get; } = HashCode.Combine(nameof(Inverse), Of.Structure);

        public override int Atoms { get; } = 1 + Of.Atoms;

        public override bool Matches(Atom other) => other is Inverse inverse && Of.Matches(inverse.Of);
    }

    /// <summary>A polynomial cut off below and above; the bounds may be infinite.</summary>
    public sealed record Clipped(Polynomial Of, double Low, double High) : Atom
    {
        public override double At(double x) => Math.Min(Math.Max(Of.At(x), Low), High);

        public override string Outline => "clip(" + Of.Outline + ")";

        public override int Structure { get; } = HashCode.Combine(nameof(Clipped), Of.Structure);

        public override int Atoms { get; } = 1 + Of.Atoms;

        public override bool Matches(Atom other) =>
            other is Clipped clipped && Close(Low, clipped.Low) && Close(High, clipped.High) && Of.Matches(clipped.Of);
    }

    /// <summary>A function known by a name (with its parameters, if any) and by its values.</summary>
    public sealed record Function(string Name, IReadOnlyList<double> Parameters, Polynomial Of, Func<double, double> Value) : Atom
    {
        public override double At(double x) => Value(Of.At(x));

        public override string Outline => Name + "(" + Of.Outline + ")";

        public override int Structure { get; } = HashCode.Combine(Name, Of.Structure);

        public override int Atoms { get; } = 1 + Of.Atoms;

        public override bool Matches(Atom other) =>
            other is Function function && Name == function.Name && Parameters.Count == function.Parameters.Count
            && Parameters.Zip(function.Parameters, Close).All(c => c) && Of.Matches(function.Of);
    }

    /// <summary>The larger of two polynomials that are both no constants.</summary>
    public sealed record Larger(Polynomial A, Polynomial B) : Atom
    {
        public override double At(double x) => Math.Max(A.At(x), B.At(x));

        public override string Outline => "max(" + string.Join(',', new[] { A.Outline, B.Outline }.Order(StringComparer.Ordinal)) + ")";

        public override int Structure { get; } = HashCode.Combine(nameof(Larger), A.Structure + B.Structure);

        public override int Atoms { get; } = 1 + A.Atoms + B.Atoms;

        public override bool Matches(Atom other) =>
            other is Larger larger && ((A.Matches(larger.A) && B.Matches(larger.B)) || (A.Matches(larger.B) && B.Matches(larger.A)));
    }

    /// <summary>Whether two constants are the same up to the rounding to float, as files hold them, and a few roundings of work with them.</summary>
    public static bool Close(double a, double b) =>
        a == b || (double.IsFinite(a) && double.IsFinite(b) && Math.Abs(a - b) <= 1e-6 * Math.Max(Math.Abs(a), Math.Abs(b)));
}
