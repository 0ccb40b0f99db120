using System.Numerics;
using Relumine.Engine.Inference.Fusion;
using Relumine.Engine.Program;
using Relumine.Kernels;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Engine.Inference;

/// <summary>A matrix product with everything that was fused behind it.</summary>
internal sealed class DensePlan(DenseChain chain, Value input, Value output, int layer) : StepPlan
{
    private object? _weights;

    public override IEnumerable<Value> Reads => [input];

    public override IEnumerable<Value> Writes => [output];

    /// <summary>The rows of the product that one sample makes.</summary>
    public int RowsPerSample => chain.RowsPerSample;

    public override Step Build(int capacity, ObservationSlots slots) => input.Type.Type.As(new Builder(this, slots));

    private static PackedMatrix<T> Pack<T>(DenseChain chain)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var weights = chain.Weight.Values<T>();
        if (chain.Scale is { } scale)
        {
            var scaled = new T[weights.Length];
            for (var i = 0; i < scaled.Length; i++)
            {
                var column = chain.Transposed ? i / chain.Inner : i % chain.Columns;
                scaled[i] = T.CreateTruncating(double.CreateTruncating(weights[i]) * scale[column]);
            }

            weights = scaled;
        }

        return PackedMatrix<T>.Of(weights, chain.Inner, chain.Columns, chain.Transposed);
    }

    private Step Build<T>(ObservationSlots slots)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var layout = new Layout<T>(
            input, output, chain.RowsPerSample, (PackedMatrix<T>)(_weights ??= Pack<T>(chain)),
            chain.Bias is { } bias ? Array.ConvertAll(bias, T.CreateTruncating) : null,
            layer >= 0 ? slots : null, layer);
        return chain.Activation is { } activation ? activation.Accept(new Maker<T>(layout)) : new Linear<T>(layout);
    }

    private sealed class Builder(DensePlan plan, ObservationSlots slots) : IFloatingVisitor<Step>
    {
        public Step Visit<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => plan.Build<T>(slots);
    }

    private sealed record Layout<T>(Value Input, Value Output, int RowsPerSample, PackedMatrix<T> Weights, T[]? Bias, ObservationSlots? Slots, int Layer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public DenseOperands<T> Operands(Workspace workspace) => new()
        {
            Rows = workspace.Samples * RowsPerSample,
            Input = workspace.Elements<T>(Input),
            Weights = Weights,
            Bias = Bias,
            Output = workspace.Elements<T>(Output),
        };

        public UnitStatistics? Statistics(Workspace workspace) => Slots?.Of(Layer, workspace);
    }

    private sealed class Maker<T>(Layout<T> layout) : IActivationVisitor<Step>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Step Visit<F>(F activation)
            where F : struct, IActivation<F> => new Activated<T, F>(layout, activation);
    }

    private sealed class Linear<T>(Layout<T> layout) : Step
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public override void Run(Workspace workspace) => Dense.Run(layout.Operands(workspace));
    }

    private sealed class Activated<T, F>(Layout<T> layout, F activation) : Step
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IActivation<F>
    {
        public override void Run(Workspace workspace) =>
            Dense.Run(layout.Operands(workspace), activation, null, layout.Statistics(workspace));
    }
}
