using System.Numerics;
using Relumine.Data.Errors;
using Relumine.Data.Sources;

namespace Relumine.Data.Pictures;

/// <summary>Pictures as numbers from 0 to 255, one after another: [N, channels, height, width], or [N, height, width, channels].</summary>
internal sealed class PictureSource : DataSource
{
    private readonly IReadOnlyList<string> _files;
    private readonly PicturePlan _plan;
    private float[] _picture = [];
    private int _next;

    /// <summary>Prepares to read.</summary>
    /// <param name="name">The input of a model that they are for, or "".</param>
    /// <param name="origin">The folder.</param>
    /// <param name="files">The pictures.</param>
    /// <param name="plan">What becomes of them; its size and channels are known.</param>
    public PictureSource(string name, string origin, IReadOnlyList<string> files, PicturePlan plan)
        : base(
            name,
            StoredType.Float32,
            plan.ChannelsLast ? [files.Count, plan.Height, plan.Width, plan.Channels] : [files.Count, plan.Channels, plan.Height, plan.Width],
            origin) => (_files, _plan) = (files, plan);

    protected override void Fill(Span<float> destination) => Take(destination);

    protected override void Fill(Span<double> destination) => Take(destination);

    protected override void Fill(Span<long> destination) => Take(destination);

    protected override void Rewind() => _next = 0;

    protected override string Place(long sample, int element) => _files[(int)sample];

    private void Take<T>(Span<T> destination)
        where T : INumber<T>
    {
        for (var sample = destination; sample.Length > 0; sample = sample[SampleSize..])
        {
            Decode(_files[_next++]);
            var (channels, area) = (_plan.Channels, _plan.Width * _plan.Height);
            for (var i = 0; i < SampleSize; i++)
            {
                sample[i] = T.CreateTruncating(_picture[_plan.ChannelsLast ? i : (i % area * channels) + (i / area)]);
            }
        }
    }

    private void Decode(string file)
    {
        var (head, pixels) = PictureDecoder.Decode(file, _plan.Channels);
        _picture = PictureScaling.Resize(pixels, (head.Width, head.Height), (_plan.Width, _plan.Height), _plan.Channels);
    }

    /// <summary>Refuses pictures of other sizes where none is wanted, before the first is decoded.</summary>
    internal static void CheckSizes(IReadOnlyList<string> files, PicturePlan plan)
    {
        foreach (var file in files)
        {
            if (PictureDecoder.Look(file) is var head && (head.Width != plan.Width || head.Height != plan.Height))
            {
                throw DataError.Broken(
                    file,
                    $"the picture is {head.Width} × {head.Height} pixels, but the first is {plan.Width} × {plan.Height}. "
                        + $"Say which width and height all are to be brought to.");
            }
        }
    }
}
