using System.Numerics;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;

namespace Relumine.Graph.Operators.Recurrent;

/// <summary>A layer whose state is a function of the input and the state before: f(x·Wᵀ + h·Rᵀ + b) (ONNX RNN; Elman 1990, Cognitive Science 14).</summary>
/// <param name="Direction">The direction through time.</param>
/// <param name="Activations">The functions of gates and states, for each direction; empty for the customary ones.</param>
/// <param name="Alphas">First parameters of those functions that have some.</param>
/// <param name="Betas">Second parameters of those functions that have some.</param>
/// <param name="Clip">Sums are cut to ± this; null for no limit.</param>
/// <param name="BatchFirst">Whether samples are the first axis and time the second (layout 1).</param>
public sealed record RNN(
    RecurrentDirection Direction = RecurrentDirection.Forward, ValueArray<string> Activations = default, ValueArray<float> Alphas = default,
    ValueArray<float> Betas = default, float? Clip = null, bool BatchFirst = false)
    : RecurrentOp(Direction, Activations, Alphas, Betas, Clip, BatchFirst)
{
    private static readonly string[] s_customary = ["Tanh"];

    /// <inheritdoc/>
    public override string Type => "RNN";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (3, 6);

    private protected override int Gates => 1;

    private protected override string[] Customary => s_customary;

    private protected override void Run<T>(ForwardContext context, RecurrentRun run)
    {
        var (samples, hidden) = (run.Samples, run.Hidden);
        var memory = context.Scratch<T>(run.Memory + samples * hidden);
        var rows = memory[..(samples * run.Inputs)];
        var sums = memory.Slice(rows.Length, samples * hidden);
        var fromState = memory.Slice(rows.Length + sums.Length, sums.Length);
        var state = memory[^(samples * hidden)..];
        run.Begin(5, state);
        var bias = run.StateBias<T>(0);
        for (var turn = 0; turn < run.Steps; turn++)
        {
            run.FromInputs(turn, rows, sums);
            run.FromState(state, fromState, 0, 1);
            for (var n = 0; n < samples; n++)
            {
                if (run.StepOf(turn, n) is var step && step < 0)
                {
                    continue;
                }

                for (var j = 0; j < hidden; j++)
                {
                    var at = n * hidden + j;
                    var sum = double.CreateTruncating(sums[at] + fromState[at]) + (bias.IsEmpty ? 0 : double.CreateTruncating(bias[j]));
                    state[at] = T.CreateTruncating(run.Functions[0].Of(run.Limited(sum)));
                }

                run.Show<T>(step, n, state.Slice(n * hidden, hidden));
            }
        }

        run.End<T>(1, state);
    }
}
