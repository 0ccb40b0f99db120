namespace Relumine.Graph.Operators.Rules;

/// <summary>Classes of element types, as ONNX's type constraints name them.</summary>
[Flags]
internal enum Kinds
{
    Float = 1,
    Integer = 2,
    Bool = 4,
    Number = Float | Integer,
    Any = Number | Bool,
}
