using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Relucent.Onnx;

namespace Relucent.Tests.Onnx;

/// <summary>Whatever bytes a file holds, reading it gives a model or an error that tells the user what is wrong.</summary>
public sealed class FuzzTests : IDisposable
{
    private const int Tries = 2000;

    private readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void DamagedBytesGiveAModelOrAClearError()
    {
        var valid = ModelFolder.Dense().ToByteArray();
        var damage =
            from kind in Gen.Choose(0, 3)
            from at in Gen.Choose(0, valid.Length - 1)
            from length in Gen.Choose(1, 9)
            from value in Gen.Choose(0, 255)
            select (Kind: kind, At: at, Length: Math.Min(length, valid.Length - at), Value: (byte)value);
        var read = 0;

        // FsCheck's message has the seed with which a failure comes back.
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Tries), Prop.ForAll(Arb.From(damage.Two()), damages =>
        {
            var bytes = Damage(valid, damages.Item1);
            bytes = damages.Item2.Kind % 2 == 0 ? bytes : Damage(bytes, damages.Item2);
            try
            {
                OnnxModel.Load(_folder.Write(bytes));
                read++;
            }
            catch (RelucentException e)
            {
                e.Message.ShouldEndWith(".");
            }
        }));

        // Both happen, or the damage tests nothing.
        read.ShouldBeInRange(Tries / 100, Tries * 9 / 10);
    }

    private static byte[] Damage(byte[] bytes, (int Kind, int At, int Length, byte Value) damage)
    {
        var (kind, at, length, value) = damage;
        at = Math.Min(at, bytes.Length);
        length = Math.Min(length, bytes.Length - at);
        return kind switch
        {
            0 when at < bytes.Length => [.. bytes[..at], (byte)(bytes[at] ^ (1 << (value % 8))), .. bytes[(at + 1)..]],
            1 => [.. bytes[..at], .. bytes[(at + length)..]],
            2 => [.. bytes[..at], .. Enumerable.Repeat(value, length), .. bytes[at..]],
            _ => [.. bytes[..at], .. bytes.AsSpan(at, length), .. bytes[at..]],
        };
    }
}
