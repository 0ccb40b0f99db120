namespace Relumine.Kernels.Tests.Activations;

/// <summary>
/// The size on which the error of a value is measured: that of the value itself. A function that is not 0 at 0 but changes its sign
/// elsewhere is a sum whose parts cancel there, as s·max(0, x)² + b does; no arithmetic keeps the digits that cancel, so the size of
/// f(0) counts there, too.
/// </summary>
internal static class ValueScale
{
    public static double Of(Activation f, double value)
    {
        var atZero = f.Value(0);
        var cancels = atZero != 0 && (f.Value(-1e3) * f.Value(1e3)) < 0;
        return cancels ? Math.Max(Math.Abs(value), Math.Abs(atZero)) : Math.Abs(value);
    }
}
