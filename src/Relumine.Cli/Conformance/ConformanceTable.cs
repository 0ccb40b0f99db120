using System.Globalization;
using System.Text;
using Relumine.Onnx.TestCases;

namespace Relumine.Cli.Conformance;

/// <summary>What <c>conformance --table</c> writes: operators by opset and element type, passed and refused, and the shares of both.</summary>
internal static class ConformanceTable
{
    // What dense classifiers are made of.
    private static readonly HashSet<string> s_dense = [.. ("Gemm MatMul Add Sub Mul Div Sum Relu LeakyRelu PRelu Elu Selu Celu Gelu Mish Swish Clip Sigmoid "
        + "HardSigmoid HardSwish Tanh Softplus Softsign ThresholdedRelu Softmax LogSoftmax Flatten Reshape Identity").Split(' ')];

    // What convolutional classifiers have besides.
    private static readonly HashSet<string> s_convolutional = [.. ("Conv ConvTranspose MaxPool AveragePool GlobalAveragePool GlobalMaxPool LpPool GlobalLpPool "
        + "BatchNormalization InstanceNormalization LayerNormalization LRN Concat Pad Transpose Squeeze Unsqueeze Dropout ReduceMean Slice Split").Split(' ')];

    private static readonly HashSet<string> s_computed = ["float32", "float64", "int32", "int64", "bool"];
    private static readonly HashSet<string> s_narrow = ["float16", "int8", "uint8"];

    // What a test is called that is about training, text, sequences or optional values.
    private static readonly string[] s_aside =
    [
        "string", "regex", "strnorm", "tfidf", "label_encoder", "sequence", "optional", "_opt", "_seq", "training", "adagrad", "adam", "momentum", "test_sce",
        "test_nllloss",
    ];


    /// <summary>The page of a folder's tests.</summary>
    public static string Of(string folder, IReadOnlyList<ConformanceResult> results)
    {
        var byName = results.ToDictionary(r => r.Name, StringComparer.Ordinal);
        return Write([.. OnnxTestCase.Find(folder).Where(t => byName.ContainsKey(t.Name)).Select(t => (OnnxTestSubject.Of(t), byName[t.Name]))]);
    }

    /// <summary>The page.</summary>
    /// <param name="tests">The tests, with how they ended.</param>
    private static string Write(IReadOnlyList<(OnnxTestSubject Subject, ConformanceResult Result)> tests)
    {
        var page = new StringBuilder("""
            # ONNX's own tests, operator by operator

            Written by `relumine conformance DIR --table docs/conformance.md` from the node tests of ONNX. A test counts where its model has one
            node; those whose operator is written out, or that have several, stand together in the last line. The element type is that of the first
            input. *Since* is the first opset in which the operator is read, in any of its forms; without it, it is not.

            | share | tests | passed | refused | failed | % |
            |---|---|---|---|---|---|

            """);
        var counted = tests.Where(t => !IsAside(t)).ToArray();
        Share("dense and convolutional classifiers, five element types", counted.Where(t => s_computed.Contains(t.Subject.Type)
            && (s_dense.Contains(t.Subject.Operator) || s_convolutional.Contains(t.Subject.Operator))));
        Share("all but training, strings, sequences and optional values, five element types", counted.Where(t => s_computed.Contains(t.Subject.Type)));
        Share("the same, float16, int8 and uint8", counted.Where(t => s_narrow.Contains(t.Subject.Type)));
        Share("the same, all element types", counted);
        Share("training, strings, sequences and optional values", tests.Where(IsAside));
        Share("everything", tests);
        page.Append("\n| operator | since | opsets | passed | refused |\n|---|---|---|---|---|\n");
        foreach (var of in tests.GroupBy(t => t.Subject.Operator).OrderBy(g => g.Key.Length == 0).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            var opsets = of.Select(t => t.Subject.Opset).Where(o => o > 0).Distinct().Order().Select(o => o.ToString(CultureInfo.InvariantCulture));
            var since = of.First().Subject.Since?.ToString(CultureInfo.InvariantCulture);
            page.Append(CultureInfo.InvariantCulture, $"| {(of.Key.Length == 0 ? "several nodes" : of.Key)} | {since} | {string.Join(", ", opsets)} | ")
                .Append(CultureInfo.InvariantCulture, $"{Types(of, Verdict.Passed)} | {Types(of, Verdict.Refused)} |\n");
        }

        return page.ToString().ReplaceLineEndings("\n");

        void Share(string name, IEnumerable<(OnnxTestSubject, ConformanceResult Result)> of)
        {
            var all = of.Select(t => t.Result.Verdict).ToArray();
            int Count(Verdict verdict) => all.Count(v => v == verdict);
            var percent = all.Length == 0 ? 0 : 100.0 * Count(Verdict.Passed) / all.Length;
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {name} | {all.Length} | {Count(Verdict.Passed)} | {Count(Verdict.Refused)} | {Count(Verdict.Failed)} | {percent:0.0} |\n");
        }
    }

    private static bool IsAside((OnnxTestSubject Subject, ConformanceResult Result) test) =>
        test.Subject.Type is "string" or "sequence" or "optional" || s_aside.Any(word => test.Result.Name.Contains(word, StringComparison.Ordinal));

    private static string Types(IEnumerable<(OnnxTestSubject Subject, ConformanceResult Result)> of, Verdict verdict) =>
        string.Join(", ", of.Where(t => t.Result.Verdict == verdict).CountBy(t => t.Subject.Type).OrderBy(t => t.Key, StringComparer.Ordinal)
            .Select(t => t.Value == 1 ? t.Key : $"{t.Key} ×{t.Value.ToString(CultureInfo.InvariantCulture)}"));
}
