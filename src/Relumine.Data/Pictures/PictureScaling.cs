namespace Relumine.Data.Pictures;

/// <summary>Brings pictures to another size: a triangle filter as wide as what a new pixel covers, first along rows, then along columns.</summary>
/// <remarks>Enlarging is bilinear interpolation, shrinking takes the mean over what falls together, as Pillow's BILINEAR does.</remarks>
internal static class PictureScaling
{
    /// <summary>The picture in another size.</summary>
    /// <param name="pixels">Height × width × channels.</param>
    /// <param name="from">Its width and height.</param>
    /// <param name="to">The width and height that are wanted.</param>
    /// <param name="channels">The channels of a pixel.</param>
    /// <returns>Height × width × channels, from 0 to 255.</returns>
    public static float[] Resize(byte[] pixels, (int Width, int Height) from, (int Width, int Height) to, int channels)
    {
        var all = Array.ConvertAll(pixels, p => (float)p);
        if (from == to)
        {
            return all;
        }

        var narrow = Along(all, from.Height, from.Width, to.Width, channels);
        return Along(narrow, 1, from.Height, to.Height, to.Width * channels);
    }

    // The axis in the middle of outer × axis × inner is resampled.
    private static float[] Along(float[] from, int outer, int size, int wanted, int inner)
    {
        var to = new float[outer * wanted * inner];
        var scale = size / (double)wanted;
        var reach = Math.Max(1, scale);
        var weights = new double[(int)Math.Ceiling(2 * reach) + 2];
        for (var i = 0; i < wanted; i++)
        {
            var center = (i + 0.5) * scale;
            var first = Math.Max(0, (int)Math.Floor(center - reach));
            var last = Math.Min(size - 1, (int)Math.Floor(center + reach));
            var sum = 0.0;
            for (var j = first; j <= last; j++)
            {
                sum += weights[j - first] = Math.Max(0, 1 - (Math.Abs(j + 0.5 - center) / reach));
            }

            for (var o = 0; o < outer; o++)
            {
                for (var k = 0; k < inner; k++)
                {
                    var value = 0.0;
                    for (var j = first; j <= last; j++)
                    {
                        value += weights[j - first] * from[(((o * size) + j) * inner) + k];
                    }

                    to[(((o * wanted) + i) * inner) + k] = (float)(value / sum);
                }
            }
        }

        return to;
    }
}
