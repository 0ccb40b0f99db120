namespace Relumine.Graph.Tensors;

/// <summary>The element type and the shape of a value, known when a plan is compiled.</summary>
public readonly record struct TensorType(ElementType Type, Shape Shape)
{
    /// <summary>For example <c>Float32 [1, 784]</c>.</summary>
    public override string ToString() => $"{Type} {Shape}";
}
