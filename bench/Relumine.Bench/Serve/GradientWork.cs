using System.Globalization;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Threads;

namespace Relumine.Bench.Serve;

/// <summary>
/// The parts of a training step alone: <c>dense forward|watched|weights|inputs ROWS K N THREADS</c>, and an optimizer
/// with its customary rates and momentum over weights in memory, <c>update NAME COUNT</c>.
/// </summary>
internal static class GradientWork
{
    public static Action Dense(string[] words)
    {
        var sizes = Array.ConvertAll(words[1..5], w => int.Parse(w, CultureInfo.InvariantCulture));
        var (rows, inputs, outputs) = (sizes[0], sizes[1], sizes[2]);
        var pool = new WorkerPool(sizes[3]);
        float[] x = Numbers(rows * inputs), dz = Numbers(rows * outputs), bias = new float[outputs];
        var weights = PackedMatrix<float>.Of(Numbers(inputs * outputs), inputs, outputs);
        var statistics = new UnitStatistics(outputs, ProbeDetail.Firing);
        return words[0] switch
        {
            "forward" => () =>
                Relumine.Kernels.Products.Matrices.Dense.Run(
                    new DenseOperands<float>
                    {
                        Rows = rows,
                        Input = x,
                        Weights = weights,
                        Bias = bias,
                        Output = dz,
                    },
                    pool
                ),
            "watched" => () =>
                Relumine.Kernels.Products.Matrices.Dense.Run(
                    new DenseOperands<float>
                    {
                        Rows = rows,
                        Input = x,
                        Weights = weights,
                        Bias = bias,
                        Output = dz,
                    },
                    pool,
                    statistics
                ),
            "weights" => () =>
                Relumine.Kernels.Products.Matrices.Dense.WeightGradient(
                    new GradientOperands<float>
                    {
                        Rows = rows,
                        Input = x,
                        OutputGradient = dz,
                        Weights = weights,
                        Bias = bias,
                    },
                    pool
                ),
            "inputs" => () => Relumine.Kernels.Products.Matrices.Dense.InputGradient(rows, dz, weights, x.AsSpan(), pool),
            _ => throw new ArgumentException($"dense {words[0]} is not known: forward, watched, weights or inputs."),
        };
    }

    public static Action Update(string[] words)
    {
        var optimizer = OptimizerCatalogue.Find(words[0]) switch
        {
            Sgd sgd => sgd with { Momentum = 0.9 },
            { } other => other,
            null => throw new ArgumentException($"There is no optimizer {words[0]}."),
        };
        var count = int.Parse(words[1], CultureInfo.InvariantCulture);
        float[] weights = Numbers(count), gradient = Numbers(count);
        float[] slot0 = new float[optimizer.Slots > 0 ? count : 0], slot1 = new float[optimizer.Slots > 1 ? count : 0];
        return () => optimizer.Update<float>(weights, gradient, slot0, slot1, new UpdateArguments(1e-6, 1000));
    }

    private static float[] Numbers(int count)
    {
        var random = new Random(1);
        return Array.ConvertAll(new float[count], _ => random.NextSingle() - 0.5f);
    }
}
