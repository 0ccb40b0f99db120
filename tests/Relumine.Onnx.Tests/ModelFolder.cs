using Google.Protobuf;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Tests;

/// <summary>A folder for the files of one test, and makers of small models to put there.</summary>
internal sealed class ModelFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relumine-onnx-");

    public string Path => _folder.FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(ModelProto model, string name = "model.onnx") => Write(model.ToByteArray(), name);

    public string Write(byte[] bytes, string name = "model.onnx")
    {
        System.IO.File.WriteAllBytes(File(name), bytes);
        return File(name);
    }

    public Model Load(ModelProto model) => OnnxModel.Load(Write(model));

    /// <summary>Loads a model that must be refused or found broken, and holds the message to what every message must say.</summary>
    public RelumineException Fails(ModelProto model, ErrorKind kind, params string[] says) => Fails(Write(model), kind, says);

    public static RelumineException Fails(string path, ErrorKind kind, params string[] says)
    {
        var error = Should.Throw<RelumineException>(() => OnnxModel.Load(path));
        error.Message.ShouldStartWith(path);
        error.Message.ShouldEndWith(".");
        error.Message.ShouldNotContain("\n");
        foreach (var part in says)
        {
            error.Message.ShouldContain(part);
        }

        error.Kind.ShouldBe(kind);
        return error;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>x → Gemm with weight w and bias b → Relu → y, from three inputs to two outputs.</summary>
    public static ModelProto Dense(int opset = 13)
    {
        var model = Empty(opset);
        model.Graph.Input.Add(Value("x", 1, 1, 3));
        model.Graph.Output.Add(Value("y", 1, 1, 2));
        model.Graph.Initializer.Add(Floats("w", [3, 2], 1, 2, 3, 4, 5, 6));
        model.Graph.Initializer.Add(Floats("b", [2], -20, 1));
        model.Graph.Node.Add(Node("Gemm", "gemm", ["x", "w", "b"], ["z"]));
        model.Graph.Node.Add(Node("Relu", "relu", ["z"], ["y"]));
        return model;
    }

    /// <summary>A model without nodes, inputs and outputs.</summary>
    public static ModelProto Empty(int opset)
    {
        var model = new ModelProto { IrVersion = 8, ProducerName = "a test", ProducerVersion = "1.2", Graph = new GraphProto { Name = "g" } };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = opset });
        return model;
    }

    public static NodeProto Node(string type, string name, string[] inputs, string[] outputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = type, Name = name };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        node.Attribute.AddRange(attributes);
        return node;
    }

    public static ValueInfoProto Value(string name, int type, params long[] dims)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = type, Shape = new TensorShapeProto() };
        tensor.Shape.Dim.AddRange(dims.Select(d => new TensorShapeProto.Types.Dimension { DimValue = d }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }

    public static TensorProto Floats(string name, long[] dims, params float[] values)
    {
        var tensor = Head(name, 1, dims);
        tensor.FloatData.AddRange(values);
        return tensor;
    }

    public static TensorProto Raw(string name, int type, long[] dims, params byte[] bytes)
    {
        var tensor = Head(name, type, dims);
        tensor.RawData = ByteString.CopyFrom(bytes);
        return tensor;
    }

    public static TensorProto Head(string name, int type, params long[] dims)
    {
        var tensor = new TensorProto { Name = name, DataType = type };
        tensor.Dims.AddRange(dims);
        return tensor;
    }
}
