using System.Globalization;
using Relumine.Graph.Errors;
using Relumine.Kernels;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Randomness;
using Relumine.Kernels.Sweeps;
using Relumine.Kernels.Threads;
using Relumine.Recipes;

namespace Relumine.Cli.Bench;

/// <summary>The kernels as trials: every activation, and products of square matrices.</summary>
internal static class KernelTrials
{
    private static readonly int[] s_products = [128, 512, 1024];

    /// <summary>Values and gradients of activations.</summary>
    /// <param name="name">One activation, or null for all.</param>
    /// <param name="elements">How many floats.</param>
    public static IEnumerable<Trial> Activations(string? name, int elements)
    {
        var all = ActivationCatalogue.All;
        var chosen = name is null
            ? all
            :
            [
                ActivationCatalogue.Find(name)
                    ?? throw new RelumineException(
                        ErrorKind.InvalidRequest,
                        $"There is no activation '{name}'.{Nearest.Question(name, all.Select(a => a.Card.Name))} 'relumine explain' lists all names."
                    ),
            ];
        return chosen.SelectMany(a => a.Accept(new Trials(a.Card.Name, elements)));
    }

    /// <summary>Matrix products.</summary>
    public static IEnumerable<Trial> Products(WorkerPool pool)
    {
        foreach (var n in s_products)
        {
            var (a, b, c) = (Numbers(n * n, 1), Numbers(n * n, 2), new float[n * n]);
            var product = new MatrixProduct<float>();
            yield return new(
                "matrix product",
                $"{n} × {n} × {n}",
                () => product.Multiply(n, n, n, 1, a, false, b, false, 0, c, pool),
                2e-9 * n * n * n,
                "Gflop/s"
            );
        }
    }

    /// <summary>Normally distributed numbers, as pre-activations are.</summary>
    public static float[] Numbers(int count, uint stream)
    {
        var random = new CounterRandom(1, stream, 0);
        var numbers = new float[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = (float)random.Normal(i);
        }

        return numbers;
    }

    private sealed class Trials(string name, int elements) : IActivationVisitor<IEnumerable<Trial>>
    {
        public IEnumerable<Trial> Visit<F>(F activation) where F : struct, IActivation<F>
        {
            var (x, upstream, y) = (Numbers(elements, 3), Numbers(elements, 4), new float[elements]);
            var size = elements.ToString("N0", CultureInfo.InvariantCulture);
            return
            [
                new(name, size, () => Elementwise.Value<F, float>(activation, x, y), elements * 1e-9, "G elements/s"),
                new(name + " gradient", size, () => Elementwise.Gradient<F, float>(activation, Kink.Left, x, upstream, y), elements * 1e-9, "G elements/s"),
            ];
        }
    }
}
