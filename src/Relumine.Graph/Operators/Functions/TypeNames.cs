
namespace Relumine.Graph.Operators.Functions;

/// <summary>Element types as Cast named them before opset 6.</summary>
internal static class TypeNames
{
    private static readonly string[] s_names =
    [
        "UNDEFINED", "FLOAT", "UINT8", "INT8", "UINT16", "INT16", "INT32", "INT64", "STRING", "BOOL", "FLOAT16", "DOUBLE", "UINT32", "UINT64",
    ];

    /// <summary>The number of the type, or null if there is none of this name.</summary>
    public static int? Of(string name) => Array.IndexOf(s_names, name) is > 0 and var i ? i : null;
}
