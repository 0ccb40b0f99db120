using Relumine.Engine.Program;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Training.Steps;

/// <summary>Tensors that are moved to where values are: over all samples stacked along axis 0, or over one sample.</summary>
internal sealed class OperatorWindows
{
    private readonly ModelTensor?[] _windows;
    private readonly (Value Place, ModelTensor Window, Shape Sample, Shape?[] Stacked)[] _moving;

    /// <summary>Windows on the values themselves.</summary>
    public OperatorWindows(Value?[] values, int capacity)
        : this(values, values, capacity)
    {
    }

    /// <summary>Windows of the types of <paramref name="values"/> on the memory of <paramref name="places"/>; without a place a window has a shape and no
    /// elements.</summary>
    public OperatorWindows(Value?[] values, Value?[] places, int capacity)
    {
        _windows = Array.ConvertAll(values, v => v is null ? null : v.Constant ?? ModelTensor.View(v.Type.Type, v.Type.Shape, [], 0));
        var moving = new List<(Value, ModelTensor, Shape, Shape?[])>();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { Varies: true } value)
            {
                moving.Add((places[i]!, _windows[i]!, value.Type.Shape, new Shape?[capacity + 1]));
            }
        }

        _moving = [.. moving];
    }

    /// <summary>Some of the windows.</summary>
    public ModelTensor?[] this[Range range] => _windows[range];

    /// <summary>Moves all windows to all samples at hand.</summary>
    public void Stack(Workspace memory)
    {
        foreach (var (place, window, sample, stacked) in _moving)
        {
            var shape = stacked[memory.Samples] ??= sample.With(0, sample[0] * memory.Samples);
            var (storage, offset) = place is null ? ([], 0) : memory.Place(place);
            window.MoveTo(storage, offset, shape);
        }
    }

    /// <summary>Moves all windows to one sample.</summary>
    public void Turn(Workspace memory, int sample)
    {
        foreach (var (place, window, shape, _) in _moving)
        {
            var (storage, offset) = place is null ? ([], 0) : memory.Place(place);
            window.MoveTo(storage, place is null ? 0 : offset + sample * place.SampleBytes, shape);
        }
    }
}
