using System.Diagnostics;
using Relumine.Geometry.Verdicts;
using Relumine.Geometry.Views;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;

namespace Relumine.Doctor.Proofs.Properties;

/// <summary>
/// Says of a property whether any input breaks it, with what proves and refutes that units are dead: each case becomes a rectifier behind
/// the output.
/// </summary>
public static class PropertyProof
{
    private const int MostSamples = 4096;
    private const int MostNumbers = 1 << 22;
    private const int FirstSamples = 64;

    /// <summary>Verifies a property.</summary>
    /// <param name="model">The network, with one output.</param>
    /// <param name="property">What must not happen.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="RelumineException">The network has several outputs, cannot be bounded, or the property speaks of other sizes.</exception>
    public static PropertyAnswer Run(Model model, OutputProperty property, PropertyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(property);
        options ??= new PropertyOptions();
        var clock = Stopwatch.StartNew();
        if (model.Graph.Outputs.Count != 1)
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest, $"The network has {model.Graph.Outputs.Count} outputs; a property speaks of the numbers of a single one.");
        }

        using var run = new SampleRun(model, options.Precision);
        var (inputs, outputs) = (run.InputLength, run.OutputLength(0));
        Check(property, inputs, outputs);
        var (verdicts, boxes, endedByBudget) = (new ProofVerdict[property.Cases.Count], 0L, false);
        PropertyWitness? witness = null;
        var groups = property.Cases.Select((c, i) => (Case: c, Index: i)).GroupBy(c => (c.Case.Low, c.Case.High)).ToArray();
        for (var g = 0; g < groups.Length && witness is null; g++)
        {
            var (mine, start) = (groups[g].ToArray(), clock.Elapsed);
            var box = BoxChoice.Of(property.Name, [.. groups[g].Key.Low], [.. groups[g].Key.High]).For(model, inputs, []);
            var samples = Samples(box);
            if (Simple(samples, mine, run) is { } simple)
            {
                verdicts[simple.Case] = ProofVerdict.Refuted;
                witness = simple;
                break;
            }

            // What one box does not use is left for the others.
            var share = options.Budget > start ? (options.Budget - start) / (groups.Length - g) : TimeSpan.Zero;
            var network = PropertyNetwork.Of(model, outputs, [.. mine.Select(c => c.Case)]);
            var view = PiecewiseLinearModel.Of(network, new ViewOptions { AllowsCurves = true });
            var last = view.Layers.Count - 1;
            var answers = UnitProofs.Of(view, box, [.. mine.Select((_, k) => new UnitQuestion(last, [k], UnitClaim.Dead))], new ProofOptions
            {
                Budget = share,
                Threads = options.Threads,
                Samples = samples,
                Confirm = (question, x) => mine[question.Elements[0]].Case.IsMetBy(run.Of(x, 0)),
                Cancellation = options.Cancellation,
            });
            boxes += answers.Max(a => a.Boxes);
            endedByBudget |= clock.Elapsed - start >= share;
            for (var k = 0; k < mine.Length; k++)
            {
                verdicts[mine[k].Index] = answers[k].Verdict;
                if (answers[k].Witness is { } input)
                {
                    witness ??= new PropertyWitness(input, run.Of([.. input], 0), mine[k].Index);
                }
            }
        }

        var verdict = witness is not null ? ProofVerdict.Refuted : verdicts.All(v => v == ProofVerdict.Proven) ? ProofVerdict.Proven : ProofVerdict.Open;
        return new PropertyAnswer(verdict, verdicts, witness, boxes, clock.Elapsed.TotalSeconds) { EndedByBudget = endedByBudget };
    }

    // What breaks easily is not searched for.
    private static PropertyWitness? Simple(double[][] samples, (PropertyCase Case, int Index)[] cases, SampleRun run)
    {
        foreach (var sample in samples.Take(FirstSamples))
        {
            var output = run.Of(sample, 0);
            foreach (var (broken, index) in cases)
            {
                if (broken.IsMetBy(output))
                {
                    return new PropertyWitness(sample, output, index);
                }
            }
        }

        return null;
    }

    private static void Check(OutputProperty property, int inputs, int outputs)
    {
        if (property.Inputs != inputs)
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"{property.Name}: the property declares {property.Inputs} inputs, but a sample of the network has {inputs} numbers.");
        }

        if (property.Cases.SelectMany(c => c.Sums).SelectMany(s => s.Weights.Keys).DefaultIfEmpty(-1).Max() is var output && output >= outputs)
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"{property.Name}: the property speaks of Y_{output}, but the network gives {outputs} numbers, Y_0 to Y_{outputs - 1}.");
        }
    }

    // Where the search for witnesses begins: the centre, and random samples.
    private static double[][] Samples(InputBox box)
    {
        var random = new Random(1);
        return
        [
            .. Enumerable.Range(0, Math.Clamp(MostNumbers / box.Inputs, 1, MostSamples)).Select(s => Enumerable.Range(0, box.Inputs)
                .Select(i => Math.Clamp((float)(box.Low[i] + ((s == 0 ? 0.5 : random.NextDouble()) * (box.High[i] - box.Low[i]))), box.Low[i], box.High[i]))
                .ToArray()),
        ];
    }
}
