using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Relumine.Data.Sources;
using Relumine.Doctor.Trimming;
using Relumine.Graph.Errors;
using Relumine.Onnx;

namespace Relumine.Races.Proofs;

/// <summary>Trims networks, and runs both files in ONNX Runtime: on the samples that chose the units, and on fresh ones.</summary>
internal static class TrimTrial
{
    // Of an output's largest number: programs add up in other orders, and merged weights round. What a sigmoid made small keeps the error of
    // what went into it.
    private const double Tolerance = 1e-4;
    private const double Smallest = 1e-2;

    public static IReadOnlyList<Dictionary<string, object>> Run(IReadOnlyList<Subject> subjects)
    {
        var rows = new List<Dictionary<string, object>>();
        var folder = Directory.CreateTempSubdirectory("relumine-trim-");
        foreach (var subject in subjects)
        {
            try
            {
                rows.Add(One(subject, Path.Combine(folder.FullName, "trimmed.onnx")));
            }
            catch (Exception e) when (e is RelumineException or OnnxRuntimeException)
            {
                rows.Add(new() { ["name"] = subject.Name, ["refused"] = e.Message.Split('\n')[0] });
            }

            Console.WriteLine(string.Join(", ", rows[^1].Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key} {p.Value}"))));
            rows[^1].TryAdd("isSound", true);
        }

        folder.Delete(recursive: true);
        return rows;
    }

    private static Dictionary<string, object> One(Subject subject, string file)
    {
        var model = subject.Load();
        var data = subject.Samples(model);
        var result = Trim.Run(model, data, new TrimOptions { Path = subject.Name, Threads = 1 });
        var row = new Dictionary<string, object>
        {
            ["name"] = subject.Name,
            ["samples"] = result.Data.Samples,
            ["units"] = result.Layers.Sum(l => l.Units),
            ["dead"] = result.Layers.Sum(l => l.Dead ?? 0),
            ["removed"] = result.Removed,
            ["merged"] = result.RemovedMerged,
            ["parametersBefore"] = result.Model.Parameters,
            ["parametersAfter"] = result.Parameters,
            ["isSound"] = true,
        };
        if (result.Removed == 0)
        {
            return row;
        }

        var versions = OnnxModel.Save(result.Network, file, new OnnxSaveOptions { KeepsOrigin = true });
        using var before = new InferenceSession(subject.Path, Options());
        using var after = new InferenceSession(file, Options());
        var own = Compare(before, after, data);
        var fresh = Compare(before, after, subject.Fresh(model));
        row["opsetBefore"] = model.Opset;
        row["opsetAfter"] = versions.Opset;
        row["differenceOnData"] = own.Largest;
        row["changedOnData"] = own.Changed;
        row["fresh"] = fresh.Samples;
        row["differenceOnFresh"] = fresh.Largest;
        row["changedOnFresh"] = fresh.Changed;
        if (result.HeldBack is { } check)
        {
            row["heldBackBound"] = check.Bound;
        }

        row["isSound"] = own.Changed == 0;
        return row;
    }

    private static SessionOptions Options() => new() { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };

    // The largest difference as a share of the output's largest number, and on how many samples it is more than rounding.
    private static (double Largest, long Changed, long Samples) Compare(InferenceSession before, InferenceSession after, IReadOnlyList<DataSource> data)
    {
        var (largest, changed) = (0.0, 0L);
        var arrays = data.Select(d =>
        {
            d.Reset();
            return d.ReadAll<float>().Values<float>().ToArray();
        }).ToArray();
        var samples = data[0].Samples;
        for (var s = 0L; s < samples; s++)
        {
            var (a, b) = (Outputs(before, data, arrays, s), Outputs(after, data, arrays, s));
            var worst = 0.0;
            foreach (var (x, y) in a.Zip(b))
            {
                var size = Math.Max(x.Select(v => (double)Math.Abs(v)).Where(double.IsFinite).DefaultIfEmpty().Max(), Smallest);
                worst = Math.Max(worst, x.Zip(y, (p, q) => p.Equals(q) ? 0 : Math.Abs((double)p - q)).DefaultIfEmpty().Max() / size);
            }

            largest = Math.Max(largest, worst);
            changed += worst <= Tolerance ? 0 : 1;
        }

        return (largest, changed, samples);
    }

    private static float[][] Outputs(InferenceSession session, IReadOnlyList<DataSource> data, float[][] arrays, long sample)
    {
        var values = new Dictionary<string, OrtValue>();
        foreach (var ((name, about), i) in session.InputMetadata.Select((m, i) => (m, i)))
        {
            // What a program calls its only input need not be what data were called.
            var at = data.Count == 1 ? 0 : data.Select(d => d.Name).ToList().IndexOf(name) is >= 0 and var found ? found : i;
            long[] dims = [.. data[at].Dims.Skip(1)];
            dims = about.Dimensions.Length > dims.Length ? [1, .. dims] : dims;
            var size = data[at].SampleSize;
            values[name] = OrtValue.CreateTensorValueFromMemory(arrays[at].AsSpan((int)(sample * size), size).ToArray(), dims);
        }

        using var run = new RunOptions();
        using var results = session.Run(run, values, session.OutputNames);
        float[][] outputs = [.. results.Select(r => r.GetTensorTypeAndShape().ElementDataType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float
            ? r.GetTensorDataAsSpan<float>().ToArray() : [])];
        foreach (var value in values.Values)
        {
            value.Dispose();
        }

        return outputs;
    }
}
