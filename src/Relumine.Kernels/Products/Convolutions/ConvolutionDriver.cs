using Relumine.Kernels.Lanes;
using Relumine.Kernels.Normalizations;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>One chunk of a convolution: some samples, each laid out with its border, multiplied, and passed on while it is in the cache.</summary>
internal readonly unsafe struct ConvolutionDriver<V, T, E, P>(ConvolutionJob<T, E> job) : IChunkBody
    where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
{
    private readonly ConvolutionJob<T, E> _job = job;

    /// <inheritdoc/>
    public void Run(int chunk)
    {
        var geometry = _job.Geometry;
        var (window, units, map) = (geometry.Window, geometry.Units, geometry.InputPlane);
        var plane = _job.Planes is null ? null : _job.Planes + (nint)chunk * map.Room;
        var rows = _job.Rows is null ? null : _job.Rows + (nint)chunk * window.Positions * units;
        var outputs = (_job.Pooling?.Positions ?? window.Positions) * units;
        var end = Math.Min(_job.Samples, (chunk + 1) * _job.ChunkSamples);
        for (var sample = chunk * _job.ChunkSamples; sample < end; sample++)
        {
            var x = _job.Input + (nint)sample * window.InputPositions * geometry.Channels;
            if (plane is not null)
            {
                map.Fill(x, _job.InputIsPlanar, plane);
                x = plane;
            }

            var y = _job.Output + (nint)sample * outputs;
            Multiply(chunk, sample, x, rows is null ? y : rows);
            if (_job.Moments is not null)
            {
                BatchMoments.Add<V, T>(y, window.Positions, units, _job.Moments + 2 * (nint)sample * units);
            }

            if (_job.Pooling is { } pooling)
            {
                var winners = _job.Winners is null ? null : _job.Winners + (nint)sample * outputs;
                var pooled = _job.Pooled is null ? y : _job.Pooled + (nint)chunk * outputs;
                MaximumTiles.Run<V, T>(pooling, units, rows, pooled, winners);
                if (pooled != y)
                {
                    Planar.Write(pooled, pooling.Positions, units, y);
                }
            }
            else if (_job.OutputIsPlanar)
            {
                Planar.Write(rows, window.Positions, units, y);
            }
        }
    }

    private void Multiply(int chunk, int sample, T* plane, T* y)
    {
        var geometry = _job.Geometry;
        var job = _job.Tile;
        var record = job.Records is null ? null : job.Records + (nint)sample * job.RecordSize;
        job.Y = y;
        job.Residual = job.Residual is null ? null : job.Residual + (nint)sample * geometry.Window.Positions * geometry.Units;
        job.Z = job.Z is null ? null : job.Z + (nint)sample * geometry.Window.Positions * geometry.Units;
        if (_job.Squares is not null)
        {
            var (window, map) = (geometry.Window, geometry.InputPlane);
            var scratch = _job.Blocks + (nint)chunk * WinogradTiles.Scratch<T>(geometry.Channels, geometry.Units, window.Positions);
            var isBare = _job.Planes is null && geometry.IsBare;
            var down = (nint)(isBare ? window.Input[2] : map.Size[2]) * geometry.Channels;
            plane = isBare ? plane - down - geometry.Channels : plane;
            WinogradTiles.Run<V, T, E, P>(
                job, plane, down, geometry.Channels, window.Output[1], window.Output[2], _job.Squares, scratch, record, isBare);
            return;
        }

        if (geometry.IsDepthwise && _job.Planes is null)
        {
            DepthwiseRows.Run<V, T, E, P>(job, plane, geometry.Window, record);
            return;
        }

        if (geometry.IsDepthwise)
        {
            DepthwiseTiles.Run<V, T, E, P>(job, plane, geometry.InputTaps, record);
            return;
        }

        var (channels, units, depth) = (geometry.Channels / geometry.Groups, geometry.Units / geometry.Groups, geometry.Depth);
        var panels = Panel.Padded<T>(units) * (nint)depth;
        job.Outputs = units;
        for (var group = 0; group < geometry.Groups; group++)
        {
            WindowTiles.Run<V, T, E, P>(job, plane, geometry.InputTaps, depth, record);
            plane += channels;
            record = record is null ? null : record + units;
            job.Panels += panels;
            job.Bias = job.Bias is null ? null : job.Bias + units;
            job.Y += units;
            job.Residual = job.Residual is null ? null : job.Residual + units;
            job.Z = job.Z is null ? null : job.Z + units;
        }
    }
}
