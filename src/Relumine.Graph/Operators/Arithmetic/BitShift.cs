using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Arithmetic;

/// <summary>Unsigned integers with their bits moved by as many places as the second says (ONNX BitShift).</summary>
/// <param name="Right">Whether to the lower places.</param>
public sealed record BitShift(bool Right = false) : BroadcastingOp
{
    /// <inheritdoc/>
    public override string Type => "BitShift";

    /// <inheritdoc/>
    public override int Since => 11;

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 11;

    private protected override Kinds Accepts => Kinds.Integer;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => new BitShift(reader.Text("direction", "LEFT") == "RIGHT");

    /// <inheritdoc/>
    public override void Write(NodeWriter writer) => writer.Text("direction", Right ? "RIGHT" : "LEFT");

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        if (Right)
        {
            Binary.Run<ToLower>(context);
        }
        else
        {
            Binary.Run<ToHigher>(context);
        }
    }

    private readonly struct ToLower : IBinary<ToLower>
    {
        static T IBinary<ToLower>.Of<T>(T a, T b) =>
            T.CreateTruncating(long.CreateTruncating(b) is >= 0 and < 64 and var by ? (long)(ulong.CreateTruncating(a) >> (int)by) : 0);
    }

    private readonly struct ToHigher : IBinary<ToHigher>
    {
        static T IBinary<ToHigher>.Of<T>(T a, T b) =>
            T.CreateTruncating(long.CreateTruncating(b) is >= 0 and < 64 and var by ? long.CreateTruncating(a) << (int)by : 0);
    }
}
