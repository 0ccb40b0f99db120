using Relumine.Graph.Operators.Passes;

namespace Relumine.Graph.Operators.Rules;

/// <summary>When samples may be stacked, for operators of a kind.</summary>
internal static class StackingRules
{
    extension(StackingContext context)
    {
        /// <summary>Input 0 and the output have the same first dimension, and it stays the first.</summary>
        public bool StacksRows =>
            context.Input(0).Rank > 0 && context.Input(0).Rank == context.Output(0).Rank && context.Input(0)[0] == context.Output(0)[0];
    }

    /// <summary>Only input 0 varies, and the axis that the operator works along is not its first.</summary>
    public static bool StacksAxis(this StackingContext context, long axis) =>
        context.OnlyVaries(0) && context.Input(0).Rank > 1 && axis != 0 && axis != -context.Input(0).Rank;
}
