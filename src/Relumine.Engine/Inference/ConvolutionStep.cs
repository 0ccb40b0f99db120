using System.Numerics;
using Relumine.Engine.Inference.Fusion;
using Relumine.Engine.Program;
using Relumine.Kernels;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Convolutions;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Engine.Inference;

/// <summary>A convolution with everything that was fused behind it.</summary>
internal sealed class ConvolutionPlan(ConvolutionChain chain, Value input, Value? residual, Value output, int layer) : StepPlan
{
    private object? _weights;

    public override IEnumerable<Value> Reads => residual is null ? [input] : [input, residual];

    public override IEnumerable<Value> Writes => [output];

    public override Step Build(int capacity, ObservationSlots slots) => input.Type.Type.As(new Builder(this, slots));

    private Step Build<T>(ObservationSlots slots)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var layout = new Layout<T>(
            chain,
            input,
            residual,
            output,
            (PackedMatrix<T>)(_weights ??= chain.Pack<T>()),
            chain.Bias is { } bias ? Array.ConvertAll(bias, T.CreateTruncating) : null,
            layer >= 0 ? slots : null,
            layer,
            new ConvolutionMemory()
        );
        return chain.Activation is { } activation ? activation.Accept(new Maker<T>(layout)) : new Linear<T>(layout);
    }

    private sealed class Builder(ConvolutionPlan plan, ObservationSlots slots) : IFloatingVisitor<Step>
    {
        public Step Visit<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => plan.Build<T>(slots);
    }

    private sealed record Layout<T>(
        ConvolutionChain Chain,
        Value Input,
        Value? Residual,
        Value Output,
        PackedMatrix<T> Weights,
        T[]? Bias,
        ObservationSlots? Slots,
        int Layer,
        ConvolutionMemory Memory
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public ConvolutionOperands<T> Operands(Workspace workspace) => new()
        {
            Samples = workspace.Samples,
            Geometry = Chain.Geometry,
            Input = workspace.Elements<T>(Input),
            InputIsPlanar = !Input.IsChannelsLast,
            Weights = Weights,
            Bias = Bias,
            Residual = Residual is null ? default : workspace.Elements<T>(Residual),
            Output = workspace.Elements<T>(Output),
            OutputIsPlanar = !Output.IsChannelsLast,
            Pooling = Chain.Pooling,
            KeepsWeights = true,
            Memory = Memory,
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
        public override void Run(Workspace workspace) => Convolution.Run(layout.Operands(workspace), workspace.Helpers);
    }

    private sealed class Activated<T, F>(Layout<T> layout, F activation) : Step
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IActivation<F>
    {
        public override void Run(Workspace workspace) =>
            Convolution.Run(layout.Operands(workspace), activation, workspace.Helpers, layout.Statistics(workspace));
    }
}
