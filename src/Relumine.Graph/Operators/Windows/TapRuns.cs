namespace Relumine.Graph.Operators.Windows;

/// <summary>
/// For one tap of a window, the runs of neighbouring outputs (along the last dimension) for which the tap lies inside
/// the input: every loop over windows is a loop over taps and their runs.
/// </summary>
internal ref struct TapRuns
{
    private readonly ref readonly Window _window;
    private Window.Numbers _tap;
    private Window.Numbers _at;
    private bool _isStarted;
    private readonly int _firstInRow;

    /// <summary>Prepares the runs of a tap.</summary>
    public TapRuns(in Window window, int tap)
    {
        _window = ref window;
        for (var d = window.Rank - 1; d >= 0; d--)
        {
            _tap[d] = tap % window.Kernel[d] * window.Dilation[d] - window.Before[d];
            tap /= window.Kernel[d];
        }

        // Along the last dimension, the tap is inside for the outputs from here on …
        var last = window.Rank - 1;
        long offset = _tap[last], stride = window.Stride[last], size = window.Input[last];
        _firstInRow = offset >= 0 ? 0 : (int)((-offset + stride - 1) / stride);

        // … as long as first·stride + offset < size.
        Count = (int)Math.Max(0, Math.Min(window.Output[last], (size - offset + stride - 1) / stride) - _firstInRow);
        Step = window.Stride[last];
    }

    /// <summary>The number of outputs in each run.</summary>
    public int Count { get; }

    /// <summary>From one output's input to the next one's.</summary>
    public int Step { get; }

    /// <summary>Where the run's outputs begin in the output plane.</summary>
    public int Output { get; private set; }

    /// <summary>Where the run's inputs begin in the input plane.</summary>
    public int Input { get; private set; }

    /// <summary>Moves to the next run; false after the last.</summary>
    public bool Next()
    {
        if (Count == 0)
        {
            return false;
        }

        while (Advance())
        {
            if (Locate())
            {
                return true;
            }
        }

        return false;
    }

    private bool Advance()
    {
        if (!_isStarted)
        {
            return _isStarted = true;
        }

        for (var d = _window.Rank - 2; d >= 0; d--)
        {
            if (++_at[d] < _window.Output[d])
            {
                return true;
            }

            _at[d] = 0;
        }

        return false;
    }

    private bool Locate()
    {
        var (input, output) = (0, 0);
        for (var d = 0; d < _window.Rank - 1; d++)
        {
            var place = _at[d] * _window.Stride[d] + _tap[d];
            if (place < 0 || place >= _window.Input[d])
            {
                return false;
            }

            input = (input + place) * _window.Input[d + 1];
            output = (output + _at[d]) * _window.Output[d + 1];
        }

        var last = _window.Rank - 1;
        Input = input + _firstInRow * _window.Stride[last] + _tap[last];
        Output = output + _firstInRow;
        return true;
    }
}
