namespace Relumine.Kernels.Products.Convolutions;

/// <summary>Lines of a sample's windows that are computed in one go: those along the last dimension.</summary>
/// <param name="First">The first line.</param>
/// <param name="End">The line behind the last.</param>
/// <param name="Begins">Whether the probe's record begins with them; otherwise it is added to.</param>
internal readonly record struct LineRange(int First, int End, bool Begins);
