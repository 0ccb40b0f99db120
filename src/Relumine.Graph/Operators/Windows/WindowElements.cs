namespace Relumine.Graph.Operators.Windows;

/// <summary>
/// The elements of the input that one window covers, in the order of its taps. For windows with far more taps than the input has
/// elements: what they cost is then the size of the input, whatever a file asks for.
/// </summary>
internal struct WindowElements
{
    private readonly int _rank;
    private Window.Numbers _first;
    private Window.Numbers _count;
    private Window.Numbers _step;
    private Window.Numbers _size;
    private Window.Numbers _at;
    private bool _isStarted;

    /// <summary>Turns to a window, counted along the output plane.</summary>
    public WindowElements(in Window window, int output)
    {
        _rank = window.Rank;
        for (var d = _rank - 1; d >= 0; d--)
        {
            var start = (long)(output % window.Output[d]) * window.Stride[d] - window.Before[d];
            output /= window.Output[d];
            var tap = start < 0 ? (-start + window.Dilation[d] - 1) / window.Dilation[d] : 0;
            _count[d] = (int)Math.Max(0, Math.Min(window.Kernel[d], (window.Input[d] - start + window.Dilation[d] - 1) / window.Dilation[d]) - tap);
            _first[d] = _count[d] == 0 ? 0 : (int)(start + tap * window.Dilation[d]);
            (_step[d], _size[d]) = (window.Dilation[d], window.Input[d]);
        }
    }

    /// <summary>Where the element is in the input plane.</summary>
    public int Input { get; private set; }

    /// <summary>Moves to the next element; false after the last.</summary>
    public bool Next()
    {
        if (!Advance())
        {
            return false;
        }

        Input = 0;
        for (var d = 0; d < _rank; d++)
        {
            Input = Input * _size[d] + _first[d] + _at[d] * _step[d];
        }

        return true;
    }

    private bool Advance()
    {
        if (!_isStarted)
        {
            _isStarted = true;
            for (var d = 0; d < _rank; d++)
            {
                if (_count[d] == 0)
                {
                    return false;
                }
            }

            return true;
        }

        for (var d = _rank - 1; d >= 0; d--)
        {
            if (++_at[d] < _count[d])
            {
                return true;
            }

            _at[d] = 0;
        }

        return false;
    }
}
