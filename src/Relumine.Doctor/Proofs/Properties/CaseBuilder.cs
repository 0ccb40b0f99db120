using Relumine.Graph.Errors;

namespace Relumine.Doctor.Proofs.Properties;

/// <summary>A case of a property while its file is read. Bounds are shared until a case has some of its own.</summary>
/// <param name="name">What errors call the file.</param>
/// <param name="inputs">The number of elements of a sample.</param>
internal sealed class CaseBuilder(string name, int inputs)
{
    private double[] _low = [.. Enumerable.Repeat(double.NegativeInfinity, inputs)];
    private double[] _high = [.. Enumerable.Repeat(double.PositiveInfinity, inputs)];
    private List<OutputSum> _sums = [];

    /// <summary>Whether any input and any output could meet it.</summary>
    public bool IsPossible { get; private set; } = true;

    /// <summary>The case with more terms that are at least 0.</summary>
    public CaseBuilder With(IReadOnlyList<VnnlibTerm> terms)
    {
        var result = (CaseBuilder)MemberwiseClone();
        result._sums = [.. _sums];
        if (terms.Any(t => t.Inputs.Count > 0))
        {
            (result._low, result._high) = ([.. _low], [.. _high]);
        }

        foreach (var term in terms)
        {
            result.Add(term);
        }

        return result;
    }

    /// <summary>The case as it is.</summary>
    /// <exception cref="RelumineException">An input is not bounded on both sides.</exception>
    public PropertyCase Build()
    {
        var open = Enumerable.Range(0, inputs).FirstOrDefault(i => double.IsInfinity(_low[i]) || double.IsInfinity(_high[i]), -1);
        return open < 0 ? new PropertyCase(_low, _high, _sums)
            : throw new RelumineException(
                ErrorKind.InvalidRequest, $"{name}: of {inputs} declared inputs not all have a bound below and above: X_{open} has not. Every X needs both.");
    }

    private void Add(VnnlibTerm term)
    {
        var (read, given) = (term.Inputs.Where(p => p.Value != 0).ToArray(), term.Outputs.Where(p => p.Value != 0).ToDictionary());
        if (read.Length == 0)
        {
            if (given.Count == 0)
            {
                IsPossible &= term.Constant >= 0;
                return;
            }

            _sums.Add(new OutputSum(given, term.Constant));
            return;
        }

        if (read.Length > 1 || given.Count > 0 || read[0].Key >= inputs)
        {
            var names = read.Select(p => $"X_{p.Key}").Concat(given.Select(p => $"Y_{p.Key}")).Take(4);
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"{name}: {string.Join(", ", names)} are bounded together, or not declared, which is not one box. Only bounds of single inputs can be "
                    + "read, such as (assert (<= X_0 0.5)).");
        }

        var (input, weight) = read[0];
        var bound = -term.Constant / weight;
        if (weight > 0)
        {
            _low[input] = Math.Max(_low[input], bound);
        }
        else
        {
            _high[input] = Math.Min(_high[input], bound);
        }

        IsPossible &= _low[input] <= _high[input];
    }
}
