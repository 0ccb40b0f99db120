// The program of README.md. A test compares the two, so that what stands there compiles; packaging runs it.
using Relucent.Data;
using Relucent.Onnx;

namespace Relucent.Tests.Documentation;

/// <summary>The sample in C#, as a method.</summary>
internal static class ReadmeSample
{
    /// <summary>Runs it in the current folder.</summary>
    public static void Run()
    {
        // <README>
        var model = OnnxModel.Load("model.onnx");
        using var data = new DataFormats().Open("data.npy");
        var audit = Audit.Run(model, data.Inputs);

        Console.WriteLine(Headline.Of(audit).Sentence);
        foreach (var layer in audit.Layers)
        {
            Console.WriteLine($"{layer.Name}: {layer.DeadUnits.Count} of {layer.Units} units never fired: {string.Join(", ", layer.DeadUnits)}");
        }

        // </README>
    }
}
