using System.Buffers.Binary;
using System.IO.Compression;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Tests.Charts;

public class PngTests
{
    [Fact]
    public void ThePixelsComeBack()
    {
        byte[] pixels = [.. Enumerable.Range(0, 4 * 3 * 2).Select(i => (byte)(i * 11))];

        var address = Png.Encode(3, 2, pixels);

        address.ShouldStartWith("data:image/png;base64,");
        var file = Convert.FromBase64String(address["data:image/png;base64,".Length..]);
        file[..8].ShouldBe([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20))).ShouldBe((3, 2));
        var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(33));
        using var unpacked = new ZLibStream(new MemoryStream(file, 41, length), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        unpacked.CopyTo(rows);
        rows.ToArray().ShouldBe([0, .. pixels[..12], 0, .. pixels[12..]]);
    }

    // The checksum of an empty IEND is in every PNG file there is.
    [Fact]
    public void ChecksumsAreThoseOfOtherPrograms() =>
        Convert.FromBase64String(Png.Encode(1, 1, [1, 2, 3, 4])["data:image/png;base64,".Length..])[^4..].ShouldBe([0xAE, 0x42, 0x60, 0x82]);
}
