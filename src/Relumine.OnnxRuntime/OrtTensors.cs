using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.OnnxRuntime;

/// <summary>Tensors on their way to ONNX Runtime and back.</summary>
internal static class OrtTensors
{
    /// <summary>A tensor as ONNX Runtime wants it.</summary>
    /// <param name="tensor">The numbers.</param>
    /// <param name="stored">The narrower type that the model declares, of which the numbers are; null for that of the tensor.</param>
    public static OrtValue Of(ModelTensor tensor, NarrowType? stored)
    {
        long[] dims = [.. tensor.Shape.Dims.ToArray().Select(d => (long)d)];
        OrtValue Make<T>(T[] numbers) where T : unmanaged => OrtValue.CreateTensorValueFromMemory(numbers, dims);
        T[] Narrowed<T>(Func<double, T> convert) => [.. tensor.ToDoubles().Select(convert)];
        return (stored, tensor.Type) switch
        {
            (NarrowType.Float16, _) => Make(Narrowed(v => (Float16)(float)v)),
            (NarrowType.BFloat16, _) => Make(Narrowed(v => (BFloat16)(float)v)),
            (NarrowType.UInt8, _) => Make(Narrowed(v => (byte)v)),
            (NarrowType.Int8, _) => Make(Narrowed(v => (sbyte)v)),
            (NarrowType.UInt16, _) => Make(Narrowed(v => (ushort)v)),
            (NarrowType.Int16, _) => Make(Narrowed(v => (short)v)),
            (NarrowType.UInt32, _) => Make(Narrowed(v => (uint)v)),
            (not null, _) => throw new UnsupportedException($"An input of the model is {stored}, which cannot be given. Export it with another type."),
            (_, ElementType.Float32) => Make(tensor.Values<float>().ToArray()),
            (_, ElementType.Float64) => Make(tensor.Values<double>().ToArray()),
            (_, ElementType.Int64) => Make(tensor.Values<long>().ToArray()),
            (_, ElementType.Int32) => Make(tensor.Values<int>().ToArray()),
            _ => Make(tensor.Values<bool>().ToArray()),
        };
    }

    /// <summary>What ONNX Runtime gave, narrower floats as float32.</summary>
    public static ModelTensor Read(OrtValue value)
    {
        var type = value.GetTensorTypeAndShape();
        var shape = Shape.Of(type.Shape);
        switch (type.ElementDataType)
        {
            case TensorElementType.Float:
                return ModelTensor.Of(shape, value.GetTensorDataAsSpan<float>());
            case TensorElementType.Double:
                return ModelTensor.Of(shape, value.GetTensorDataAsSpan<double>());
            case TensorElementType.Float16:
                return Widened(shape, value.GetTensorDataAsSpan<Float16>(), v => (float)v);
            case TensorElementType.BFloat16:
                return Widened(shape, value.GetTensorDataAsSpan<BFloat16>(), v => (float)v);
            default:
                throw new UnsupportedException($"A rectifier works on {type.ElementDataType}, which are no floating-point numbers.");
        }
    }

    private static ModelTensor Widened<T>(Shape shape, ReadOnlySpan<T> from, Func<T, float> convert)
    {
        var tensor = ModelTensor.Zeros(ElementType.Float32, shape);
        var to = tensor.Values<float>();
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = convert(from[i]);
        }

        return tensor;
    }
}
