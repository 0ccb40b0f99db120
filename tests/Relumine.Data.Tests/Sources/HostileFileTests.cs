using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tests.Sources;

/// <summary>Whatever happens to the bytes of a valid file, it reads or is refused as broken: no other exception, little memory.</summary>
public class HostileFileTests
{
    private static readonly (string Name, byte[] Content)[] Valid =
    [
        ("a.npy", Scratch.NpyFloats("(4, 3)", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)),
        ("b.npy", Scratch.Npy("'|u1'", "(2, 2, 2)", [1, 2, 3, 4, 5, 6, 7, 8], version: 2)),
        ("a.npy.gz", Scratch.Gzip(Scratch.NpyFloats("(4,)", 1, 2, 3, 4))),
        ("a.npz", Scratch.Zip(("x.npy", Scratch.NpyFloats("(2, 2)", 1, 2, 3, 4)), ("y.npy", Scratch.Npy("'<i8'", "(1,)", new byte[8])))),
        ("b.npz", Scratch.Zip(System.IO.Compression.CompressionLevel.NoCompression, ("x.npy", Scratch.NpyFloats("(2, 2)", 1, 2, 3, 4)))),
        ("a.idx", Scratch.Idx(8, [3, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])),
        ("b.idx", Scratch.Idx(0x0D, [1, 2], [0x3F, 0x80, 0, 0, 0x40, 0, 0, 0])),
        ("a.idx.gz", Scratch.Gzip(Scratch.Idx(0x0B, [2, 2], [1, 2, 3, 4, 5, 6, 7, 8]))),
        ("a.csv", Encoding.ASCII.GetBytes("a,b,\"c,d\"\n1,2.5,3\n-4,\"5\",6e1\n7,8,9\n")),
        ("b.csv", Encoding.ASCII.GetBytes("1 2  3\n4 5 6\n\n7 8 9\n")),
        ("a.csv.gz", Scratch.Gzip(Encoding.ASCII.GetBytes("1;2\n3;4\n5;6\n"))),
    ];

    private sealed record Damage(int File, (int At, byte Value)[] Changes, int Cut, int Insert);

    private static readonly Gen<Damage> Damages =
        from file in Gen.Choose(0, Valid.Length - 1)
        from count in Gen.Choose(1, 6)
        from changes in Gen.ArrayOf(
            from at in Gen.Choose(0, Valid[file].Content.Length - 1)
            from value in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements(0, 1, 127, 128, 255, '"', ',', '\n', '-', '9'))
            select (at, (byte)value), count)
        from cut in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, Valid[file].Content.Length)))
        from insert in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 40)))
        select new Damage(file, changes, cut, insert);

    [Fact]
    public void TheUndamagedFilesRead()
    {
        using var scratch = new Scratch();
        foreach (var (name, content) in Valid)
        {
            Scratch.ReadAll(scratch.File(name, content)).Length.ShouldBeGreaterThan(0, name);
        }
    }

    [Fact]
    public void DamagedFilesReadOrAreRefused()
    {
        using var scratch = new Scratch();
        var (refused, read) = (0, 0);
        var config = Config.QuickThrowOnFailure.WithMaxTest(600);
        Prop.ForAll(Damages.ToArbitrary(), damage =>
        {
            var (name, content) = Valid[damage.File];
            byte[] bytes = [.. content[..^damage.Cut], .. new byte[damage.Insert]];
            foreach (var (at, value) in damage.Changes.Where(c => c.At < bytes.Length))
            {
                bytes[at] = value;
            }

            var path = scratch.File(name, bytes);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Scratch.ReadAll(path);
                read++;
            }
            catch (RelumineException e)
            {
                e.Kind.ShouldBe(ErrorKind.BrokenFile);
                e.Message.ShouldContain(path);
                e.Message.Any(char.IsControl).ShouldBeFalse(e.Message);
                refused++;
            }

            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4 << 20);
        }).Check(config);

        // The damage is neither always harmless nor always fatal.
        refused.ShouldBeGreaterThan(200);
        read.ShouldBeGreaterThan(10);
    }
}
