using System.Globalization;
using Relumine.Graph.Errors;

namespace Relumine.Onnx.TestCases;

/// <summary>
/// One test in the layout of the ONNX backend tests: a model with data sets of inputs and the outputs expected for
/// them, as files. Either a folder with <c>model.onnx</c> and <c>test_data_set_0/</c> …, or
/// <c>light_NAME.onnx</c> beside <c>light_NAME_output_0.pb</c>, whose inputs are made by a rule.
/// </summary>
/// <param name="Name">The path relative to the folder that was searched.</param>
/// <param name="ModelPath">The model's file.</param>
/// <param name="Sets">The data sets.</param>
public sealed record OnnxTestCase(string Name, string ModelPath, IReadOnlyList<OnnxTestSet> Sets)
{
    /// <summary>Finds all tests in a folder and the folders below it, in ordinal order of their names.</summary>
    /// <exception cref="RelumineException">The folder does not exist or cannot be read.</exception>
    public static IReadOnlyList<OnnxTestCase> Find(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*.onnx", SearchOption.AllDirectories)
                .Select(file => Of(folder, file))
                .Where(test => test.Sets.Count > 0)
                .OrderBy(test => test.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RelumineException(
                ErrorKind.BrokenFile,
                $"{folder} cannot be searched for ONNX tests: {e.Message.TrimEnd('.')}. Give a folder that holds folders with model.onnx and test_data_set_0.",
                e
            );
        }
    }

    private static OnnxTestCase Of(string root, string model)
    {
        var folder = Path.GetDirectoryName(model)!;
        if (Path.GetFileName(model) == "model.onnx")
        {
            var sets = Directory.EnumerateDirectories(folder, "test_data_set_*").OrderBy(Number).Select(OnnxTestSet.Of);
            return new(Path.GetRelativePath(root, folder), model, [.. sets]);
        }

        var stem = Path.GetFileNameWithoutExtension(model);
        var outputs = OnnxTestSet.Numbered(folder, stem + "_output_");
        return new(Path.GetRelativePath(root, Path.ChangeExtension(model, null)), model, outputs.Count > 0 ? [new OnnxTestSet(folder, null, outputs)] : []);
    }

    private static int Number(string folder) =>
        int.TryParse(folder.AsSpan(folder.LastIndexOf('_') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
}
