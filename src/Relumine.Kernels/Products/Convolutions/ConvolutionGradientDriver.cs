using Relumine.Kernels.Lanes;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Convolutions.Registers;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>One part of the samples of a convolution, backwards: each sample's dz is laid out once and used for all three gradients while it is in the
/// cache.</summary>
internal readonly unsafe struct ConvolutionGradientDriver<V, T>(ConvolutionGradientJob<T> job) : IChunkBody
    where V : struct, IWideLanes<V, T> where T : unmanaged
{
    private readonly ConvolutionGradientJob<T> _job = job;

    /// <inheritdoc/>
    public void Run(int chunk)
    {
        var geometry = _job.Geometry;
        var (window, units) = (geometry.Window, geometry.Units);
        var inputs = (nint)window.InputPositions * geometry.Channels;
        var outputs = (nint)(_job.Pooling?.Positions ?? window.Positions) * units;
        var room = chunk % _job.Rooms;
        var plane = _job.Planes + (nint)room * geometry.InputPlane.Room;
        var dz = _job.Gradients + (nint)room * geometry.OutputPlane.Room;
        var sums = _job.Sums + chunk * _job.SumsLength;
        new Span<T>(sums, (int)_job.SumsLength).Clear();
        var end = Math.Min(_job.Samples, (chunk + 1) * _job.PartSamples);
        var waiting = 0;

        // Where only the weights want dz, and each line of windows has lines of its own, these follow one another in the same memory, the first-level cache.
        var isLined = _job.Pooling is { IsPartition: true } && window.Output[0] == 1 && _job.InputGradient is null && !geometry.IsWinograd
            && !geometry.IsDepthwise;

        // Samples are planes as they are where tiles never read on behind the last number.
        var isInputPlane = !_job.InputIsPlanar && geometry is { Groups: 1, InputPlane.IsIdentity: true } && geometry.Channels % FourWeights.Rows == 0;
        var isBareInput = !_job.InputIsPlanar && geometry.IsBare;
        var isBareOutput = !_job.OutputIsPlanar && _job.Pooling is null && geometry.IsBare;
        var isOutputPlane = !_job.OutputIsPlanar && geometry is { Groups: 1, OutputPlane.IsIdentity: true } && units % Panel.Width<T>() == 0;
        for (var sample = chunk * _job.PartSamples; sample < end; sample++)
        {
            var dy = _job.OutputGradient + sample * outputs;
            if (_job.Pooling is { } pooling)
            {
                if (_job.Pooled is not null)
                {
                    var pooled = _job.Pooled + room * outputs;
                    Planar.Read(dy, pooling.Positions, units, pooled);
                    dy = pooled;
                }

                if (!pooling.IsPartition)
                {
                    new Span<T>(dz, geometry.OutputPlane.Length).Clear();
                }

                if (!isLined)
                {
                    MaximumTiles.Back<V, T>(pooling, units, dy, _job.Winners + sample * outputs, dz, geometry.OutputPlaces, 0, pooling.Positions);
                }
            }
            else if (isOutputPlane || isBareOutput)
            {
                dz = dy;
            }
            else
            {
                geometry.OutputPlane.Fill(dy, _job.OutputIsPlanar, dz);
            }

            if (isInputPlane || isBareInput)
            {
                plane = _job.Input + sample * inputs;
            }
            else
            {
                geometry.InputPlane.Fill(_job.Input + sample * inputs, _job.InputIsPlanar, plane);
            }

            if (isLined)
            {
                AddLines(plane, dy, _job.Winners + sample * outputs, dz, sums);
            }
            else
            {
                AddToWeights(room, plane, isBareInput, dz, isBareOutput, sums, ref waiting, sample + 1 == end);
            }

            if (_job.HasBias && _job.Pooling is not null)
            {
                MaximumTiles.AddPassed<V, T>(_job.Pooling.Positions, units, dy, _job.Winners + sample * outputs, sums + _job.WeightsLength);
            }
            else if (_job.HasBias)
            {
                WeightTiles.RunBias<V, T>(geometry, dz, isBareOutput, sums + _job.WeightsLength);
            }

            if (_job.InputGradient is not null)
            {
                var dx = _job.InputGradient + sample * inputs;
                var rows = _job.Rows is null ? dx : _job.Rows + room * inputs;
                Turn(room, dz, isBareOutput, rows);
                if (rows != dx)
                {
                    Planar.Write(rows, window.InputPositions, geometry.Channels, dx);
                }
            }
        }
    }

    private void AddToWeights(int room, T* plane, bool isBareInput, T* dz, bool isBareOutput, T* sums, ref int waiting, bool isLast)
    {
        var geometry = _job.Geometry;
        if (_job.IsFourSum)
        {
            var memory = _job.SumBlocks + (nint)room * WinogradFourGradient.Scratch<T>(geometry);
            var start = isBareInput ? plane : plane + geometry.InputPlane.At(0, 0, 0);
            var down = (nint)(isBareInput ? geometry.Window.Input[2] : geometry.InputPlane.Size[2]) * geometry.Channels;
            var downGradient = (nint)(isBareOutput ? geometry.Window.Output[2] : geometry.OutputPlane.Size[2]) * geometry.Units;
            WinogradFourGradient.Add<V, T>(
                geometry, start, down, isBareOutput ? dz : dz + *geometry.OutputPlaces, downGradient, memory, sums, ref waiting, isLast);
            return;
        }

        if (_job.SumBlocks is not null)
        {
            var scratch = _job.SumBlocks + (nint)room * WinogradGradient.Scratch<T>(geometry.Channels, geometry.Units);
            WinogradGradient.Add<V, T>(geometry, plane, isBareInput, dz, isBareOutput, scratch, sums, ref waiting, isLast);
            return;
        }

        if (geometry.IsDepthwise)
        {
            WeightTiles.RunDepthwise<V, T>(geometry, plane, dz, sums);
            return;
        }

        AddLines(plane, dz, sums, 0, geometry.Window.Output[0] * geometry.Window.Output[1]);
    }

    // A line of pooled windows at a time.
    private void AddLines(T* plane, T* dy, T* winners, T* dz, T* sums)
    {
        var (geometry, pooling) = (_job.Geometry, _job.Pooling!);
        var (lines, across) = (geometry.Window.Output[1], pooling.Output[2]);
        var rows = geometry.OutputRows;
        for (var line = 0; line < pooling.Output[1]; line++)
        {
            var (first, end) = (line * pooling.Stride[1], line + 1 == pooling.Output[1] ? lines : (line + 1) * pooling.Stride[1]);
            var place = dz - (rows[first] - rows[0]);
            MaximumTiles.Back<V, T>(pooling, geometry.Units, dy, winners, place, geometry.OutputPlaces, line * across, (line + 1) * across);
            AddLines(plane, place, sums, first, end);
        }
    }

    private void AddLines(T* plane, T* dz, T* sums, int first, int end)
    {
        var geometry = _job.Geometry;
        var (channels, units) = (geometry.Channels / geometry.Groups, geometry.Units / geometry.Groups);
        for (var group = 0; group < geometry.Groups; group++)
        {
            var to = sums + (nint)group * geometry.Depth * Panel.Padded<T>(units);
            WeightTiles.Run<V, T>(geometry, plane + group * channels, dz + group * units, to, first, end);
        }
    }

    private void Turn(int room, T* dz, bool isBare, T* dx)
    {
        var geometry = _job.Geometry;
        var (window, phases) = (geometry.Window, geometry.InputPhases);
        if (_job.IsFour)
        {
            var line = (nint)(isBare ? window.Output[2] : geometry.OutputPlane.Size[2]) * geometry.Units;
            var memory = _job.Blocks + (nint)room * WinogradFour.Scratch<T>(geometry);
            WinogradFour.Run<V, T>(geometry, isBare ? dz : dz + *geometry.OutputPlaces, line, _job.Squares, memory, dx);
            return;
        }

        if (_job.Squares is not null)
        {
            var tile = new DenseJob<T, Untouched> { Panels = _job.Turned, Y = dx, YStride = geometry.Channels, Outputs = geometry.Channels };
            var scratch = _job.Blocks + (nint)room * WinogradTiles.Scratch<T>(geometry.Units, geometry.Channels, window.InputPositions);
            var down = (nint)(isBare ? window.Output[2] : geometry.OutputPlane.Size[2]) * geometry.Units;
            var first = isBare ? dz - down - geometry.Units : dz + *phases.All[0].Taps.Windows + *phases.All[0].Taps.Runs;
            var lines = new LineRange(0, window.Input[1], Begins: true);
            WinogradTiles.Run<V, T, Untouched, NoProbe<V, T>>(
                tile, first, down, geometry.Units, window.Input[2], _job.Squares, scratch, null, lines, isBare ? window.Input[1] : 0);
            return;
        }

        if (!phases.IsComplete)
        {
            new Span<T>(dx, window.InputPositions * geometry.Channels).Clear();
        }

        foreach (var phase in phases.All)
        {
            if (geometry.IsDepthwise)
            {
                DepthwiseInputTiles.Run<V, T>(phase, dz, _job.Turned, window.Taps, geometry.Channels, dx);
                continue;
            }

            var (channels, units) = (geometry.Channels / geometry.Groups, geometry.Units / geometry.Groups);
            var depth = window.Taps * units;
            for (var group = 0; group < geometry.Groups; group++)
            {
                var panels = _job.Turned + (nint)group * depth * Panel.Padded<T>(channels);
                InputTiles.Run<V, T>(phase, dz + group * units, panels, depth, units, channels, dx + group * channels);
            }
        }
    }
}
