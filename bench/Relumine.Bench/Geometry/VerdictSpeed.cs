using System.Diagnostics;
using System.Globalization;
using Relumine.Data.Formats;
using Relumine.Geometry.Verdicts;
using Relumine.Geometry.Views;
using Relumine.Onnx;

namespace Relumine.Bench.Geometry;

/// <summary>
/// Dead and always-on units of a model over the span of its data or a given range: what is proven, refuted and open, in which time; and
/// whether any proven unit contradicts its claim on random samples of the box and on its corners, in double.
/// </summary>
internal static class VerdictSpeed
{
    private const int MostCorners = 4096;

    public static int Run(string[] args)
    {
        if (args is not [var path, var data, .. var rest])
        {
            Console.Error.WriteLine("verdicts MODEL.onnx DATA [--box LOW HIGH] [--divide X] [--budget SECONDS] [--samples N] [--threads N] [--layer N]");
            return 2;
        }

        double Number(string name, double otherwise, int at = 1) =>
            Array.IndexOf(rest, name) is >= 0 and var i ? double.Parse(rest[i + at], CultureInfo.InvariantCulture) : otherwise;
        var view = PiecewiseLinearModel.Of(OnnxModel.Load(path), new ViewOptions { CutSmoothTail = true });
        var divisor = Number("--divide", 1);
        double[][] samples =
        [
            .. new DataFormats()
                .Open(data, new DataOptions())
                .Inputs[0]
                .ReadAll<double>()
                .ToDoubles()
                .Select(v => (double)(float)(v / divisor))
                .Chunk(view.Inputs),
        ];
        double Edge(string side, int i) => side == "low" ? samples.Min(s => s[i]) : samples.Max(s => s[i]);
        var box = rest.Contains("--box")
            ? new InputBox(view.Inputs, Number("--box", 0), Number("--box", 1, 2))
            : new InputBox(
                [.. Enumerable.Range(0, view.Inputs).Select(i => Edge("low", i))],
                [.. Enumerable.Range(0, view.Inputs).Select(i => Edge("high", i))]
            );
        var layer = (int)Number("--layer", -1);
        UnitQuestion[] questions = [.. Ask(view, samples).Where(q => layer < 0 || q.Layer == layer)];
        var options = new ProofOptions
        {
            Budget = TimeSpan.FromSeconds(Number("--budget", 60)),
            Threads = (int)Number("--threads", 2),
            Samples = samples,
        };
        using var process = Process.GetCurrentProcess();
        var (start, before) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        var answers = UnitProofs.Of(view, box, questions, options);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        int Count(UnitClaim claim, ProofVerdict verdict) => questions.Zip(answers).Count(p => p.First.Claim == claim && p.Second.Verdict == verdict);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{path}: dead {Count(UnitClaim.Dead, ProofVerdict.Proven)} proven, {Count(UnitClaim.Dead, ProofVerdict.Refuted)} refuted, "
                + $"{Count(UnitClaim.Dead, ProofVerdict.Open)} open; always on {Count(UnitClaim.AlwaysOn, ProofVerdict.Proven)} proven, "
                + $"{Count(UnitClaim.AlwaysOn, ProofVerdict.Refuted)} refuted, {Count(UnitClaim.AlwaysOn, ProofVerdict.Open)} open; {seconds:F3} s, "
                + $"{(process.TotalProcessorTime - before).TotalSeconds:F3} s of the processor"));
        foreach (var (question, answer) in questions.Zip(answers).Where(p => p.Second.Verdict == ProofVerdict.Open))
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  open: layer {question.Layer} unit {question.Elements[0]} {question.Claim}, at most {answer.Excess:G4} beyond its knot, {answer.Boxes} "
                        + $"boxes"
                )
            );
        }

        return Contradict(
            view,
            box,
            [.. questions.Zip(answers).Where(p => p.Second.Verdict == ProofVerdict.Proven).Select(p => p.First)],
            (long)Number("--samples", 0)
        );
    }

    private static UnitQuestion[] Ask(PiecewiseLinearModel view, double[][] samples)
    {
        var (fires, rests) = (view.Layers.Select(l => new bool[l.Units]).ToArray(), view.Layers.Select(l => new bool[l.Units]).ToArray());
        var probe = new PointProbe(view);
        foreach (var sample in samples)
        {
            probe.Run(sample, view.Layers.Count - 1);
            foreach (var layer in view.Layers)
            {
                for (var c = 0; c < layer.Cuts; c++)
                {
                    var (unit, knot) = layer.Cut(c);
                    (probe.Sums(layer.Index)[unit] > knot ? fires : rests)[layer.Index][unit] = true;
                }
            }
        }

        return
        [
            .. view.Layers.Where(l => l.Bend is { RestsBelow: true }).SelectMany(l => Enumerable.Range(0, l.Units)
                .Where(u => !fires[l.Index][u] || !rests[l.Index][u])
                .Select(u => new UnitQuestion(l.Index, [u], fires[l.Index][u] ? UnitClaim.AlwaysOn : UnitClaim.Dead))),
        ];
    }

    private static int Contradict(PiecewiseLinearModel view, InputBox box, UnitQuestion[] proven, long samples)
    {
        var (failures, random, probe, x) = (0L, new Random(1), new PointProbe(view), new double[view.Inputs]);
        for (var s = 0L; proven.Length > 0 && s < samples; s++)
        {
            for (var i = 0; i < x.Length; i++)
            {
                var share = s < MostCorners ? random.Next(2) : random.NextDouble();
                x[i] = Math.Clamp(box.Low[i] + (share * (box.High[i] - box.Low[i])), box.Low[i], box.High[i]);
            }

            probe.Run(x, view.Layers.Count - 1);
            failures += proven.Count(q => (q.Claim == UnitClaim.Dead ? 1 : -1) * probe.Sums(q.Layer)[q.Elements[0]] > 0);
        }

        Console.WriteLine($"  {failures} contradictions of {proven.Length} proven claims on {samples} samples");
        return failures == 0 ? 0 : 1;
    }
}
