using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Normalizations;

/// <summary>Samples [samples, positions, channels], gone through chunk by chunk: a chunk is samples that one thread goes through.</summary>
internal static class NormalizationSamples
{
    private const int MostChunks = 8;

    /// <summary>Runs a body over all samples; it is told its first sample and the one behind its last.</summary>
    public static void Run<TBody>(in TBody body, int samples, WorkerPool? pool) where TBody : struct, ISampleBody
    {
        if (pool is null || pool.Degree == 1)
        {
            body.Run(0, samples);
            return;
        }

        var size = (samples - 1) / MostChunks + 1;
        pool.Run(new Chunks<TBody>(body, samples, size), (samples - 1) / size + 1);
    }

    /// <summary>The positions of a sample.</summary>
    /// <exception cref="ArgumentException">The length is not that of whole samples.</exception>
    public static int Positions(int length, int samples, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        return length > 0 && length % ((long)samples * channels) == 0
            ? (int)(length / ((long)samples * channels))
            : throw new ArgumentException($"{length} numbers are not {samples} samples of whole positions with {channels} channels.");
    }

    /// <summary>Throws unless a number for each channel, or element, was given.</summary>
    public static void Check(int length, int expected, string name) => Extent.Check(length, 1, expected, expected, name);

    private readonly struct Chunks<TBody>(TBody body, int samples, int size) : IChunkBody where TBody : struct, ISampleBody
    {
        private readonly TBody _body = body;

        public void Run(int chunk) => _body.Run(chunk * size, Math.Min(samples, (chunk + 1) * size));
    }
}

/// <summary>Work on some samples, which depends on nothing but those.</summary>
internal interface ISampleBody
{
    /// <summary>Works on samples <paramref name="first"/> to <paramref name="end"/> − 1.</summary>
    void Run(int first, int end);
}
