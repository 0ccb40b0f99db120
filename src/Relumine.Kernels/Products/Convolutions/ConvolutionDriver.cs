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
        if (_job.ChunkLines > 0)
        {
            var first = chunk * _job.ChunkLines;
            var range = new LineRange(first, Math.Min(_job.Lines.Count, first + _job.ChunkLines), Begins: true);
            Run(chunk, 0, chunk, _job.Planes is null ? _job.Input : _job.Planes, range);
            return;
        }

        var plane = _job.Planes is null ? null : _job.Planes + (nint)chunk * _job.Geometry.InputPlane.Room;
        var end = Math.Min(_job.Samples, (chunk + 1) * _job.ChunkSamples);
        for (var sample = chunk * _job.ChunkSamples; sample < end; sample += _job.Together)
        {
            if (_job.Together > 1)
            {
                var lines = _job.Lines.Count * Math.Min(_job.Together, end - sample);
                var y = _job.Output + (nint)sample * _job.Geometry.Window.Positions * _job.Geometry.Units;
                Multiply(chunk, sample, sample, LayOut(sample, null), y, null, new LineRange(0, lines, Begins: true));
                continue;
            }

            Run(chunk, sample, sample, LayOut(sample, plane), new LineRange(0, _job.Lines.Count, Begins: true));
        }
    }

    /// <summary>Lays a sample out in a plane with a border, and returns where it is; without a plane it stays where it was.</summary>
    public T* LayOut(int sample, T* plane)
    {
        var x = _job.Input + (nint)sample * _job.Geometry.Window.InputPositions * _job.Geometry.Channels;
        if (plane is not null)
        {
            _job.Geometry.InputPlane.Fill(x, _job.InputIsPlanar, plane);
        }

        return plane is null ? x : plane;
    }

    private void Run(int chunk, int sample, int record, T* x, LineRange range)
    {
        var (window, units, lines) = (_job.Geometry.Window, _job.Geometry.Units, _job.Lines);
        var across = _job.Pooling?.Output[2] ?? window.Output[2];
        var positions = lines.Count * across;
        var y = _job.Output + (nint)sample * positions * units;
        var rows = _job.Rows is null ? null : _job.Rows + (nint)chunk * lines.MostWindowLines * window.Output[2] * units;
        var step = rows is null && _job.Squares is null ? lines.Count : lines.Step;
        for (int first = range.First, end; first < range.End; first = end)
        {
            end = Math.Min(range.End, first + step);
            var (from, to) = lines.Windows(first, end);

            // The block's lines lie at the beginning of the rows.
            var sums = rows is null ? y : rows - (nint)from * window.Output[2] * units;
            var pooled = _job.Pooled is null ? y : _job.Pooled + ((nint)chunk * lines.Step - first) * across * units;
            var winners = _job.Winners is null ? null : _job.Winners + (nint)sample * positions * units;
            Multiply(chunk, sample, record, x, _job.PoolsSquares ? pooled : sums, winners, new LineRange(from, to, range.Begins && first == range.First));
            if (_job.Pooling is { } pooling)
            {
                if (!_job.PoolsSquares)
                {
                    MaximumTiles.Run<V, T>(pooling, units, sums, pooled, winners, first * across, end * across);
                }

                sums = pooled;
            }

            if (_job.OutputIsPlanar)
            {
                Planar.WritePart(sums, positions, units, y, first * across, end * across);
            }
        }

        if (_job.Moments is not null)
        {
            BatchMoments.Add<V, T>(y, window.Positions, units, _job.Moments + 2 * (nint)sample * units);
        }
    }

    private void Multiply(int chunk, int sample, int at, T* plane, T* y, T* winners, LineRange lines)
    {
        var geometry = _job.Geometry;
        var job = _job.Tile;
        var record = job.Records is null ? null : job.Records + (nint)at * job.RecordSize;
        job.Y = y;
        job.Residual = job.Residual is null ? null : job.Residual + (nint)sample * geometry.Window.Positions * geometry.Units;
        job.Z = job.Z is null ? null : job.Z + (nint)sample * geometry.Window.Positions * geometry.Units;
        if (_job.Squares is not null)
        {
            var window = geometry.Window;
            var isBare = _job.Planes is null && geometry.IsBare;
            var down = (nint)(isBare ? window.Input[2] : geometry.InputPlane.Size[2]) * geometry.Channels;
            plane = isBare ? plane - down - geometry.Channels : plane;
            var room = WinogradTiles.Scratch<T>(geometry.Channels, geometry.Units, _job.Lines.MostWindowLines * window.Output[2]);
            var scratch = _job.Blocks + (nint)chunk * room;
            WinogradTiles.Run<V, T, E, P>(
                job, plane, down, geometry.Channels, window.Output[2], _job.Squares, scratch, record, lines, isBare ? window.Output[1] : 0,
                _job.PoolsSquares, winners);
            return;
        }

        if (_job.IsShort)
        {
            ShortRows.Run<V, T, E, P>(job, plane, geometry, _job.InputIsPlanar || geometry.Channels == 1, record, lines);
            return;
        }

        if (geometry.IsDepthwise && _job.Planes is null)
        {
            if (DepthwiseThree.Take(geometry.Window))
            {
                DepthwiseThree.Run<V, T, E, P>(job, plane, geometry.Window, record, lines);
                return;
            }

            DepthwiseRows.Run<V, T, E, P>(job, plane, geometry.Window, record, lines);
            return;
        }

        if (geometry.IsDepthwise)
        {
            DepthwiseTiles.Run<V, T, E, P>(job, plane, geometry.InputTaps, record, lines);
            return;
        }

        var (channels, units, depth) = (geometry.Channels / geometry.Groups, geometry.Units / geometry.Groups, geometry.Depth);
        var panels = Panel.Padded<T>(units) * (nint)depth;
        job.Outputs = units;
        for (var group = 0; group < geometry.Groups; group++)
        {
            WindowTiles.Run<V, T, E, P>(job, plane, geometry.InputTaps, depth, record, lines, (nint)geometry.Window.InputPositions * geometry.Channels);
            plane += channels;
            record = record is null ? null : record + Panel.Padded<T>(units);
            job.Panels += panels;
            job.Bias = job.Bias is null ? null : job.Bias + units;
            job.Y += units;
            job.Residual = job.Residual is null ? null : job.Residual + units;
            job.Z = job.Z is null ? null : job.Z + units;
        }
    }
}
