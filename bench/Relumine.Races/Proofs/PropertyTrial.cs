using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Relumine.Doctor.Proofs.Properties;

namespace Relumine.Races.Proofs;

/// <summary>VNN-COMP's properties of the ACAS Xu networks that are there: proven, refuted (with a witness that ONNX Runtime confirms), or open.</summary>
internal static class PropertyTrial
{
    /// <summary>Runs the trial.</summary>
    /// <param name="subjects">Networks; those that are not ACAS Xu's are left out.</param>
    /// <param name="budget">How long to search, for each property of a network.</param>
    public static IReadOnlyList<Dictionary<string, object>> Run(IEnumerable<Subject> subjects, TimeSpan budget)
    {
        var rows = new List<Dictionary<string, object>>();
        foreach (var subject in subjects.Where(s => s.Name.StartsWith("acasxu_", StringComparison.Ordinal)))
        {
            foreach (var property in subject.Name == "acasxu_1_1" ? [.. AcasProperty.OfAll, .. AcasProperty.OfFirst] : AcasProperty.OfAll)
            {
                rows.Add(One(subject, property, budget));
                Console.WriteLine(string.Join(", ", rows[^1].Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key} {p.Value}"))));
            }
        }

        return rows;
    }

    private static Dictionary<string, object> One(Subject subject, OutputProperty property, TimeSpan budget)
    {
        var model = subject.Load();
        using var process = Process.GetCurrentProcess();
        var used = process.TotalProcessorTime;
        var answer = PropertyProof.Run(model, property, new PropertyOptions { Budget = budget });
        process.Refresh();
        var row = new Dictionary<string, object>
        {
            ["name"] = $"{subject.Name} property {property.Name}",
            ["verdict"] = answer.Verdict.ToString().ToLowerInvariant(),
            ["seconds"] = Math.Round(answer.Seconds, 3),
            ["processorSeconds"] = Math.Round((process.TotalProcessorTime - used).TotalSeconds, 3),
            ["boxes"] = answer.Boxes,
            ["isSound"] = true,
        };
        if (answer.Witness is { } witness)
        {
            row["isSound"] = row["witnessInOnnxRuntime"] = property.Cases[witness.Case].IsMetBy(InOnnxRuntime(subject.Path, witness.Input));
        }

        return row;
    }

    private static double[] InOnnxRuntime(string path, IReadOnlyList<double> x)
    {
        using var session = new InferenceSession(path);
        var (name, input) = session.InputMetadata.Single();
        var tensor = new DenseTensor<float>(x.Select(v => (float)v).ToArray(), [.. input.Dimensions.Select(d => Math.Max(d, 1))]);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(name, tensor)]);
        return [.. results[0].AsEnumerable<float>().Select(v => (double)v)];
    }
}
