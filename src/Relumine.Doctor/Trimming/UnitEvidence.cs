using Relumine.Doctor.Audits;
using Relumine.Doctor.Units;
using Relumine.Geometry.Verdicts;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Bounds;
using Relumine.Kernels.Calculus;

namespace Relumine.Doctor.Trimming;

/// <summary>
/// What is known of a layer's units beyond the data. Dead ones whose pre-activation cannot leave the flat side of their function, and always-on ones
/// whose pre-activation cannot reach 0, by intervals or by proofs over a box; constant ones to which no weight leads; and those that an input of
/// the box refutes.
/// </summary>
/// <param name="Proven">The indices of the units that are proven dead or constant, ascending.</param>
/// <param name="ProvenOn">The indices of the units that are proven to be always on.</param>
/// <param name="Refuted">The indices of dead and always-on units that an input of the box contradicts.</param>
internal sealed record UnitEvidence(IReadOnlyList<int> Proven, IReadOnlyList<int> ProvenOn, IReadOnlyList<int> Refuted)
{
    /// <summary>By unit that is proven to be always on, what it lies between.</summary>
    public required IReadOnlyDictionary<int, (double Low, double High)> Ranges { get; init; }

    /// <summary>What is known of each layer, in the order of the layers.</summary>
    /// <param name="model">The network.</param>
    /// <param name="audit">Its audit, with proofs over a box if there is one.</param>
    /// <param name="options">The range of the inputs.</param>
    /// <param name="inputShapes">The shapes of one sample.</param>
    public static IReadOnlyList<UnitEvidence> Of(Model model, AuditResult audit, TrimOptions options, IReadOnlyDictionary<string, Shape> inputShapes)
    {
        var isAny = audit.Layers.Any(l => l.DeadUnits.Count > 0 || Trim.ConstantsOf(l).Count > 0 || Trim.AlwaysOnOf(l).Count > 0);
        var bounds = isAny ? new UnitBounds(model, options.InputLow, options.InputHigh, inputShapes) : null;
        return [.. audit.Layers.Select(layer => bounds is null ? new UnitEvidence([], [], []) { Ranges = new Dictionary<int, (double, double)>() }
            : Of(layer, model.Graph.Nodes.First(n => n.Outputs.Contains(layer.Name)), bounds))];
    }

    private static UnitEvidence Of(LayerResult layer, Graph.Operators.Node node, UnitBounds bounds)
    {
        var proofs = (layer.Proofs?.Units ?? []).ToLookup(p => (p.Unit, p.Verdict));
        var edge = node.Op is Activate activate ? FlatSide.Edge(activate.Function) : layer.Slopes is not null ? 0 : null;
        var ranges = new Dictionary<int, (double, double)>();
        foreach (var unit in Trim.AlwaysOnOf(layer))
        {
            var range = bounds.Of(node.Inputs[0], layer.Axis, unit);
            if (range.Low > 0)
            {
                ranges[unit] = range;
            }
            else if (proofs[(unit, ProofVerdict.Proven)].FirstOrDefault(p => p.Claim == UnitClaim.AlwaysOn) is { } proof)
            {
                ranges[unit] = (Math.Max(0, proof.Range.Low), proof.Range.High);
            }
        }

        return new(
            [.. layer.DeadUnits.Where(u => (edge is { } limit && bounds.IsAtMost(node.Inputs[0], layer.Axis, u, limit))
                    || proofs[(u, ProofVerdict.Proven)].Any(p => p.Claim == UnitClaim.Dead))
                .Concat(Trim.ConstantsOf(layer).Where(u => bounds.IsConstant(layer.Name, layer.Axis, u))).Order()],
            [.. ranges.Keys.Order()],
            [.. Enumerable.Range(0, layer.Units).Where(u => proofs[(u, ProofVerdict.Refuted)].Any())])
        { Ranges = ranges };
    }
}
