using Relumine.Data.Sources;
using Relumine.Engine.Inference;
using Relumine.Engine.Inference.Feed;
using Relumine.Graph.Models;

namespace Relumine.Doctor.Proofs;

/// <summary>The samples of an audit as the network gets them, the inputs one after the other.</summary>
internal static class BoxSamples
{
    /// <summary>Reads the first samples; none where the data are one run of the network.</summary>
    public static IReadOnlyList<double[]> Read(Model model, IReadOnlyList<DataSource> data, long limit)
    {
        foreach (var source in data)
        {
            source.Reset();
        }

        var feed = new SampleFeed(model.Graph, data);
        using var plan = feed.Compile(model, new PlanOptions { Outputs = [] });
        var rows = new List<double[]>();
        foreach (var (samples, inputs) in feed.Blocks(plan, limit))
        {
            var numbers = inputs.Select(i => i.ToDoubles()).ToArray();
            for (var s = 0; s < samples; s++)
            {
                var row = new double[plan.Inputs.Sum(i => i.SampleLength)];
                var at = 0;
                for (var i = 0; i < numbers.Length; i++)
                {
                    var length = plan.Inputs[i].SampleLength;
                    numbers[i].AsSpan(s * length, length).CopyTo(row.AsSpan(at));
                    at += length;
                }

                rows.Add(row);
            }
        }

        return rows;
    }
}
