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
            var model = OnnxModel.Load(test.ModelPath);
            foreach (var set in test.Sets)
            {
                if (Difference(model, set) is { } difference)
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

    private static string? Difference(Model model, OnnxTestSet set)
    {
        var inputs = set.LoadInputs(model.Graph);
        var expected = set.LoadOutputs();
        try
        {
            return Difference(model, inputs, expected);
        }
        catch (UnsupportedException) when (TakeAsConstants(ref model, ref inputs))
        {
            return Difference(model, inputs, expected);
        }
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

    /// <summary>
    /// Many tests give a shape, an axis or a scale as an input, where networks have a constant; Relumine has to know it
    /// when it makes a plan. So inputs that may be such, integers, single numbers and further vectors, become constants.
    /// </summary>
    /// <returns>Whether there are any.</returns>
    private static bool TakeAsConstants(ref Model model, ref ModelTensor[] inputs)
    {
        var given = model.Graph.Inputs.Zip(inputs).ToArray();
        var constant = given
            .Where((input, i) => input.Second.Type is ElementType.Int32 or ElementType.Int64 || input.Second.Shape.Rank < Math.Min(i + 1, 2))
            .ToArray();
        var rest = given.Except(constant).ToArray();
        inputs = [.. rest.Select(i => i.Second)];
        model = model with
        {
            Graph = model.Graph with { Inputs = rest.Select(i => i.First).ToArray() },
            Weights = model.Weights.Concat(constant.Select(i => KeyValuePair.Create(i.First.Name, i.Second))).ToDictionary(StringComparer.Ordinal),
        };
        return constant.Length > 0;
    }

    private static string WithoutPath(string message, string path) =>
        message.StartsWith(path + ": ", StringComparison.Ordinal) ? message[(path.Length + 2)..] : message;
}
