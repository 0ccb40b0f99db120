using System.IO.Compression;
using Relumine.Graph.Errors;

namespace Relumine.Onnx.Import;

/// <summary>Models in the formats of other programs, recognized by their first bytes, and how ONNX comes of each.</summary>
internal static class ForeignFormat
{
    private const string Torch =
        "Export it where its class is defined: torch.onnx.export(model, example_input, \"model.onnx\", dynamo=True), with model.eval() before.";

    private const string Keras =
        "Load it with Keras 3 and export it: keras.saving.load_model(PATH).export(\"model.onnx\", format=\"onnx\"); "
            + "or save it as a SavedModel and run tf2onnx.";

    private const string TensorFlow = "Run: python -m tf2onnx.convert --saved-model FOLDER --output model.onnx (for a frozen graph: --graphdef FILE).";

    /// <summary>Refuses what is a model and no ONNX; what is neither passes.</summary>
    /// <param name="path">The file, or a folder.</param>
    /// <exception cref="RelumineException">It is a model of another program: the message names the format and the way to ONNX.</exception>
    public static void Refuse(string path)
    {
        if (Look(path) is { What: { } what, How: var how })
        {
            throw new RelumineException(ErrorKind.BrokenFile, $"{path}: this is {what}, and no ONNX model. {how}");
        }
    }

    private static (string? What, string? How) Look(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        if (Directory.Exists(path))
        {
            return File.Exists(Path.Combine(path, "saved_model.pb")) ? ("a SavedModel of TensorFlow", TensorFlow)
                : File.Exists(Path.Combine(path, "model.onnx")) ? ("a folder", $"Give the model in it: {Path.Combine(path, "model.onnx")}.")
                : extension == ".mlpackage" ? ("a package of Core ML", "There is no way back from it: export ONNX from the program that made the model.")
                : default;
        }

        var head = Head(path);
        return head switch
        {
            [0x89, (byte)'H', (byte)'D', (byte)'F', ..] => ("an HDF5 file, as Keras writes .h5", Keras),
            [_, _, _, _, (byte)'T', (byte)'F', (byte)'L', (byte)'3', ..] => (
                "a model of TensorFlow Lite", "Run: python -m tf2onnx.convert --tflite FILE --output model.onnx."),
            [_, _, _, _, (byte)'O', (byte)'R', (byte)'T', (byte)'M', ..] => (
                "a model in ONNX Runtime's own format (.ort)", "Give the .onnx file that it was converted from."),
            [(byte)'G', (byte)'G', (byte)'U', (byte)'F', ..] => (
                "a GGUF file, weights of a language model", "It holds no graph. Export ONNX from the original model."),
            [(byte)'P', (byte)'K', 3, 4, ..] => OfZip(path, extension),
            [0x80, >= 2 and <= 5, ..] => extension is ".pkl" or ".joblib"
                ? ("a pickle of Python", "For scikit-learn use skl2onnx: skl2onnx.to_onnx(model, example_input).")
                : ("a pickle of Python, as PyTorch wrote .pt and .pth before 1.6", Torch),
            [_, _, _, _, _, 0, 0, 0, (byte)'{', (byte)'"', ..] => (
                "a safetensors file", "It holds weights and no graph: load them into the model's class, then export. For PyTorch: " + Torch),
            // An ONNX file from before operator sets begins with the same bytes.
            [0x08, 0x01, 0x12, ..] when extension == ".pb" => ("a SavedModel of TensorFlow", TensorFlow),
            [0x0A, _, 0x0A or 0x12, ..] or [0x0A, _, _, 0x0A or 0x12, ..] when extension is ".pb" => ("a graph of TensorFlow (GraphDef)", TensorFlow),
            [(byte)'<', ..] when extension == ".xml" => ("a model of OpenVINO", "Give the ONNX model that it was converted from."),
            _ when extension is ".csv" or ".tsv" or ".txt" && IsText(head) => ("a table", "Name the model first, an .onnx file, and the table as its data."),
            _ when extension is ".json" && IsText(head) => (
                "JSON", "Where it is a recipe, train it first: the model is then model.onnx in the folder of the run."),
            _ => default,
        };
    }

    private static bool IsText(byte[] head) => head.Length > 0 && Array.TrueForAll(head, b => b >= ' ' || b is (byte)'\t' or (byte)'\r' or (byte)'\n');

    // Both are zip files: what lies in them tells which.
    private static (string, string) OfZip(string path, string extension)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            var names = zip.Entries.Take(1000).Select(e => e.FullName).ToList();
            return names.Any(n => n.EndsWith("data.pkl", StringComparison.Ordinal)) ? ("a file of PyTorch (.pt, .pth)", Torch)
                : names.Contains("model.weights.h5") || (extension == ".keras" && names.Contains("config.json")) ? ("a model of Keras (.keras)", Keras)
                : names.Exists(n => n.EndsWith(".npy", StringComparison.Ordinal)) ? ("a NumPy archive", "Give it as data, and a model as .onnx.")
                : names.Find(n => n.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)) is { } inside
                    ? ("a zip file", $"Unpack it and give '{Printable(inside)}'.")
                : ("a zip file", "Unpack it, and give an .onnx file.");
        }
        catch (InvalidDataException)
        {
            return ("a damaged zip file, as .pt and .keras files are zip files", "Copy it again, and export ONNX from it.");
        }
    }

    private static string Printable(string name) => string.Concat(name.Take(80).Select(c => char.IsControl(c) ? '?' : c));

    private static byte[] Head(string path)
    {
        try
        {
            // Opening a pipe would wait for its writer.
            if (new FileInfo(path) is not { Exists: true, Length: > 0 })
            {
                return [];
            }

            using var stream = File.OpenRead(path);
            var head = new byte[16];
            return head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            // Whoever reads the file says what is wrong with it.
            return [];
        }
    }
}
