namespace Relucent.Operators;

/// <summary>The product over axes; that of no elements is 1 (ONNX ReduceProd).</summary>
/// <param name="KeepDims">Whether the reduced dimensions stay, with size 1.</param>
/// <param name="NoopWithEmptyAxes">Whether no axes mean none instead of all.</param>
public sealed record ReduceProd(bool KeepDims = true, bool NoopWithEmptyAxes = false) : ReducingOp(KeepDims, NoopWithEmptyAxes)
{
    /// <inheritdoc/>
    public override string Type => "ReduceProd";

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Reduction.Run<Function>(context, Axes(context));

    private readonly struct Function : IReduction
    {
        static T IReduction.Of<T>(ReadOnlySpan<T> x)
        {
            if (Accumulate.IsFloat<T>())
            {
                var wide = 1.0;
                foreach (var value in x)
                {
                    wide *= double.CreateTruncating(value);
                }

                return T.CreateTruncating(wide);
            }

            var product = T.One;
            foreach (var value in x)
            {
                product *= value;
            }

            return product;
        }
    }
}
