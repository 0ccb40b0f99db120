using Relumine.Graph.Errors;
using Relumine.Graph.Operators.Catalogue;
using Relumine.Onnx.Format;
using Relumine.Onnx.Import;
using Relumine.Onnx.Import.Compositions;

namespace Relumine.Onnx.TestCases;

/// <summary>What a test is about.</summary>
/// <param name="Operator">The operator of its only node; empty if it has several, as a test whose operator is written out has.</param>
/// <param name="Since">The first opset that has the operator, in any form that is read; null if it is not read.</param>
/// <param name="Opset">The opset of the model; 0 if it names none of ONNX's own.</param>
/// <param name="Type">The element type of the first input, or of the first output, by its name in ONNX; <c>sequence</c> and the like for no tensor.</param>
public sealed record OnnxTestSubject(string Operator, int? Since, int Opset, string Type)
{
    private const int SinceControl = 1;
    private const int SinceSequences = 11;

    /// <summary>Reads what a test is about.</summary>
    /// <exception cref="RelumineException">The file is missing or broken.</exception>
    public static OnnxTestSubject Of(OnnxTestCase test)
    {
        ArgumentNullException.ThrowIfNull(test);
        var model = ProtobufFile.Parse(ModelProto.Parser, test.ModelPath, "an ONNX model");
        var opset = model.OpsetImport.Where(o => Opsets.Domain(o.Domain).Length == 0).Select(o => o.Version).DefaultIfEmpty(0).Max();
        var nodes = model.Graph.Node.Where(n => n.OpType != "Constant").ToArray();
        var name = nodes is [var only] ? only.OpType : "";
        var value = model.Graph.Input.Concat(model.Graph.Output).FirstOrDefault();
        return new(name, SinceOf(name), (int)opset, TypeOf(value?.Type));
    }

    private static string TypeOf(TypeProto? type) => type?.ValueCase switch
    {
        TypeProto.ValueOneofCase.TensorType => DataTypes.Name(type.TensorType.ElemType),
        TypeProto.ValueOneofCase.SequenceType => "sequence",
        TypeProto.ValueOneofCase.OptionalType => "optional",
        _ => "none",
    };

    private static int? SinceOf(string type) =>
        OperatorCatalogue.Find(type)?.Since ?? CompositionCatalogue.Find(type)?.Since ?? type switch
        {
            "If" or "Loop" => SinceControl,
            "Scan" => 9,
            "SequenceMap" => 17,
            "SequenceConstruct" or "SequenceEmpty" or "SequenceInsert" or "SequenceErase" or "SequenceAt" or "SequenceLength" or "SplitToSequence"
                or "ConcatFromSequence" => SinceSequences,
            _ => null,
        };
}
