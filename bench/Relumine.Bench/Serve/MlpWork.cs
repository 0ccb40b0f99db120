using System.Globalization;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Threads;

namespace Relumine.Bench.Serve;

/// <summary>Inference of a dense network: <c>mlp 784,256,256,10 BATCH none|firing|full THREADS CHUNK</c>; ReLU but for the last layer. CHUNK rows go through
/// all layers together.</summary>
internal static class MlpWork
{
    public static Action Make(string[] words)
    {
        var widths = Array.ConvertAll(words[0].Split(','), w => int.Parse(w, CultureInfo.InvariantCulture));
        var batch = int.Parse(words[1], CultureInfo.InvariantCulture);
        var pool = new WorkerPool(int.Parse(words[3], CultureInfo.InvariantCulture));
        var random = new Random(1);
        var layers = widths.Length - 1;
        var values = Array.ConvertAll(widths, w => Numbers(batch * w, 1));
        var weights = new PackedMatrix<float>[layers];
        var biases = new float[layers][];
        var statistics = new UnitStatistics?[layers];
        for (var i = 0; i < layers; i++)
        {
            weights[i] = PackedMatrix<float>.Of(Numbers(widths[i] * widths[i + 1], 2 / Math.Sqrt(widths[i])), widths[i], widths[i + 1]);
            biases[i] = Numbers(widths[i + 1], 0.1);
            statistics[i] =
                words[2] == "none" || i == layers - 1 ? null : new UnitStatistics(widths[i + 1], words[2] == "full" ? ProbeDetail.Full : ProbeDetail.Firing);
        }

        var chunk = words.Length > 4 ? int.Parse(words[4], CultureInfo.InvariantCulture) : batch;
        return () =>
        {
            for (var row = 0; row < batch; row += chunk)
            {
                var rows = Math.Min(chunk, batch - row);
                for (var i = 0; i < layers; i++)
                {
                    var operands = new DenseOperands<float>
                    {
                        Rows = rows,
                        Input = i == 0 ? values[0].AsSpan(row * widths[0]) : values[i],
                        Weights = weights[i],
                        Bias = biases[i],
                        Output = i == layers - 1 ? values[i + 1].AsSpan(row * widths[i + 1]) : values[i + 1],
                    };
                    if (i < layers - 1)
                    {
                        Dense.Run(operands, Relu.Default, pool, statistics[i]);
                    }
                    else
                    {
                        Dense.Run(operands, pool);
                    }
                }
            }
        };

        float[] Numbers(int count, double scale) => Array.ConvertAll(new float[count], _ => (float)((random.NextDouble() - 0.5) * scale));
    }
}
