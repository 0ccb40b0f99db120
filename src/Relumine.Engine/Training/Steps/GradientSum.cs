using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Engine.Program;

namespace Relumine.Engine.Training.Steps;

/// <summary>Adds a part of a gradient, which came from one step, to the total, which others have begun.</summary>
internal static class GradientSum
{
    /// <summary>total ← total + part.</summary>
    public static BackwardPass Of(Value total, Value part) =>
        new("sum of gradients", [total, part], [total], total.Type.Type.As(new Adder(total, part)));

    private sealed class Adder(Value total, Value part) : IFloatingVisitor<Action<TrainingPass>>
    {
        public Action<TrainingPass> Visit<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => Add<T>;

        private void Add<T>(TrainingPass pass)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var sum = pass.Memory.Elements<T>(total);
            TensorPrimitives.Add(sum, pass.Memory.Elements<T>(part), sum);
        }
    }
}
