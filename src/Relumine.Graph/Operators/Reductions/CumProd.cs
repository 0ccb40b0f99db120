using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Reductions;

/// <summary>Running products along the axis that input 1 gives (ONNX CumProd).</summary>
/// <param name="Exclusive">Whether a product leaves out the element at its own place.</param>
/// <param name="Reverse">Whether products run from the end.</param>
public sealed record CumProd(bool Exclusive = false, bool Reverse = false)
    : CumulatingOp(Exclusive, Reverse), INumberLoop<ForwardContext>, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "CumProd";

    /// <inheritdoc/>
    public override int Since => 26;

    // As large as the largest size times itself, as often as there are elements.
    internal override Interval? Bounds(BoundsContext context)
    {
        var most = MostTerms(context);
        var size = Math.Pow(Math.Max(1, context[0].Abs().High), most);
        return context.Rounded(context[0].Low >= 0 ? new Interval(0, size) : Interval.Within(size), most);
    }

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => NumberLoop.Run(this, context.Input(0).Type, context);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    void INumberLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        var x = context.Input(0).Values<T>();
        var y = context.Output(0).Values<T>();
        var lines = Lines.Of(context.Input(0).Shape, context.Input(1));
        for (var line = 0; line < lines.Count(x.Length); line++)
        {
            var (at, step) = lines.Start(line, Reverse);
            var product = T.One;
            for (var i = 0; i < lines.Length; i++, at += step)
            {
                var before = product;
                product *= x[at];
                y[at] = Exclusive ? before : product;
            }
        }
    }

    // The product in front of an element, times what all products behind it want of it: without a division, so that zeros are no exception.
    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        var x = context.Input(0).Values<T>();
        var upstream = context.Upstream<T>();
        var gradient = context.InputGradient(0).Values<T>();
        var lines = Lines.Of(context.Input(0).Shape, context.Input(1));
        for (var line = 0; line < lines.Count(x.Length); line++)
        {
            var (at, step) = lines.Start(line, Reverse);
            var before = T.One;
            for (var i = 0; i < lines.Length; i++, at += step)
            {
                gradient[at] = before;
                before *= x[at];
            }

            var behind = T.Zero;
            for (var i = 0; i < lines.Length; i++)
            {
                at -= step;
                var wanted = Exclusive ? behind : upstream[at] + behind;
                gradient[at] *= wanted;
                behind = Exclusive ? upstream[at] + (x[at] * behind) : x[at] * wanted;
            }
        }
    }
}
