using Relumine.Engine.Inference;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Onnx;
using Relumine.Onnx.TestCases;

namespace Relumine.Cli.Conformance;

/// <summary>Runs the tests of a folder in the layout of the ONNX backend tests, each exactly once as the test gives its inputs.</summary>
internal static class ConformanceSuite
{
    /// <summary>Runs all tests below a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="threads">How many tests run at once; 0 for one a core.</param>
    /// <param name="begun">Told the number of tests.</param>
    /// <param name="finished">Told of each result; may be called by several threads at once.</param>
    /// <param name="stop">When it is cancelled no further test is begun.</param>
    /// <returns>The results of all tests that were run, in the order of their names.</returns>
    /// <exception cref="RelumineException">There are no tests.</exception>
    public static IReadOnlyList<ConformanceResult> Run(
        string folder,
        int threads,
        Action<int>? begun = null,
        Action<ConformanceResult>? finished = null,
        CancellationToken stop = default
    )
    {
        var tests = OnnxTestCase.Find(folder);
        if (tests.Count == 0)
        {
            throw new RelumineException(
                ErrorKind.BrokenFile,
                $"{folder} holds no ONNX tests. Give a folder that holds folders with model.onnx and test_data_set_0."
            );
        }

        begun?.Invoke(tests.Count);
        var results = new ConformanceResult?[tests.Count];
        var degree = threads > 0 ? threads : Environment.ProcessorCount;
        Parallel.For(0, tests.Count, new ParallelOptions { MaxDegreeOfParallelism = degree }, (i, loop) =>
        {
            if (stop.IsCancellationRequested)
            {
                loop.Stop();
                return;
            }

            results[i] = Run(tests[i]);
            finished?.Invoke(results[i]!);
        });
        return [.. results.OfType<ConformanceResult>()];
    }

    /// <summary>Runs one test with all its data sets.</summary>
    public static ConformanceResult Run(OnnxTestCase test)
    {
        try
        {
            foreach (var set in test.Sets)
            {
                if (Difference(test, set) is { } difference)
                {
                    return new(test.Name, Verdict.Failed, difference);
                }
            }

            return new(test.Name, Verdict.Passed);
        }
        catch (UnsupportedException e)
        {
            return new(test.Name, Verdict.Refused, WithoutPath(e.Message, test.ModelPath));
        }
        catch (Exception e)
        {
            // Whatever a test shakes loose is that test's result and must not hide the others'.
            return new(test.Name, Verdict.Failed, e is RelumineException ? WithoutPath(e.Message, test.ModelPath) : $"{e.GetType().Name}: {e.Message}");
        }
    }

    // Many tests give a shape, an axis or a scale as an input, where networks have a constant; Relumine has to know it when it makes a
    // plan. So inputs that may be such, integers, single numbers and further vectors, become constants; where what is left still decides
    // shapes, as with boxes that are suppressed, all do.
    private static string? Difference(OnnxTestCase test, OnnxTestSet set)
    {
        UnsupportedException refusal;
        try
        {
            var model = OnnxModel.Load(test.ModelPath);
            return Difference(model, set.LoadInputs(model.Graph), set.LoadOutputs());
        }
        catch (UnsupportedException e)
        {
            refusal = e;
        }

        foreach (var isConstant in new Func<ModelTensor, int, bool>[] { IsSetting, (_, _) => true })
        {
            try
            {
                return Difference(test, set, isConstant);
            }
            catch (UnsupportedException)
            {
            }
        }

        // The message about the model as it is tells most.
        throw new UnsupportedException(refusal.Message);
    }

    private static bool IsSetting(ModelTensor input, int i) => input.Type is ElementType.Int32 or ElementType.Int64 || input.Shape.Rank < Math.Min(i + 1, 2);

    private static string? Difference(OnnxTestCase test, OnnxTestSet set, Func<ModelTensor, int, bool> isConstant)
    {
        var model = OnnxModel.Load(test.ModelPath, new OnnxLoadOptions { KeepUnread = true });
        var given = model.Graph.Inputs.Zip(set.LoadInputs(model.Graph)).ToArray();
        var constants = given.Where((p, i) => isConstant(p.Second, i)).ToDictionary(p => p.First.Name, p => p.Second, StringComparer.Ordinal);
        return Difference(
            OnnxModel.Load(test.ModelPath, new OnnxLoadOptions { Constants = constants }),
            [.. given.Where(p => !constants.ContainsKey(p.First.Name)).Select(p => p.Second)],
            set.LoadOutputs());
    }

    private static string? Difference(Model model, ModelTensor[] inputs, ModelTensor[] expected)
    {
        var shapes = model.Graph.Inputs.Zip(inputs).ToDictionary(p => p.First.Name, p => p.Second.Shape, StringComparer.Ordinal);
        using var plan = Plan.Compile(model, null, shapes);
        if (expected.Length != plan.Outputs.Count)
        {
            return $"the test expects {expected.Length} outputs, but the model has {plan.Outputs.Count}";
        }

        var outputs = plan.Outputs.Select(o => ModelTensor.Zeros(o.Type, o.Shape)).ToArray();
        plan.Run(1, inputs, outputs);
        return plan.Outputs.Select((output, i) => (output.Name, Text: Closeness.Difference(outputs[i], expected[i])))
            .Where(d => d.Text is not null)
            .Select(d => $"output '{d.Name}' {d.Text}")
            .FirstOrDefault();
    }

    private static string WithoutPath(string message, string path) =>
        message.StartsWith(path + ": ", StringComparison.Ordinal) ? message[(path.Length + 2)..] : message;
}
