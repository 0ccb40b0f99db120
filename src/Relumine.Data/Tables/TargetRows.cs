namespace Relumine.Data.Tables;

/// <summary>The rows of a table that have a target: what a choice of those to learn from may look at.</summary>
/// <param name="Count">Their number.</param>
/// <param name="Labels">The class of each; null where the target is a number, or stands elsewhere.</param>
public readonly record struct TargetRows(int Count, int[]? Labels);
