using Relumine.Data.Sources;

namespace Relumine.Data.Formats;

/// <summary>A folder <c>test_data_set_N</c> of an ONNX model: the tensors <c>input_0.pb</c>, <c>input_1.pb</c> … in the order of the model's inputs.</summary>
internal sealed class TestFolderFormat : IDataFormat
{
    public string Name => "a folder test_data_set_N";

    public IReadOnlyList<string> Extensions { get; } = [];

    public string Signature => "input_0.pb";

    public bool Recognizes(DataFile file) => file.IsFolder && File.Exists(Input(file, 0));

    public DataContents Open(DataFile file, DataOptions options, DataFormats formats)
    {
        List<DataSource> inputs = [];
        try
        {
            for (var i = 0; File.Exists(Input(file, i)); i++)
            {
                inputs.AddRange(formats.Open(Input(file, i), options with { Scaling = null }).Inputs);
            }
        }
        catch
        {
            inputs.ForEach(i => i.Dispose());
            throw;
        }

        return new(inputs);
    }

    private static string Input(DataFile folder, int index) => Path.Combine(folder.Path, $"input_{index}.pb");
}
