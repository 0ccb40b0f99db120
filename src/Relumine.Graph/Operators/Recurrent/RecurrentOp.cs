using System.Numerics;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Recurrent;

/// <summary>
/// A recurrent layer over time. Inputs: x [T, N, I], weights W [D, G·H, I] and R [D, G·H, H] for G gates, the bias [D, 2·G·H], lengths [N],
/// the first state [D, N, H]; outputs: all states [T, D, N, H] and the last [D, N, H].
/// </summary>
/// <param name="Direction">The direction through time.</param>
/// <param name="Activations">The functions of gates and states, for each direction; empty for the customary ones.</param>
/// <param name="Alphas">First parameters of those functions that have some.</param>
/// <param name="Betas">Second parameters of those functions that have some.</param>
/// <param name="Clip">Sums are cut to ± this; null for no limit.</param>
/// <param name="BatchFirst">Whether samples are the first axis and time the second (layout 1).</param>
public abstract record RecurrentOp(
    RecurrentDirection Direction, ValueArray<string> Activations, ValueArray<float> Alphas, ValueArray<float> Betas, float? Clip, bool BatchFirst)
    : Op, IFloatLoop<ForwardContext>
{
    private static readonly string[] s_directions = ["forward", "reverse", "bidirectional"];

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => BatchFirst ? 14 : 7;

    /// <summary>The number of gates, each with weights of its own.</summary>
    private protected abstract int Gates { get; }

    /// <summary>The functions unless others are given.</summary>
    private protected abstract string[] Customary { get; }

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        // Both follow from the inputs and outputs.
        _ = reader.Has("hidden_size") | reader.Has("output_sequence");
        var direction = reader.Text("direction", "forward");
        var activations = reader.Texts("activations") ?? [];
        var unknown = activations.FirstOrDefault(a => !GateFunction.Knows(a));
        return Array.IndexOf(s_directions, direction) is var d and >= 0 && unknown is null
            ? this with
            {
                Direction = (RecurrentDirection)d,
                Activations = activations,
                Alphas = reader.Floats("activation_alpha") ?? [],
                Betas = reader.Floats("activation_beta") ?? [],
                Clip = reader.Has("clip") ? reader.Float("clip", 0) : null,
                BatchFirst = reader.Flag("layout"),
            }
            : throw reader.Refuse(unknown is null ? $"its direction is '{direction}'" : $"it has the function '{unknown}'", "Export the model again.");
    }

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Direction != RecurrentDirection.Forward)
        {
            writer.Text("direction", s_directions[(int)Direction]);
        }

        if (Activations.Count > 0)
        {
            writer.Texts("activations", Activations.Span);
        }

        if (Alphas.Count > 0)
        {
            writer.Floats("activation_alpha", Alphas.Span);
        }

        if (Betas.Count > 0)
        {
            writer.Floats("activation_beta", Betas.Span);
        }

        if (Clip is { } clip)
        {
            writer.Float("clip", clip);
        }

        if (BatchFirst)
        {
            writer.Int("layout", 1);
        }
    }

    internal override double Work(Node node, IShapes shapes)
    {
        var x = shapes[node.Inputs[0]].Shape;
        return (double)x[0] * x[1] * ((double)shapes[node.Inputs[1]].Shape.ElementCount + shapes[node.Inputs[2]].Shape.ElementCount);
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 4 ? InputRole.Setting : InputRole.Data;

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, x) = context.Need(0, Kinds.Float);
        var (w, r) = (context.NeedLikeFirst(1).Shape, context.NeedLikeFirst(2).Shape);
        var directions = Direction == RecurrentDirection.Bidirectional ? 2 : 1;
        if (x.Rank != 3 || r.Rank != 3 || r[0] != directions || r[1] != (long)Gates * r[2] || !w.Equals(new Shape(directions, r[1], x[2])))
        {
            throw context.Fail($"x must be [steps, samples, inputs], and the weights must be {directions} × {Gates} matrices below each other that fit it");
        }

        var (steps, samples, hidden) = (x[BatchFirst ? 1 : 0], x[BatchFirst ? 0 : 1], r[2]);
        if (Activations.Count > 0 && Activations.Count != directions * Customary.Length)
        {
            throw context.Fail($"{Activations.Count} functions are given instead of {directions * Customary.Length}");
        }

        var state = BatchFirst ? new Shape(samples, directions, hidden) : new Shape(directions, samples, hidden);
        Check(3, new Shape(directions, 2 * Gates * hidden));
        Check(5, state);
        Check(6, state);
        Check(7, new Shape(directions, 3 * hidden));
        if (context.HasInput(4) && context.Need(4, Kinds.Integer).Shape.ElementCount != samples)
        {
            throw context.Fail("there must be a length for each sample");
        }

        context.Output(0, type, BatchFirst ? new Shape(samples, steps, directions, hidden) : new Shape(steps, directions, samples, hidden));
        context.Output(1, type, state);
        if (InputCount.Most > 6)
        {
            context.Output(2, type, state);
        }

        void Check(int i, Shape expected)
        {
            if (context.HasInput(i) && !context.NeedLikeFirst(i).Shape.Equals(expected))
            {
                throw context.Fail($"input {i} must be of shape {expected}");
            }
        }
    }

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        if (context.HasOutput(0))
        {
            // Behind the end of a sequence states are 0.
            context.Output(0).Bytes.Clear();
        }

        for (var direction = 0; direction < Directions; direction++)
        {
            Run<T>(context, Run(context, direction));
        }
    }

    /// <summary>Goes through time in one direction.</summary>
    private protected abstract void Run<T>(ForwardContext context, RecurrentRun run) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>What a direction computes with, and where everything lies.</summary>
    private protected RecurrentRun Run(ForwardContext context, int direction)
    {
        var functions = context.Kept<RecurrentMemory>().Functions ??=
            GateFunction.Of(Activations.Count > 0 ? Activations : Enumerable.Repeat(Customary, 2).SelectMany(a => a).ToArray(), Alphas, Betas);
        return new RecurrentRun(
            context, direction, Direction == RecurrentDirection.Reverse || direction == 1, BatchFirst, Gates, Clip is { } clip ? clip : double.PositiveInfinity,
            functions.AsSpan(direction * Customary.Length, Customary.Length));
    }

    /// <summary>The number of directions.</summary>
    private int Directions => Direction == RecurrentDirection.Bidirectional ? 2 : 1;
}
