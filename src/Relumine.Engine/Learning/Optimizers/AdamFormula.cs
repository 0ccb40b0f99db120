using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Updates;

namespace Relumine.Engine.Learning.Optimizers;

/// <summary>The step of Adam; weight decay into the gradient or, decoupled, straight into the weight.</summary>
internal readonly struct AdamFormula : IUpdateFormula
{
    private readonly double _beta1;
    private readonly double _rest1;
    private readonly double _beta2;
    private readonly double _rest2;
    private readonly double _epsilon;
    private readonly double _secondScale;
    private readonly double _step;
    private readonly double _decay;
    private readonly double _keep;

    public AdamFormula(double beta1, double beta2, double epsilon, double decay, bool isDecoupled, in UpdateArguments arguments)
    {
        (_beta1, _rest1, _beta2, _rest2, _epsilon) = (beta1, 1 - beta1, beta2, 1 - beta2, epsilon);
        _step = -arguments.LearningRate / (1 - Powers.Of(beta1, arguments.Step));
        _secondScale = 1 / Math.Sqrt(1 - Powers.Of(beta2, arguments.Step));
        decay = arguments.Decays ? decay : 0;
        _decay = isDecoupled ? 0 : decay;
        _keep = isDecoupled ? 1 - arguments.LearningRate * decay : 1;
    }

    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V>(V gradient, ref V weight, ref V slot0, ref V slot1) where V : struct, ILanes<V>
    {
        gradient = V.MulAdd(weight, _decay, gradient);
        slot0 = V.MulAdd(gradient, _rest1, slot0 * V.Of(_beta1));
        slot1 = V.MulAdd(gradient * V.Of(_rest2), gradient, slot1 * V.Of(_beta2));
        var size = V.MulAdd(V.Sqrt(slot1), V.Of(_secondScale), _epsilon);
        weight = V.MulAdd(slot0 / size, _step, weight * V.Of(_keep));
    }
}
