using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Relumine.Engine.Inference;
using Relumine.Graph.Errors;
using Relumine.Graph.Operators;
using Relumine.Onnx.Format;
using Kind = Relumine.Onnx.Format.AttributeProto.Types.Kind;

namespace Relumine.Onnx.Tests.Import;

/// <summary>Whatever bytes a file holds, reading it gives a model or an error that tells the user what is wrong.</summary>
public sealed class FuzzTests : IDisposable
{
    private const int Tries = 2000;

    private readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void DamagedBytesGiveAModelOrAClearError()
    {
        var valid = Network().ToByteArray();
        var damage =
            from kind in Gen.Choose(0, 5)
            from at in Gen.Choose(0, valid.Length - 1)
            from length in Gen.Choose(1, 9)
            from value in Gen.Choose(0, 255)
            select (Kind: kind, At: at, Length: Math.Min(length, valid.Length - at), Value: (byte)value);
        var read = 0;
        Plan.Compile(OnnxModel.Load(_folder.Write(valid))).Dispose();

        // FsCheck's message has the seed with which a failure comes back.
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Tries), Prop.ForAll(Arb.From(damage.Two()), damages =>
        {
            var bytes = Damage(valid, damages.Item1);
            bytes = damages.Item2.Kind % 2 == 0 ? bytes : Damage(bytes, damages.Item2);
            try
            {
                var model = OnnxModel.Load(_folder.Write(bytes));
                OnnxModel.Save(model, _folder.File("saved.onnx"));
                using var plan = Plan.Compile(model);
                read++;
            }
            catch (RelumineException e)
            {
                e.Message.ShouldEndWith(".");
            }
        }));

        // Both happen, or the damage tests nothing.
        read.ShouldBeInRange(Tries / 100, Tries * 9 / 10);
    }

    /// <summary>A network with attributes, constants and shapes of many kinds to be damaged.</summary>
    private static ModelProto Network()
    {
        var model = ModelFolder.Dense();
        var graph = model.Graph;
        graph.Initializer.Add(ModelFolder.Raw("shape", 7, [2], [.. BitConverter.GetBytes(2L), .. BitConverter.GetBytes(-1L)]));
        graph.Initializer.Add(ModelFolder.Raw("zero", 7, [1], new byte[8]));
        graph.Initializer.Add(ModelFolder.Raw("two", 7, [1], BitConverter.GetBytes(2L)));
        graph.Node.Add(ModelFolder.Node("Constant", "c", [], ["six"], new AttributeProto { Name = "value_float", Type = Kind.Float, F = 6 }));
        graph.Node.Add(ModelFolder.Node("Clip", "", ["y", "", "six"], ["clipped"]));
        graph.Node.Add(ModelFolder.Node("Concat", "", ["clipped", "y"], ["both"], new AttributeProto { Name = "axis", Type = Kind.Int, I = -1 }));
        graph.Node.Add(ModelFolder.Node("Reshape", "", ["both", "shape"], ["square"]));
        graph.Node.Add(ModelFolder.Node("Transpose", "", ["square"], ["turned"], new AttributeProto { Name = "perm", Type = Kind.Ints, Ints = { 1, 0 } }));
        graph.Node.Add(ModelFolder.Node("Slice", "", ["turned", "zero", "two"], ["some"]));
        graph.Node.Add(ModelFolder.Node("Softmax", "", ["some"], ["out"], new AttributeProto { Name = "axis", Type = Kind.Int, I = 0 }));
        graph.Output.Add(ModelFolder.Value("out", 1, 2, 2));
        return model;
    }

    private static byte[] Damage(byte[] bytes, (int Kind, int At, int Length, byte Value) damage)
    {
        var (kind, at, length, value) = damage;
        at = Math.Min(at, bytes.Length);
        length = Math.Min(length, bytes.Length - at);
        return kind switch
        {
            0 => [.. bytes[..at], .. bytes[(at + length)..]],
            1 => [.. bytes[..at], .. Enumerable.Repeat(value, length), .. bytes[at..]],
            2 => [.. bytes[..at], .. bytes.AsSpan(at, length), .. bytes[at..]],
            _ when at < bytes.Length => [.. bytes[..at], (byte)(bytes[at] ^ (1 << (value % 8))), .. bytes[(at + 1)..]],
            _ => bytes,
        };
    }
}
