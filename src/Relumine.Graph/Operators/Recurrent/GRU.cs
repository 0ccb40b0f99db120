using System.Numerics;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;

namespace Relumine.Graph.Operators.Recurrent;

/// <summary>
/// Gated recurrent units (ONNX GRU; Cho et al. 2014, EMNLP): the state moves to a candidate as far as the update gate z lets it, and the
/// candidate sees as much of the state as the reset gate r lets through. Gates lie in the order z, r, h.
/// </summary>
/// <param name="Direction">The direction through time.</param>
/// <param name="Activations">The functions of gates and states, for each direction; empty for the customary ones.</param>
/// <param name="Alphas">First parameters of those functions that have some.</param>
/// <param name="Betas">Second parameters of those functions that have some.</param>
/// <param name="Clip">Sums are cut to ± this; null for no limit.</param>
/// <param name="BatchFirst">Whether samples are the first axis and time the second (layout 1).</param>
/// <param name="LinearBeforeReset">Whether the reset gate comes behind the product of the state with its weights.</param>
public sealed record GRU(
    RecurrentDirection Direction = RecurrentDirection.Forward, ValueArray<string> Activations = default, ValueArray<float> Alphas = default,
    ValueArray<float> Betas = default, float? Clip = null, bool BatchFirst = false, bool LinearBeforeReset = false)
    : RecurrentOp(Direction, Activations, Alphas, Betas, Clip, BatchFirst)
{
    private static readonly string[] s_customary = ["Sigmoid", "Tanh"];

    /// <inheritdoc/>
    public override string Type => "GRU";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (3, 6);

    private protected override int Gates => 3;

    private protected override string[] Customary => s_customary;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => (GRU)base.Read(reader) with { LinearBeforeReset = reader.Flag("linear_before_reset") };

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        base.Write(writer);
        if (LinearBeforeReset)
        {
            writer.Int("linear_before_reset", 1);
        }
    }

    private protected override void Run<T>(ForwardContext context, RecurrentRun run)
    {
        var (samples, hidden, width) = (run.Samples, run.Hidden, run.Sums);
        var memory = context.Scratch<T>(run.Memory + 4 * samples * hidden);
        var rows = memory[..(samples * run.Inputs)];
        var sums = memory.Slice(rows.Length, samples * width);
        var fromState = memory.Slice(rows.Length + sums.Length, samples * width);
        var state = memory[^(samples * hidden)..];
        var reset = memory.Slice(memory.Length - 2 * samples * hidden, samples * hidden);
        var product = memory.Slice(memory.Length - 3 * samples * hidden, samples * hidden);
        run.Begin(5, state);
        for (var turn = 0; turn < run.Steps; turn++)
        {
            run.FromInputs(turn, rows, sums);
            run.FromState(state, fromState, 0, 3);
            for (var i = 0; i < samples * hidden; i++)
            {
                reset[i] = Gate<T>(run, sums, fromState, i / hidden, i % hidden, 1);
            }

            if (!LinearBeforeReset)
            {
                // The candidate sees the state behind the reset gate.
                for (var i = 0; i < samples * hidden; i++)
                {
                    product[i] = reset[i] * state[i];
                }

                run.FromState<T>(product, memory.Slice(rows.Length + 2 * samples * width, samples * hidden), 2, 1);
            }

            for (var n = 0; n < samples; n++)
            {
                if (run.StepOf(turn, n) is var step && step < 0)
                {
                    continue;
                }

                for (var j = 0; j < hidden; j++)
                {
                    Next(run, sums, fromState, memory.Slice(rows.Length + 2 * samples * width, samples * hidden), reset, state, n, j);
                }

                run.Show<T>(step, n, state.Slice(n * hidden, hidden));
            }
        }

        run.End<T>(1, state);
    }

    private void Next<T>(
        RecurrentRun run, ReadOnlySpan<T> sums, ReadOnlySpan<T> fromState, ReadOnlySpan<T> fromReset, ReadOnlySpan<T> reset, Span<T> state, int n, int j)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (at, place) = (n * run.Hidden + j, n * run.Sums + 2 * run.Hidden + j);
        var bias = run.StateBias<T>(2);
        var own = bias.IsEmpty ? T.Zero : bias[j];
        var sum = sums[place] + (LinearBeforeReset ? reset[at] * (fromState[place] + own) : fromReset[at] + own);
        var candidate = run.Functions[1].Of(run.Limited(double.CreateTruncating(sum)));
        var update = double.CreateTruncating(Gate<T>(run, sums, fromState, n, j, 0));
        state[at] = T.CreateTruncating(((1 - update) * candidate) + (update * double.CreateTruncating(state[at])));
    }

    private static T Gate<T>(RecurrentRun run, ReadOnlySpan<T> sums, ReadOnlySpan<T> fromState, int n, int j, int gate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var place = n * run.Sums + gate * run.Hidden + j;
        var bias = run.StateBias<T>(gate);
        var sum = sums[place] + fromState[place] + (bias.IsEmpty ? T.Zero : bias[j]);
        return T.CreateTruncating(run.Functions[0].Of(run.Limited(double.CreateTruncating(sum))));
    }
}
