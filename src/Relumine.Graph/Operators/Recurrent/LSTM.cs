using System.Numerics;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;

namespace Relumine.Graph.Operators.Recurrent;

/// <summary>
/// Long short-term memory (ONNX LSTM; Hochreiter &amp; Schmidhuber 1997, Neural Computation 9(8)). Gates lie in the order input, output,
/// forget, cell; input 6 is the first cell state, input 7 are weights from cell to gates [D, 3·H], output 2 is the last cell state.
/// </summary>
/// <param name="Direction">The direction through time.</param>
/// <param name="Activations">The functions of gates and states, for each direction; empty for the customary ones.</param>
/// <param name="Alphas">First parameters of those functions that have some.</param>
/// <param name="Betas">Second parameters of those functions that have some.</param>
/// <param name="Clip">Sums are cut to ± this; null for no limit.</param>
/// <param name="BatchFirst">Whether samples are the first axis and time the second (layout 1).</param>
/// <param name="InputForget">Whether the forget gate is one minus the input gate.</param>
public sealed record LSTM(
    RecurrentDirection Direction = RecurrentDirection.Forward, ValueArray<string> Activations = default, ValueArray<float> Alphas = default,
    ValueArray<float> Betas = default, float? Clip = null, bool BatchFirst = false, bool InputForget = false)
    : RecurrentOp(Direction, Activations, Alphas, Betas, Clip, BatchFirst)
{
    private static readonly string[] s_customary = ["Sigmoid", "Tanh", "Tanh"];

    /// <inheritdoc/>
    public override string Type => "LSTM";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (3, 8);

    private protected override int Gates => 4;

    private protected override string[] Customary => s_customary;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => (LSTM)base.Read(reader) with { InputForget = reader.Flag("input_forget") };

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        base.Write(writer);
        if (InputForget)
        {
            writer.Int("input_forget", 1);
        }
    }

    private protected override void Run<T>(ForwardContext context, RecurrentRun run)
    {
        var (samples, hidden, width) = (run.Samples, run.Hidden, run.Sums);
        var memory = context.Scratch<T>(run.Memory + 2 * samples * hidden);
        var rows = memory[..(samples * run.Inputs)];
        var sums = memory.Slice(rows.Length, samples * width);
        var fromState = memory.Slice(rows.Length + sums.Length, samples * width);
        var state = memory[^(samples * hidden)..];
        var cell = memory.Slice(memory.Length - 2 * samples * hidden, samples * hidden);
        run.Begin(5, state);
        run.Begin(6, cell);
        for (var turn = 0; turn < run.Steps; turn++)
        {
            run.FromInputs(turn, rows, sums);
            run.FromState(state, fromState, 0, 4);
            for (var n = 0; n < samples; n++)
            {
                if (run.StepOf(turn, n) is var step && step < 0)
                {
                    continue;
                }

                for (var j = 0; j < hidden; j++)
                {
                    Next(context, run, sums, fromState, state, cell, n, j);
                }

                run.Show<T>(step, n, state.Slice(n * hidden, hidden));
            }
        }

        run.End<T>(1, state);
        run.End<T>(2, cell);
    }

    private void Next<T>(
        ForwardContext context, RecurrentRun run, ReadOnlySpan<T> sums, ReadOnlySpan<T> fromState, Span<T> state, Span<T> cell, int n, int j)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (at, hidden) = (n * run.Hidden + j, run.Hidden);
        var functions = run.Functions;
        var before = double.CreateTruncating(cell[at]);
        var direction = run.Direction;
        var input = functions[0].Of(run.Limited(Sum(run, sums, fromState, n, j, 0) + (Peephole<T>(context, direction, hidden, 0, j) * before)));
        var forget = InputForget ? 1 - input
            : functions[0].Of(run.Limited(Sum(run, sums, fromState, n, j, 2) + (Peephole<T>(context, direction, hidden, 2, j) * before)));
        var candidate = functions[1].Of(run.Limited(Sum(run, sums, fromState, n, j, 3)));
        var next = (forget * before) + (input * candidate);
        var output = functions[0].Of(run.Limited(Sum(run, sums, fromState, n, j, 1) + (Peephole<T>(context, direction, hidden, 1, j) * next)));
        cell[at] = T.CreateTruncating(next);
        state[at] = T.CreateTruncating(output * functions[2].Of(next));
    }

    private static double Sum<T>(RecurrentRun run, ReadOnlySpan<T> sums, ReadOnlySpan<T> fromState, int n, int j, int gate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var place = n * run.Sums + gate * run.Hidden + j;
        var bias = run.StateBias<T>(gate);
        return double.CreateTruncating(sums[place] + fromState[place] + (bias.IsEmpty ? T.Zero : bias[j]));
    }

    // From the cell to the gates input, output and forget.
    private static double Peephole<T>(ForwardContext context, int direction, int hidden, int gate, int j) where T : unmanaged, IFloatingPointIeee754<T> =>
        context.HasInput(7) ? double.CreateTruncating(context.Input(7).Values<T>()[(((direction * 3) + gate) * hidden) + j]) : 0;
}
