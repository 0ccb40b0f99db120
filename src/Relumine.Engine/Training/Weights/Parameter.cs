using Relumine.Graph.Tensors;

namespace Relumine.Engine.Training.Weights;

/// <summary>What a trained weight is for.</summary>
public enum ParameterRole
{
    /// <summary>The factors of a product: a matrix, the taps of a convolution, the scale of a normalisation.</summary>
    Weight,

    /// <summary>What is added to each unit.</summary>
    Bias,

    /// <summary>The slope of PReLU.</summary>
    Slope,
}

/// <summary>
/// A weight that a training plan changes. While a network learns its elements lie as the kernels want them, padded with
/// zeros that stay zero; <see cref="ToTensor"/> and <see cref="Set"/> speak of the model's layout.
/// </summary>
public abstract class Parameter
{
    private protected Parameter(string name, Shape shape, ElementType type, ParameterRole role, string layer) =>
        (Name, Shape, Type, Role, Layer) = (name, shape, type, role, layer);

    /// <summary>The weight's name in the model.</summary>
    public string Name { get; }

    /// <summary>Its shape in the model.</summary>
    public Shape Shape { get; }

    /// <summary>The type of its elements.</summary>
    public ElementType Type { get; }

    /// <summary>What it is for.</summary>
    public ParameterRole Role { get; }

    /// <summary>The name of the node that uses it first.</summary>
    public string Layer { get; }

    /// <summary>The factor on the learning rate of a step.</summary>
    public double Rate { get; internal set; } = 1;

    /// <summary>‖w‖ before the latest update that was measured.</summary>
    public double Norm { get; internal set; } = double.NaN;

    /// <summary>‖dL/dw‖ at the latest update that was measured, before clipping.</summary>
    public double GradientNorm { get; internal set; } = double.NaN;

    /// <summary>‖Δw‖ ÷ ‖w‖ at the latest update that was measured; NaN if none was, infinite if ‖w‖ was 0.</summary>
    public double UpdateRatio { get; internal set; } = double.NaN;

    /// <summary>Whether the step that is under way has changed the elements already, while it made their gradient.</summary>
    internal bool IsUpdated { get; set; }

    /// <summary>The number of elements that an optimizer goes over, padding included.</summary>
    internal abstract int Length { get; }

    /// <summary>A copy of the elements, in the model's layout.</summary>
    public abstract ModelTensor ToTensor();

    /// <summary>A copy of the gradient that the latest backward pass left, in the model's layout.</summary>
    public abstract ModelTensor GradientToTensor();

    /// <summary>Whether every element is finite.</summary>
    internal abstract bool IsFinite { get; }

    /// <summary>Whether every element of the gradient is finite.</summary>
    internal abstract bool IsGradientFinite { get; }

    /// <summary>Makes the gradient 0.</summary>
    internal abstract void ClearGradient();

    /// <summary>Replaces the elements.</summary>
    /// <exception cref="ArgumentException">The tensor has another type or shape.</exception>
    public void Set(ModelTensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Type != Type || !values.Shape.Equals(Shape))
        {
            throw new ArgumentException($"The parameter '{Name}' is {Type} {Shape}; it cannot be set to {values}.", nameof(values));
        }

        Fill(values);
    }

    /// <summary>The optimizer's memory of this parameter, in the model's layout; zeros before the first update.</summary>
    internal abstract ModelTensor SlotToTensor(int slot);

    /// <summary>Replaces the optimizer's memory.</summary>
    internal abstract void SetSlot(int slot, ModelTensor values);

    /// <summary>How many numbers an element the optimizer remembers.</summary>
    internal abstract int Slots { get; }

    /// <summary>Gives the optimizer its memory: <paramref name="count"/> numbers for each element.</summary>
    internal abstract void Reserve(int count);

    private protected abstract void Fill(ModelTensor values);
}
