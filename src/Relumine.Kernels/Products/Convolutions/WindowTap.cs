namespace Relumine.Kernels.Products.Convolutions;

/// <summary>A tap of a channel, for windows that are read where a sample lies, without a border.</summary>
/// <param name="Distance">How far it is from the beginning of a window.</param>
/// <param name="Weight">Where its weights begin in a panel.</param>
/// <param name="Across">How far it is from the beginning in the last dimension.</param>
internal readonly unsafe record struct WindowTap(nint Distance, nint Weight, int Across)
{
    /// <summary>Where the first window of a line would begin in a sample.</summary>
    /// <param name="window">The windows.</param>
    /// <param name="line">The line of windows, counted over all dimensions but the last.</param>
    /// <param name="position">How far neighbours in the last dimension are apart.</param>
    /// <param name="isWhole">Whether all taps lie inside, but for the last dimension.</param>
    public static nint Start(WindowGeometry window, int line, int position, out bool isWhole)
    {
        var (z, y) = Corner(window, line);
        isWhole = z >= 0 && y >= 0 && z + window.Reach(0) <= window.Input[0] && y + window.Reach(1) <= window.Input[1];
        return (((nint)z * window.Input[1] + y) * window.Input[2] - window.Before[2]) * position;
    }

    /// <summary>Finds the taps of a line of windows that lie inside, but for the last dimension: tap after tap, and of each channel after channel.</summary>
    /// <param name="window">The windows.</param>
    /// <param name="line">As in <see cref="Start"/>.</param>
    /// <param name="position">As in <see cref="Start"/>.</param>
    /// <param name="channels">How many channels are added up.</param>
    /// <param name="apart">How far these are apart.</param>
    /// <param name="width">How far the weights of taps are apart.</param>
    /// <param name="taps">Room for all of them.</param>
    /// <returns>How many there are.</returns>
    public static int Find(WindowGeometry window, int line, int position, int channels, nint apart, int width, WindowTap* taps)
    {
        var (z, y) = Corner(window, line);
        var count = 0;
        for (var tap = 0; tap < window.Taps; tap++)
        {
            var across = tap % window.Kernel[2] * window.Dilation[2];
            var rows = tap / window.Kernel[2] % window.Kernel[1] * window.Dilation[1];
            var planes = tap / window.Kernel[2] / window.Kernel[1] * window.Dilation[0];
            if ((uint)(z + planes) >= (uint)window.Input[0] || (uint)(y + rows) >= (uint)window.Input[1])
            {
                continue;
            }

            var distance = (((nint)planes * window.Input[1] + rows) * window.Input[2] + across) * position;
            for (var channel = 0; channel < channels; channel++)
            {
                taps[count++] = new WindowTap(distance + channel * apart, ((nint)tap * channels + channel) * width, across);
            }
        }

        return count;
    }

    private static (int Z, int Y) Corner(WindowGeometry window, int line)
    {
        var (deep, down) = Math.DivRem(line, window.Output[1]);
        return (deep * window.Stride[0] - window.Before[0], down * window.Stride[1] - window.Before[1]);
    }
}
