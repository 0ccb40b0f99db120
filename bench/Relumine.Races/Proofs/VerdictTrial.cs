using System.Diagnostics;
using System.Globalization;
using Relumine.Data.Sources;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Proofs;
using Relumine.Doctor.Units;
using Relumine.Geometry.Verdicts;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.OnnxRuntime;

namespace Relumine.Races.Proofs;

/// <summary>
/// What is proven and refuted of networks over a box, in which time; whether any sample of the box contradicts what is proven, run as users
/// run networks; and whether ONNX Runtime sees what every witness shows.
/// </summary>
internal static class VerdictTrial
{
    private const int Block = 1 << 22;
    private const int Corners = 4096;

    /// <summary>Runs the trial.</summary>
    /// <param name="subjects">The networks.</param>
    /// <param name="budget">How long to search for proofs, for each.</param>
    /// <param name="samples">How many samples may contradict what is proven.</param>
    /// <param name="patience">Of large networks fewer samples are tried, so that one takes no longer than this.</param>
    public static IReadOnlyList<Dictionary<string, object>> Run(IReadOnlyList<Subject> subjects, TimeSpan budget, long samples, TimeSpan patience)
    {
        var rows = new List<Dictionary<string, object>>();
        foreach (var subject in subjects)
        {
            try
            {
                rows.Add(One(subject, budget, samples, patience));
            }
            catch (RelumineException e)
            {
                rows.Add(new() { ["name"] = subject.Name, ["refused"] = e.Message.Split('\n')[0], ["isSound"] = true });
            }

            var words = rows[^1].Where(p => p.Value is not string[]).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key} {p.Value}"));
            Console.WriteLine(string.Join(", ", words));
        }

