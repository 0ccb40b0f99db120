using System.Text.Json;
using System.Text.Json.Serialization;
using Relumine.Doctor.Json;
using Relumine.Kernels;
using Relumine.Kernels.Calculus;

namespace Relumine.Cli.Explanations;

/// <summary>What <c>explain --json</c> writes about an activation.</summary>
internal sealed record ExplainDocument(
    string Schema,
    string Name,
    string Title,
    IReadOnlyList<string> Aliases,
    string Definition,
    string Latex,
    string Source,
    IReadOnlyList<ExplainedParameter> Parameters,
    string Range,
    string? Flat,
    bool IsRectifier,
    double Gain,
    string Good,
    string Bad,
    ExplainedOnnx Onnx,
    IReadOnlyList<ExplainedFramework> Frameworks,
    IReadOnlyList<ExplainedPoint> Points)
{
    /// <summary>The document as JSON, with a line end after it.</summary>
    public static string Write(Activation activation)
    {
        var card = activation.Card;
        var document = new ExplainDocument(
            "relumine.explain/1", card.Name, card.Title, card.Aliases, card.Definition, card.Latex, card.Source,
            [.. card.Parameters.Zip(activation.Parameters, (p, value) => new ExplainedParameter(p.Name, value, p.Meaning))],
            card.Range, card.Flat, card.IsRectifier, Moments.Of(activation).Gain, card.Good, card.Bad,
            new([.. card.Onnx.Steps.Select(s => s.Operator)], card.Onnx.SinceVersion),
            [.. card.Frameworks.Select(f => new ExplainedFramework(f.Framework, f.Derivative))],
            [.. KinkExamination.WithZero(activation).Select(ExplainedPoint.Of)]);
        return JsonSerializer.Serialize(document, ExplainJsonContext.Default.ExplainDocument) + "\n";
    }
}

/// <summary>A parameter of an activation.</summary>
internal sealed record ExplainedParameter(string Name, double Value, string Meaning);

/// <summary>How ONNX says an activation.</summary>
internal sealed record ExplainedOnnx(IReadOnlyList<string> Operators, int Opset);

/// <summary>What a framework returns as the derivative at a kink.</summary>
internal sealed record ExplainedFramework(string Name, string Derivative);

/// <summary>The argument about the derivative at one point.</summary>
internal sealed record ExplainedPoint(
    double At,
    double Value,
    bool Continuous,
    double LimitFromLeft,
    double LimitFromRight,
    double SlopeFromLeft,
    double SlopeFromRight,
    bool Differentiable,
    IReadOnlyList<DifferenceQuotient> Quotients,
    IReadOnlyList<ExplainedChoice> Choices,
    IReadOnlyList<string> Argument)
{
    /// <summary>Copies what is written.</summary>
    public static ExplainedPoint Of(KinkExamination point) => new(
        point.At, point.Value, point.IsContinuous, point.LimitFromLeft, point.LimitFromRight, point.SlopeFromLeft, point.SlopeFromRight,
        point.IsDifferentiable, point.Quotients,
        [.. ((Kink[])[Kink.Left, Kink.Middle, Kink.Right]).Select(k => new ExplainedChoice(k.Lambda, point.Derivative(k)))],
        point.Argument());
}

/// <summary>The derivative that a choice of λ makes.</summary>
internal sealed record ExplainedChoice(double Lambda, double Derivative);

/// <summary>The serialiser, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    Converters = [typeof(NonFiniteAsNull)]
)]
[JsonSerializable(typeof(ExplainDocument))]
internal sealed partial class ExplainJsonContext : JsonSerializerContext;
