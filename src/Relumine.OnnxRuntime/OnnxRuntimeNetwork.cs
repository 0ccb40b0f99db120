using Microsoft.ML.OnnxRuntime;
using Relumine.Doctor.Audits;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;
using Relumine.Onnx;

namespace Relumine.OnnxRuntime;

/// <summary>
/// A model that ONNX Runtime runs, with the inputs of its rectifiers as outputs: for <see cref="Audit"/> where operators are missing in Relumine.
/// </summary>
/// <example><code>
/// using var network = new OnnxRuntimeNetwork("model.onnx");
/// using var inputs = Samples.AsData(data.Features);
/// var result = Audit.Run(network, [inputs]);
/// </code></example>
public sealed class OnnxRuntimeNetwork : ILayerRuntime
{
    private readonly SessionOptions _options = new();
    private readonly RunOptions _run = new();
    private readonly InferenceSession _session;
    private readonly string[] _names;

    /// <summary>Loads a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="threads">The number of threads; 0 for as many as ONNX Runtime likes.</param>
    /// <exception cref="RelumineException">The file is missing, unreadable or damaged, or ONNX Runtime does not take it.</exception>
    public OnnxRuntimeNetwork(string path, int threads = 0)
    {
        var exposed = ExposedModel.Load(path);
        (Model, Rectifiers) = (exposed.Model, exposed.Rectifiers);
        _names = [.. Rectifiers.Select(r => r.Inputs[0]).Distinct()];
        _options.IntraOpNumThreads = threads;
        _options.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", exposed.Folder);
        try
        {
            _session = new InferenceSession(exposed.File, _options);
        }
        catch (OnnxRuntimeException e)
        {
            _run.Dispose();
            _options.Dispose();
            throw Refusal(path, e);
        }
    }

    /// <inheritdoc/>
    public Model Model { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Node> Rectifiers { get; }

    /// <inheritdoc/>
    public ModelTensor[] Run(ModelTensor[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var values = new List<OrtValue>();
        try
        {
            values.AddRange(Model.Graph.Inputs.Zip(inputs, (declared, tensor) => OrtTensors.Of(tensor, declared.Stored)));
            using var outputs = _session.Run(_run, [.. Model.Graph.Inputs.Select(i => i.Name)], values, _names);
            var given = _names.Zip(outputs.Select(OrtTensors.Read)).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
            return [.. Rectifiers.Select(r => given[r.Inputs[0]])];
        }
        catch (OnnxRuntimeException e)
        {
            throw Refusal("The model", e);
        }
        finally
        {
            values.ForEach(v => v.Dispose());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
        _options.Dispose();
    }

    private static UnsupportedException Refusal(string what, OnnxRuntimeException e) =>
        new($"{what}: ONNX Runtime cannot run it: {string.Join(' ', e.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.')}.");
}
