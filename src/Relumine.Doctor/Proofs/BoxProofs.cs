using System.Diagnostics;
using Relumine.Data.Sources;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Inference.Feed;
using Relumine.Geometry.Verdicts;
using Relumine.Geometry.Views;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;

namespace Relumine.Doctor.Proofs;

/// <summary>Says of the dead and always-on units of an audit whether they are so for every input of a box.</summary>
public static class BoxProofs
{
    // As many samples as fit into this many numbers are searched for those that come nearest to a witness.
    private const long MostNumbers = 1 << 25;

    // With so few, relaxation of every sum takes no time beside what searches for proofs.
    private const int SmallInputs = 16;
    private const double SinglePrecision = 1.0 / (1 << 24);

    /// <summary>Adds proofs to an audit.</summary>
    /// <param name="model">The network.</param>
    /// <param name="audit">Its audit.</param>
    /// <param name="data">The data of the audit; they are read again from the start.</param>
    /// <param name="options">The box, and how long to search.</param>
    /// <param name="cancellation">Leaves open what is not settled.</param>
    /// <exception cref="RelumineException">The network is not piecewise linear, or the box does not fit it.</exception>
    public static AuditResult Add(
        Model model, AuditResult audit, IReadOnlyList<DataSource> data, BoxProofOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(audit);
        ArgumentNullException.ThrowIfNull(options);
        var clock = Stopwatch.StartNew();
        model = SettledShapes.Of(model, data);
        var view = PiecewiseLinearModel.Of(model, new ViewOptions { CutSmoothTail = true, AllowsCurves = true });
        var samples = BoxSamples.Read(model, data, options.Box.Margin is null ? Math.Max(1, MostNumbers / view.Inputs) : long.MaxValue);
        var box = options.Box.For(model, view.Inputs, samples);
        var asked = audit.Layers.Select(l => UnitElements.Of(view, l) is { } elements ? Ask(l, elements) : []).ToArray();
        using var witnesses = new WitnessRun(model, view, options.Precision);
        var answers = UnitProofs.Of(view, box, [.. asked.SelectMany(a => a.Select(q => q.Question))], new ProofOptions
        {
            Budget = options.Budget,
            Threads = options.Threads,
            Samples = [.. samples.Where(s => box.Contains(s))],
            Confirm = witnesses.Confirms,
            Cancellation = cancellation,
        });
        var ranges = UnitProofs.Bounds(view, box, view.Inputs <= SmallInputs ? BoundMethod.Relaxation : BoundMethod.Intervals);
        var at = 0;
        var layers = audit.Layers.Select((layer, i) =>
        {
            var mine = asked[i].Select(q => new UnitProof(q.Unit, q.Question.Claim, answers[at++])).ToArray();
            return layer with { Proofs = Tell(layer, mine, view, ranges) };
        }).ToArray();
        return audit with { Layers = layers, Box = new ProofBox(options.Box.Text, clock.Elapsed.TotalSeconds) };
    }

    private static List<(int Unit, UnitQuestion Question)> Ask(LayerResult layer, UnitElements elements)
    {
        var asked = layer.DeadUnits.Where(elements.Bends).Select(u => (u, new UnitQuestion(elements.Layer, elements[u], UnitClaim.Dead))).ToList();
        asked.AddRange(layer.Details.Where(d => d.IsAlwaysOn && elements.Bends(d.Index))
            .Select(d => (d.Index, new UnitQuestion(elements.Layer, elements[d.Index], UnitClaim.AlwaysOn))));
        return asked;
    }

    private static LayerProofs Tell(LayerResult layer, UnitProof[] proofs, PiecewiseLinearModel view, IReadOnlyList<(double[] Low, double[] High)> ranges)
    {
        var dead = proofs.Where(p => p.Claim == UnitClaim.Dead).ToArray();
        var (proven, refuted) = (dead.Count(p => p.Verdict == ProofVerdict.Proven), dead.Count(p => p.Verdict == ProofVerdict.Refuted));
        var constant = 0;
        if (UnitElements.Of(view, layer) is { } elements)
        {
            var (low, high) = ranges[elements.Layer];
            proofs = [.. proofs.Select(p => p with { Range = (elements[p.Unit].Min(e => low[e]), elements[p.Unit].Max(e => high[e])) })];
            constant = Enumerable.Range(0, layer.Units).Except(layer.DeadUnits)
                .Count(u => elements[u].All(e => high[e] - low[e] <= SinglePrecision * Math.Max(Math.Abs(low[e]), Math.Abs(high[e]))));
        }

        return new LayerProofs(
            proven, refuted, (layer.Dead ?? 0) - proven - refuted,
            proofs.Count(p => p.Claim == UnitClaim.AlwaysOn && p.Verdict == ProofVerdict.Proven), constant)
        { Units = proofs };
    }
}
