using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Catalogue;
using Relumine.Kernels;

namespace Relumine.Graph.Tests.Operators;

/// <summary>Every operator that may stand in a graph: those of the catalogue, every activation, and those that exist while learning only.</summary>
internal static class Subjects
{
    private static readonly Dictionary<string, Op> s_all = OperatorCatalogue.All
        .Concat(ActivationCatalogue.All.Where(a => a.Card.Name != "RRelu").Select(a => new Activate(a)))
        .Append(new RRelu(Kernels.Rows.RRelu.Default))
        .Append(new AlphaDropout(0.5))
        .GroupBy(o => o is Activate a ? a.Function.Card.Name : o.Type).ToDictionary(g => g.Key, g => g.First());

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => s_all.Keys;

    /// <summary>Cases for an operator and its variants, each with the seed that finds it again.</summary>
    public static IEnumerable<RandomCase> Cases(string name, int count) =>
        RandomCase.Variants(s_all[name]).SelectMany((op, seed) => RandomCase.Find(op, seed, count));

    /// <summary>Checks all cases of an operator; a failure names the case.</summary>
    public static void Check(string name, int count, Action<RandomCase> check)
    {
        foreach (var c in Cases(name, count))
        {
            try
            {
                check(c);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{c}: {e.Message}", e);
            }
        }
    }
}
