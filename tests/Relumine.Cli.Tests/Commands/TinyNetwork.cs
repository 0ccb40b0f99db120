using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Activations;
using Relumine.Onnx;

namespace Relumine.Cli.Tests.Commands;

/// <summary>A network small enough to compute by hand, and folders that vanish after a test.</summary>
internal sealed class TinyNetwork : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relumine");

    /// <summary>The folder.</summary>
    public string Folder => _folder.FullName;

    /// <summary>A path in the folder.</summary>
    public string this[string name] => Path.Combine(Folder, name);

    /// <summary>
    /// y = [1, 1, 1] · max(0, W·x + b), for x of two numbers from 0 to 1: unit 0 fires if x₀ &gt; 0, unit 1 is dead, unit 2 is
    /// always on.
    /// </summary>
    public static Model Model(Dimension batch) => new(
        new ModelGraph(
            "tiny",
            new ValueInfo[] { new("x", ElementType.Float32, new Dimension[] { batch, 2 }) },
            new ValueInfo[] { new("y", ElementType.Float32, new Dimension[] { batch, 1 }) },
            new Node[]
            {
                new("hidden", new Gemm(), new[] { "x", "w", "b" }, new[] { "z" }),
                new("rectify", new Activate(Activation.Of(Relu.Default)), new[] { "z" }, new[] { "a" }),
                new("sum", new Gemm(), new[] { "a", "v" }, new[] { "y" }),
            }),
        new Dictionary<string, ModelTensor>
        {
            ["w"] = ModelTensor.Of<float>(new Shape(2, 3), 1, -1, 0.5f, 0, -1, 0.5f),
            ["b"] = ModelTensor.Of<float>(new Shape(3), 0, -0.5f, 1),
            ["v"] = ModelTensor.Of<float>(new Shape(3, 1), 1, 1, 1),
        });

    /// <summary>Writes the model and returns its path.</summary>
    public string Save(Dimension batch)
    {
        var path = this["tiny.onnx"];
        OnnxModel.Save(Model(batch), path);
        return path;
    }

    /// <summary>Writes a text file and returns its path.</summary>
    public string Text(string name, string content)
    {
        File.WriteAllText(this[name], content);
        return this[name];
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