        return rows;
    }

    private static Dictionary<string, object> One(Subject subject, TimeSpan budget, long samples, TimeSpan patience)
    {
        var model = subject.Load();
        var data = subject.All(model);
        var audit = Audit.Run(model, data);
        using var process = Process.GetCurrentProcess();
        var (clock, used) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        audit = BoxProofs.Add(model, audit, data, new BoxProofOptions { Box = subject.Box, Budget = budget });
        process.Refresh();
        var (seconds, processor) = (clock.Elapsed.TotalSeconds, (process.TotalProcessorTime - used).TotalSeconds);
        var proofs = audit.Layers.SelectMany(l => (l.Proofs?.Units ?? []).Select(p => (Layer: l, Proof: p))).ToArray();
        int Count(UnitClaim claim, ProofVerdict verdict) => proofs.Count(p => p.Proof.Claim == claim && p.Proof.Verdict == verdict);
        var witnesses = proofs.Where(p => p.Proof.Answer.Witness is not null).ToArray();
        var (tried, contradictions) = Contradict(model, subject, data, proofs.Where(p => p.Proof.Verdict == ProofVerdict.Proven)
            .Select(p => (p.Layer.Name, p.Proof)).ToArray(), [.. witnesses.Select(w => w.Proof.Answer.Witness!.ToArray())], samples, patience);
        var confirmed = Confirm(model, subject, witnesses);
        var row = new Dictionary<string, object>
        {
            ["name"] = subject.Name,
            ["box"] = subject.Box.Text,
            ["units"] = audit.Layers.Sum(l => l.Units),
            ["dead"] = audit.Layers.Sum(l => l.Dead ?? 0),
            ["provenDead"] = Count(UnitClaim.Dead, ProofVerdict.Proven),
            ["refutedDead"] = Count(UnitClaim.Dead, ProofVerdict.Refuted),
            ["openDead"] = audit.Layers.Sum(l => l.Dead ?? 0) - Count(UnitClaim.Dead, ProofVerdict.Proven) - Count(UnitClaim.Dead, ProofVerdict.Refuted),
            ["alwaysOn"] = audit.Layers.Sum(l => l.AlwaysOn),
            ["provenAlwaysOn"] = Count(UnitClaim.AlwaysOn, ProofVerdict.Proven),
            ["refutedAlwaysOn"] = Count(UnitClaim.AlwaysOn, ProofVerdict.Refuted),
            ["seconds"] = Math.Round(seconds, 3),
            ["processorSeconds"] = Math.Round(processor, 3),
            ["boxes"] = proofs.GroupBy(p => p.Layer.Name).Sum(g => g.Max(p => p.Proof.Answer.Boxes)),
            ["samples"] = tried,
            ["contradictions"] = contradictions,
            ["witnesses"] = witnesses.Length,
            ["witnessesInOnnxRuntime"] = confirmed,
            ["open"] = proofs.Where(p => p.Proof.Verdict == ProofVerdict.Open).Select(p => string.Create(
                CultureInfo.InvariantCulture, $"{p.Layer.Name} {p.Proof.Unit} {p.Proof.Claim}, at most {p.Proof.Answer.Excess:G4} beyond 0")).ToArray(),
            ["load"] = Load(),
            ["isSound"] = contradictions == 0 && confirmed == witnesses.Length,
        };
        if (subject.Margins.Count > 0)
        {
            (clock, used) = (Stopwatch.StartNew(), process.TotalProcessorTime);
            var margins = MarginTable.Add(model, audit, data, subject.Margins, subject.Box).Margins!;
            process.Refresh();
            row["margins"] = margins.Select(MarginWords.Of).ToArray();
            row["marginSamples"] = data[0].Samples;
            row["marginSeconds"] = Math.Round(clock.Elapsed.TotalSeconds, 3);
            row["marginProcessorSeconds"] = Math.Round((process.TotalProcessorTime - used).TotalSeconds, 3);
        }

        return row;
    }

    // Corners of the box first, then the witnesses of all units, then random samples.
    private static (long Samples, long Contradictions) Contradict(
        Model model, Subject subject, IReadOnlyList<DataSource> data, (string Layer, UnitProof Proof)[] proven, double[][] witnesses, long samples,
        TimeSpan patience)
    {
        if (proven.Length == 0)
        {
            return (0, 0);
        }

        var box = subject.Box.For(model, data.Sum(d => d.SampleSize), subject.Box.Margin is null ? [] : Rows(data[0]));
        var (size, random, clock, done, failures) = (box.Inputs, new Random(1), Stopwatch.StartNew(), 0L, 0L);
        for (var isFirst = true; done < samples && (isFirst || clock.Elapsed < patience); isFirst = false)
        {
            var count = (int)Math.Min(samples - done, Math.Clamp(Block / size, 1, 1 << 18));
            var numbers = new float[count * size];
            for (var s = 0; s < count; s++)
            {
                for (var i = 0; i < size; i++)
                {
                    var share = !isFirst || s >= Corners ? random.NextDouble() : random.Next(2);
                    numbers[(s * size) + i] = isFirst && s >= Corners && s - Corners < witnesses.Length ? (float)witnesses[s - Corners][i]
                        : (float)Math.Clamp((float)(box.Low[i] + (share * (box.High[i] - box.Low[i]))), box.Low[i], box.High[i]);
                }
            }

            var layers = Audit.Run(model, Sources(model, count, numbers), null, new AuditOptions { Threads = 1 }).Layers.ToDictionary(l => l.Name);
            failures += proven.Count(p => p.Proof.Claim == UnitClaim.Dead ? layers[p.Layer].FiringCounts[p.Proof.Unit] > 0
                : layers[p.Layer].FiringCounts[p.Proof.Unit] < count);
            done += count;
        }

        return (done, failures);
    }

    // One sample behind the other, and of each the inputs one behind the other.
    private static List<DataSource> Sources(Model model, int count, float[] numbers)
    {
        var (sources, at, size) = (new List<DataSource>(), 0, numbers.Length / count);
        foreach (var input in model.Graph.Inputs)
        {
            var dims = Subject.SampleDims(input);
            var (first, length) = (at, (int)dims.Aggregate(1L, (product, d) => product * d));
            float[] mine = model.Graph.Inputs.Count == 1 ? numbers
                : [.. Enumerable.Range(0, count).SelectMany(s => numbers.AsSpan((s * size) + first, length).ToArray())];
            sources.Add(DataSource.OfMemory(input.Name, StoredType.Float32, [count, .. dims], ModelTensor.Vector(mine).Bytes.ToArray(), "box"));
            at += length;
        }

        return sources;
    }

    // The machine's load of the last minute, beside which times are to be read.
    private static double Load() =>
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : 0;

    private static double[][] Rows(DataSource source)
    {
        source.Reset();
        return [.. source.ReadAll<double>().ToDoubles().Chunk(source.SampleSize)];
    }

    // How many witnesses show in ONNX Runtime what they are said to show.
    private static int Confirm(Model model, Subject subject, (LayerResult Layer, UnitProof Proof)[] witnesses)
    {
        if (witnesses.Length == 0)
        {
            return 0;
        }

        using var runtime = new OnnxRuntimeNetwork(subject.Path, 1);
        return witnesses.Count(w =>
        {
            float[] numbers = [.. w.Proof.Answer.Witness!.Select(v => (float)v)];
            var seen = Audit.Run(runtime, Sources(model, 1, numbers)).Layers.Single(l => l.Name == w.Layer.Name).Details[w.Proof.Unit];
            return w.Proof.Claim == UnitClaim.Dead ? seen.FiringRate > 0
                : seen.Verdict != UnitVerdict.AlwaysOn && (w.Layer.Positions > 1 || seen.MeanPreActivation <= 0);
        });
    }
}
