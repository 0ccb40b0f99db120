using Relumine.Data.Sources;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference.Feed;
using Relumine.Geometry.Verdicts;
using Relumine.Geometry.Views;
using Relumine.Graph.Models;

namespace Relumine.Doctor.Proofs;

/// <summary>How many dead units are dead for every input within a distance of each sample: where units fire on some input of every box, as
/// those that look at pictures do, this is what can be promised.</summary>
public static class MarginTable
{
    /// <summary>Adds the table to an audit.</summary>
    /// <param name="model">The network.</param>
    /// <param name="audit">Its audit.</param>
    /// <param name="data">The data of the audit; they are read again from the start.</param>
    /// <param name="distances">The largest differences of an element, in units of the network's inputs.</param>
    /// <param name="within">The inputs that there are, such as pixels from 0 to 1; null for any number.</param>
    /// <param name="threads">The number of threads; 0 is one a core.</param>
    /// <param name="cancellation">Ends the work; what is not decided then is not proven.</param>
    /// <exception cref="Graph.Errors.RelumineException">The network is not piecewise linear.</exception>
    public static AuditResult Add(
        Model model, AuditResult audit, IReadOnlyList<DataSource> data, IReadOnlyList<double> distances, BoxChoice? within = null,
        int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(audit);
        ArgumentNullException.ThrowIfNull(distances);
        model = SettledShapes.Of(model, data);
        var view = PiecewiseLinearModel.Of(model, new ViewOptions { CutSmoothTail = true, AllowsCurves = true });
        var questions = audit.Layers.SelectMany((layer, at) => UnitElements.Of(view, layer) is { } elements
            ? layer.DeadUnits.Where(elements.Bends).Select(u => (Layer: at, Question: new UnitQuestion(elements.Layer, elements[u], UnitClaim.Dead)))
            : []).ToArray();
        double[] ascending = [.. distances.Distinct().Order()];
        var samples = BoxSamples.Read(model, data, audit.Data.Samples);
        var proven = MarginProofs.Of(
            view, samples, [.. questions.Select(q => q.Question)], ascending, within?.For(model, view.Inputs, samples),
            new ProofOptions { Budget = TimeSpan.MaxValue, Threads = threads, Cancellation = cancellation });
        return audit with
        {
            Margins =
            [
                .. ascending.Select((distance, d) => new ProofMargin(distance,
                [
                    .. audit.Layers.Index().Where(l => l.Item.Dead > 0).Select(l => new LayerMargin(
                        l.Item.Name, l.Item.Dead ?? 0, questions.Index().Count(q => q.Item.Layer == l.Index && proven[d][q.Index]))),
                ])),
            ],
        };
    }
}
