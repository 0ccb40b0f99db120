using System.Numerics;
using Relucent.Kernels;

namespace Relucent.Operators;

/// <summary>Applies one activation to tensors of either floating-point type, without allocating.</summary>
internal abstract class ActivationLoop
{
    public abstract void Run(Tensor input, Tensor output);

    public sealed class Maker : IActivationVisitor<ActivationLoop>
    {
        public ActivationLoop Visit<F>(F activation) where F : struct, IActivation<F> => new Loop<F>(activation);
    }

    private sealed class Loop<F>(F activation) : ActivationLoop where F : struct, IActivation<F>
    {
        private readonly F _activation = activation;

        public override void Run(Tensor input, Tensor output)
        {
            if (input.Type == ElementType.Float32)
            {
                Run(input.Values<float>(), output.Values<float>());
            }
            else
            {
                Run(input.Values<double>(), output.Values<double>());
            }
        }

        private void Run<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, INumber<T>
        {
            for (var i = 0; i < x.Length; i++)
            {
                y[i] = T.CreateTruncating(F.Value(_activation, new DoubleLane(double.CreateTruncating(x[i]))).Value);
            }
        }
    }
}
