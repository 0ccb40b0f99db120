using System.Numerics;
using System.Numerics.Tensors;

namespace Relumine.Graph.Operators.Windows;

/// <summary>
/// The largest element of each window of one or two dimensions in whole passes: first along the rows, for every place and not only for those where
/// a window begins, then along the columns, then what is wanted is picked out. Neighbours lie side by side in every pass, so that it runs at the
/// width of the machine's registers, which windows that step by two do not.
/// </summary>
internal readonly ref struct MaximumPasses
{
    private readonly Window _window;
    private readonly (int Rows, int Columns) _kernel;
    private readonly (int Rows, int Columns) _dilation;
    private readonly (int Rows, int Columns) _stride;
    private readonly (int Rows, int Columns) _before;
    private readonly (int Rows, int Columns) _input;
    private readonly (int Rows, int Columns) _output;

    // What the windows reach over, border included.
    private readonly (long Rows, long Columns) _reach;

    /// <summary>Passes for a window that is cut (<see cref="Window.Cut"/>).</summary>
    public MaximumPasses(in Window cut)
    {
        _window = cut;
        _kernel = Pair(cut.Kernel, 1);
        _dilation = Pair(cut.Dilation, 1);
        _stride = Pair(cut.Stride, 1);
        _before = Pair(cut.Before, 0);
        _input = Pair(cut.Input, 1);
        _output = Pair(cut.Output, 1);
        _reach = (
            (_output.Rows - 1L) * _stride.Rows + (_kernel.Rows - 1L) * _dilation.Rows + 1,
            (_output.Columns - 1L) * _stride.Columns + (_kernel.Columns - 1L) * _dilation.Columns + 1);
    }

    /// <summary>Whether the window has one or two dimensions, and passes look at little more than it does.</summary>
    public bool Fits =>
        _window.Rank is 1 or 2 && _kernel is { Rows: > 0, Columns: > 0 } && _output is { Rows: > 0, Columns: > 0 }
        && _reach.Rows < int.MaxValue && _reach.Columns < int.MaxValue
        && _reach.Rows * _reach.Columns <= 1024 + 4L * ((long)_window.InputSize + _window.OutputSize);

    /// <summary>How many elements of working memory <see cref="Run"/> needs.</summary>
    public int Memory => checked(3 * (int)(Pitch * _reach.Rows));

    // Windows that never touch a border read the input where it lies.
    private bool IsInside => _before == (0, 0) && _reach.Rows <= _input.Rows && _reach.Columns <= _input.Columns;

    private long Pitch => IsInside ? _input.Columns : _reach.Columns;

    /// <summary>The largest element of each window of every plane; NaN if one is.</summary>
    public void Run<T>(ReadOnlySpan<T> x, Span<T> y, Span<T> memory) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (pitch, isInside, inputSize, outputSize) = ((int)Pitch, IsInside, _window.InputSize, _window.OutputSize);
        var size = memory.Length / 3;
        var bordered = memory[..size];
        var along = memory.Slice(size, size);
        var across = memory[(2 * size)..];
        if (!isInside)
        {
            bordered.Fill(T.NegativeInfinity);
        }

        var end = (int)(_reach.Rows - 1) * pitch + (int)_reach.Columns;
        for (var plane = 0; plane * outputSize < y.Length; plane++)
        {
            var input = x.Slice(plane * inputSize, inputSize);
            if (!isInside)
            {
                Border(input, bordered, pitch);
                input = bordered;
            }

            var rows = Pass(input[..end], along, _kernel.Columns, _dilation.Columns);
            var windows = Pass(rows, across, _kernel.Rows, _dilation.Rows * pitch);
            Pick(windows, y.Slice(plane * outputSize, outputSize), pitch);
        }
    }

    // The largest of each element and those behind it, as many as there are taps.
    private static ReadOnlySpan<T> Pass<T>(ReadOnlySpan<T> x, Span<T> y, int taps, int distance) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (taps == 1)
        {
            return x;
        }

        var count = x.Length - (taps - 1) * distance;
        y = y[..count];
        TensorPrimitives.Max(x[..count], x.Slice(distance, count), y);
        for (var tap = 2; tap < taps; tap++)
        {
            TensorPrimitives.Max(y, x.Slice(tap * distance, count), y);
        }

        return y;
    }

    private void Border<T>(ReadOnlySpan<T> input, Span<T> bordered, int pitch)
    {
        var rows = (int)Math.Min(_input.Rows, _reach.Rows - _before.Rows);
        var columns = (int)Math.Min(_input.Columns, _reach.Columns - _before.Columns);
        for (var row = Math.Max(0, -_before.Rows); row < rows; row++)
        {
            var first = Math.Max(0, -_before.Columns);
            input.Slice(row * _input.Columns + first, columns - first).CopyTo(bordered[((row + _before.Rows) * pitch + _before.Columns + first)..]);
        }
    }

    private void Pick<T>(ReadOnlySpan<T> windows, Span<T> output, int pitch)
    {
        for (var row = 0; row < _output.Rows; row++)
        {
            var from = windows[(row * _stride.Rows * pitch)..];
            var to = output.Slice(row * _output.Columns, _output.Columns);
            if (_stride.Columns == 1)
            {
                from[..to.Length].CopyTo(to);
                continue;
            }

            for (int i = 0, at = 0; i < to.Length; i++, at += _stride.Columns)
            {
                to[i] = from[at];
            }
        }
    }

    private (int Rows, int Columns) Pair(in Window.Numbers numbers, int single) =>
        _window.Rank == 1 ? (single, numbers[0]) : (numbers[0], numbers[1]);
}
