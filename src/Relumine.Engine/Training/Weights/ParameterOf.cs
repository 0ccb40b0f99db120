using System.Numerics;
using Relumine.Engine.Program;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Training.Weights;

/// <summary>A parameter with elements of a known type: the memory that kernels and optimizers work on.</summary>
internal class Parameter<T>(string name, Shape shape, ParameterRole role, string layer, ParameterArray<T> values)
    : Parameter(name, shape, ElementTypes.Of<T>(), role, layer)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterArray<T> _values = values;
    private ParameterArray<T>[] _slots = [];

    /// <summary>The elements.</summary>
    public Span<T> Values => _values.Elements;

    /// <summary>dL/dw, in the same layout.</summary>
    public Span<T> Gradient => GradientArray.Elements;

    /// <summary>Where backward passes write.</summary>
    public ParameterArray<T> GradientArray { get; } = values.Zeros();

    internal override int Length => Values.Length;

    internal override int Slots => _slots.Length;

    /// <summary>The optimizer's memory, in the same layout; empty if it keeps less.</summary>
    public Span<T> Slot(int slot) => slot < _slots.Length ? _slots[slot].Elements : default;

    public override ModelTensor ToTensor() => ToTensor(_values);

    public override ModelTensor GradientToTensor() => ToTensor(GradientArray);

    internal override ModelTensor SlotToTensor(int slot) => ToTensor(_slots[slot]);

    internal override void SetSlot(int slot, ModelTensor values) => _slots[slot].CopyFrom(values.Values<T>());

    internal override void Reserve(int count)
    {
        if (_slots.Length != count)
        {
            _slots = [.. Enumerable.Range(0, count).Select(_ => _values.Zeros())];
        }
    }

    internal override bool IsFinite => Finite.All<T>(Values);

    internal override bool IsGradientFinite => Finite.All<T>(Gradient);

    internal override void ClearGradient() => Gradient.Clear();

    private protected override void Fill(ModelTensor values) => _values.CopyFrom(values.Values<T>());

    private ModelTensor ToTensor(ParameterArray<T> array)
    {
        var tensor = ModelTensor.Zeros(Type, Shape);
        array.CopyTo(tensor.Values<T>());
        return tensor;
    }
}

/// <summary>A parameter that lies in memory as in the model, for operators that are run as they are.</summary>
internal sealed class PlainParameter<T>(string name, ModelTensor values, ParameterRole role, string layer)
    : Parameter<T>(name, values.Shape, role, layer, new PlainArray<T>(values))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The gradient as a tensor.</summary>
    public ModelTensor GradientTensor => ((PlainArray<T>)GradientArray).Tensor;
}
