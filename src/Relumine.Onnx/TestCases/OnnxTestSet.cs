using System.Globalization;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.TestCases;

/// <summary>Inputs, and the outputs expected for them.</summary>
/// <param name="Folder">Where the files are.</param>
/// <param name="InputFiles">The inputs in the order of the graph's inputs; null if they are to be made by a rule, as for the light models.</param>
/// <param name="OutputFiles">The expected outputs in the order of the graph's outputs.</param>
public sealed record OnnxTestSet(string Folder, IReadOnlyList<string>? InputFiles, IReadOnlyList<string> OutputFiles)
{
    /// <summary>A folder with <c>input_0.pb</c> …, <c>output_0.pb</c> ….</summary>
    public static OnnxTestSet Of(string folder) => new(folder, Numbered(folder, "input_"), Numbered(folder, "output_"));

    /// <summary>Reads or makes the inputs of a model.</summary>
    /// <returns>Tensors in the order of the graph's inputs.</returns>
    /// <exception cref="RelumineException">A file is broken or of an unsupported type, or there are not as many as the model has inputs.</exception>
    public ModelTensor[] LoadInputs(ModelGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        if (InputFiles is null)
        {
            return [.. graph.Inputs.Select(Ramp)];
        }

        var loaded = InputFiles.Select(file => OnnxTensor.Load(file)).ToArray();

        // Files name the value they are for, but not always; then the number in the file's name counts.
        var byName = graph.Inputs.Select(i => Array.FindIndex(loaded, l => l.Name == i.Name)).ToArray();
        return byName.All(i => i >= 0) ? [.. byName.Select(i => loaded[i].Tensor)]
            : loaded.Length == graph.Inputs.Count ? [.. loaded.Select(l => l.Tensor)]
            : throw new RelumineException(
                ErrorKind.BrokenFile,
                $"{Folder} has {loaded.Length} input files, but the model has {graph.Inputs.Count} inputs "
                    + $"({string.Join(", ", graph.Inputs.Select(i => i.Name))}). Add the missing input_N.pb."
            );
    }

    /// <summary>Reads the expected outputs, in the order of the graph's outputs.</summary>
    /// <exception cref="RelumineException">A file is broken or of an unsupported type.</exception>
    public ModelTensor[] LoadOutputs() => [.. OutputFiles.Select(file => OnnxTensor.Load(file).Tensor)];

    /// <summary>The files <c>PREFIX0.pb</c>, <c>PREFIX1.pb</c> … of a folder, as many as there are without a gap.</summary>
    internal static List<string> Numbered(string folder, string prefix)
    {
        var files = new List<string>();
        for (var i = 0; ; i++)
        {
            var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{prefix}{i}.pb"));
            if (!File.Exists(file))
            {
                return files;
            }

            files.Add(file);
        }
    }

    /// <summary>The light models' input: element i of n is i/n (onnx/backend/test/runner, generate_dummy_data).</summary>
    private static ModelTensor Ramp(ValueInfo input)
    {
        if (input.Type != ElementType.Float32)
        {
            throw new UnsupportedException($"The input '{input.Name}' is {input.Type}, and there is no file for it; only float32 inputs are made by rule.");
        }

        var tensor = ModelTensor.Zeros(input.Type, new Shape([.. input.Dims.Select(d => d.Size ?? 1)]));
        var values = tensor.Values<float>();
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)((double)i / values.Length);
        }

        return tensor;
    }
}
