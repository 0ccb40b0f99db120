using Google.OrTools.LinearSolver;

namespace Relumine.Geometry.Tests.Oracles;

/// <summary>
/// Every activation pattern of a rectifier network that some ball in a box agrees with: for each sign of each unit in turn, a linear program
/// of Google's OR-Tools looks for the largest ball. For any number of inputs.
/// </summary>
internal sealed class LinearProgramCells
{
    private const double SmallestRadius = 1e-7;

    private readonly IReadOnlyList<DenseLayer> _layers;
    private readonly double _low;
    private readonly double _high;
    private readonly (double Least, double Most)[][] _extremes;

    /// <summary>Enumerates the patterns on [low, high]ⁿ.</summary>
    /// <param name="layers">The layers; all but the last are followed by rectifiers.</param>
    /// <param name="low">The lower bound of all inputs.</param>
    /// <param name="high">The upper bound.</param>
    public LinearProgramCells(IReadOnlyList<DenseLayer> layers, double low, double high)
    {
        (_layers, _low, _high) = (layers, low, high);
        _extremes = [.. layers.Select(l => Enumerable.Repeat((double.PositiveInfinity, double.NegativeInfinity), l.Biases.Length).ToArray())];
        var inputs = layers[0].Weights[0].Length;
        Layer([], [.. Enumerable.Range(0, inputs).Select(i => new Affine(0, [.. Enumerable.Range(0, inputs).Select(j => i == j ? 1.0 : 0)]))], 0);
    }

    /// <summary>Why the solver cannot be asked here; null if it can.</summary>
    public static string? WhyNot { get; } = Try();

    /// <summary>The number of patterns.</summary>
    public int Count { get; private set; }

    /// <summary>The smallest and the largest sum of a unit.</summary>
    public (double Least, double Most) Extremes(int layer, int unit) => _extremes[layer][unit];

    private sealed record Affine(double Constant, double[] Slopes)
    {
        public Affine Times(double f) => new(f * Constant, [.. Slopes.Select(s => f * s)]);

        public Affine Plus(Affine o) => new(Constant + o.Constant, [.. Slopes.Zip(o.Slopes, (a, b) => a + b)]);

        public double Norm => Math.Sqrt(Slopes.Sum(s => s * s));
    }

    private static string? Try()
    {
        try
        {
            using var solver = Solver.CreateSolver("GLOP");
            return solver is null ? "needs the solver GLOP of OR-Tools" : null;
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            return "needs the native library of OR-Tools, which does not load here";
        }
    }

    private void Layer(Affine[] signs, Affine[] inputs, int layer)
    {
        var zero = new Affine(0, new double[inputs[0].Slopes.Length]);
        var sums = _layers[layer].Weights.Zip(_layers[layer].Biases, (row, bias) =>
            row.Zip(inputs, (w, x) => x.Times(w)).Aggregate(zero with { Constant = bias }, (a, b) => a.Plus(b))).ToArray();
        for (var u = 0; u < sums.Length; u++)
        {
            var (least, most) = _extremes[layer][u];
            _extremes[layer][u] = (Math.Min(least, -Largest(signs, sums[u].Times(-1))), Math.Max(most, Largest(signs, sums[u])));
        }

        if (layer == _layers.Count - 1)
        {
            Count++;
            return;
        }

        Units(signs, sums, [], layer);
    }

    private void Units(Affine[] signs, Affine[] sums, Affine[] given, int layer)
    {
        if (given.Length == sums.Length)
        {
            Layer(signs, given, layer + 1);
            return;
        }

        var sum = sums[given.Length];
        var isAbove = sum.Norm == 0 ? sum.Constant > 0 : Radius([.. signs, sum]) > SmallestRadius;
        if (isAbove)
        {
            Units([.. signs, sum], sums, [.. given, sum], layer);
        }

        if (sum.Norm == 0 ? !isAbove : Radius([.. signs, sum.Times(-1)]) > SmallestRadius)
        {
            Units([.. signs, sum.Times(-1)], sums, [.. given, sum.Times(0)], layer);
        }
    }

    // Of the largest ball in the box on which every sum is above 0.
    private double Radius(Affine[] signs) => Solve(signs, (solver, x) =>
    {
        var radius = solver.MakeNumVar(0, _high - _low, "r");
        foreach (var v in x)
        {
            solver.Add(v - radius >= _low);
            solver.Add(v + radius <= _high);
        }

        foreach (var sign in signs)
        {
            solver.Add(Expression(sign, x) - (sign.Norm * radius) >= 0);
        }

        return (radius * 1.0, 0);
    });

    private double Largest(Affine[] signs, Affine sum) => Solve(signs, (solver, x) =>
    {
        foreach (var sign in signs)
        {
            solver.Add(Expression(sign, x) >= 0);
        }

        return (Expression(sum with { Constant = 0 }, x), sum.Constant);
    });

    private double Solve(Affine[] signs, Func<Solver, Variable[], (LinearExpr Goal, double Constant)> state)
    {
        using var solver = Solver.CreateSolver("GLOP");
        var inputs = _layers[0].Weights[0].Length;
        var (goal, constant) = state(solver, solver.MakeNumVarArray(inputs, _low, _high, "x"));
        solver.Maximize(goal);
        return solver.Solve() == Solver.ResultStatus.OPTIMAL ? solver.Objective().Value() + constant : double.NegativeInfinity;
    }

    private static LinearExpr Expression(Affine sum, Variable[] x) =>
        x.Zip(sum.Slopes, (v, s) => s * v).Aggregate((LinearExpr)new LinearExpr() + sum.Constant, (a, b) => a + b);
}

/// <summary>A theory that asks a linear program.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinearProgramTheoryAttribute : TheoryAttribute
{
    public LinearProgramTheoryAttribute() => Skip = LinearProgramCells.WhyNot;
}
