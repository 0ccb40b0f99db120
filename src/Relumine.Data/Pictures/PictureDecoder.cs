using Relumine.Data.Errors;
using Relumine.Graph.Errors;
using StbImageSharp;

namespace Relumine.Data.Pictures;

/// <summary>Decodes pictures with StbImageSharp, after their heads were looked at here.</summary>
internal static class PictureDecoder
{
    /// <summary>The size of a picture.</summary>
    /// <exception cref="RelumineException">It is no picture, is damaged or too large.</exception>
    public static PictureHead Look(string path) => PictureHead.Read(path, Bytes(path));

    /// <summary>The pixels of a picture, row by row, the channels of a pixel side by side.</summary>
    /// <param name="path">The file.</param>
    /// <param name="channels">1 for grey, 3 for red, green and blue; what it has is converted, transparency is passed over.</param>
    /// <exception cref="RelumineException">It is no picture, is damaged or too large.</exception>
    public static (PictureHead Head, byte[] Pixels) Decode(string path, int channels)
    {
        var bytes = Bytes(path);
        var head = PictureHead.Read(path, bytes);
        ImageResult picture;
        try
        {
            picture = ImageResult.FromMemory(bytes, channels == 1 ? ColorComponents.Grey : ColorComponents.RedGreenBlue);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The decoder throws whatever comes to it where bytes make no sense.
            throw DataError.Broken(path, $"the picture cannot be decoded ({DataError.Printable(e.Message)}). Export it again.", e);
        }

        return picture.Width == head.Width && picture.Height == head.Height && picture.Data.Length == (long)head.Width * head.Height * channels
            ? (head, picture.Data)
            : throw DataError.Broken(path, "the picture contradicts its own head. Export it again.");
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length <= PictureHead.LongestFile
                ? File.ReadAllBytes(path)
                : throw DataError.Broken(path, $"the file has {length} bytes; a picture of at most {PictureHead.LongestFile} is accepted.");
        }
        catch (Exception e) when (DataError.IsAboutBytes(e))
        {
            throw DataError.Of(path, e);
        }
    }
}
