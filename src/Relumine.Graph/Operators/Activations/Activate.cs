using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Sweeps;

namespace Relumine.Graph.Operators.Activations;

/// <summary>An activation applied to every element: any that ONNX says with one operator, or as a composed form that was recognised.</summary>
/// <param name="Function">The function with its parameters.</param>
public sealed record Activate(Activation Function) : Op, IFloatLoop<ForwardContext>, IFloatLoop<BackwardContext>
{
    // Made when they are first needed; two threads may make the same.
    private ActivationKernel<float>? _single;
    private ActivationKernel<double>? _double;

    // A copy with another function (a "with" expression) must not take over the loops of this one.
    private Activate(Activate original)
        : base(original) => Function = original.Function;

    /// <summary>The name of the ONNX operator; for a function that ONNX composes of several, its name on its card.</summary>
    public override string Type => Function.Card.Onnx.Single?.Operator ?? Function.Card.Name;

    /// <inheritdoc/>
    // What opset 6 has was there before, with a note on memory that might be used again.
    public override int Since => Function.Card.Onnx.SinceVersion is var since && since <= 6 ? 1 : since;

    /// <summary>The activation that a node says, or null if its operator is none or it sets attributes as none does.</summary>
    public static Activation? Find(NodeReader reader)
    {
        foreach (var candidate in ActivationCatalogue.All)
        {
            if (candidate.Card.Onnx.Single is { } step && step.Operator == reader.Type && step.Attributes.All(a => Agrees(a, reader)))
            {
                return candidate.With(Parameters(candidate.Card, step, reader));
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        try
        {
            return Find(reader) is { } function
                ? new Activate(function)
                : throw reader.Refuse("its attributes select a variant that is not known", "Export the model with another variant of the function.");
        }
        catch (ArgumentException e)
        {
            throw reader.Refuse("a parameter is out of range: " + e.Message, "Correct the attribute.");
        }
    }

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        var (card, values) = (Function.Card, Function.Parameters);
        foreach (var attribute in card.Onnx.Single?.Attributes ?? [])
        {
            for (var i = 0; i < values.Count; i++)
            {
                if (card.Parameters[i].Name == attribute.Parameter && values[i] != card.Parameters[i].Default)
                {
                    writer.Float(attribute.Name, values[i]);
                }
            }

            if (attribute.Text is { } text)
            {
                writer.Text(attribute.Name, text);
            }
            else if (attribute.Constant is { } constant)
            {
                writer.Float(attribute.Name, constant);
            }
        }
    }

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 1);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => Function.Card.Onnx.SinceVersion;

    /// <inheritdoc/>
    public override void Infer(InferenceContext context) =>
        context.Output(0, context.Need(0, Kinds.Float).Type, context.Input(0).Shape);

    /// <inheritdoc/>
    public override bool IsElementwise => true;

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    /// <inheritdoc/>
    public override bool IsActivation => true;

    // Of a line on either side of 0 two slopes are the same.
    internal override NumberWork WorkOfNumber =>
        Function.SlopeFromLeft(-0.5) == Function.SlopeFromLeft(-0.25) && Function.SlopeFromLeft(0.25) == Function.SlopeFromLeft(0.5)
            ? NumberWork.Sweep : NumberWork.Smooth;

    internal override Interval? Bounds(BoundsContext context) => ActivationBounds.Of(Function, context[0]) is { } exact ? context.Rounded(exact) : null;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context) => Kernel<T>().Value(context.Input(0).Values<T>(), context.Output(0).Values<T>());

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => Function.OutputTellsSlope(kink) ? BackwardNeeds.Output(0) : BackwardNeeds.Input(0);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        var gradient = context.InputGradient(0).Values<T>();
        if (Function.OutputTellsSlope(context.Kink))
        {
            Kernel<T>().GradientFromOutput(context.Output(0).Values<T>(), context.Upstream<T>(), gradient);
        }
        else
        {
            Kernel<T>().Gradient(context.Kink, context.Input(0).Values<T>(), context.Upstream<T>(), gradient);
        }
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.StacksElementwise;

    /// <summary>Equal if the functions are.</summary>
    public bool Equals(Activate? other) => other is not null && other.Function.Equals(Function);

    /// <inheritdoc/>
    public override int GetHashCode() => Function.GetHashCode();

    private static bool Agrees(OnnxAttribute attribute, NodeReader reader) =>
        attribute.Text is { } text ? reader.Text(attribute.Name, OnnxDefault(attribute)) == text
        : attribute.Constant is not { } constant || reader.Float(attribute.Name, (float)constant) == (float)constant;

    // The only text attribute of an activation is Gelu's, which is "none" unless given.
    private static string OnnxDefault(OnnxAttribute attribute) => attribute.Name == "approximate" ? "none" : "";

    private static double[] Parameters(Card card, OnnxStep step, NodeReader reader)
    {
        var values = card.Parameters.Select(p => p.Default).ToArray();
        foreach (var attribute in step.Attributes)
        {
            for (var i = 0; i < values.Length; i++)
            {
                // A file holds floats: one that rounds from the customary value means the customary value.
                if (card.Parameters[i].Name == attribute.Parameter && reader.Float(attribute.Name, (float)values[i]) is var given && given != (float)values[i])
                {
                    values[i] = given;
                }
            }
        }

        return values;
    }

    private ActivationKernel<T> Kernel<T>() where T : unmanaged => typeof(T) == typeof(float)
        ? (ActivationKernel<T>)(object)(_single ??= ActivationKernel<float>.Of(Function))
        : (ActivationKernel<T>)(object)(_double ??= ActivationKernel<double>.Of(Function));
}
