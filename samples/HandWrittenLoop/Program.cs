// A training loop written by hand, without Relumine's engine: two inputs, one hidden layer of 64 ReLUs, one output,
// plain arrays. Relumine only watches. The learning rate is too high, so that there is something to see:
//
//   dotnet run --project samples/HandWrittenLoop            a rate that kills
//   dotnet run --project samples/HandWrittenLoop -- 0.05    a sound one
using System.Globalization;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Watch;
using Relumine.Kernels;

const int Batch = 32, Hidden = 64;
var rate = args.Length > 0 ? float.Parse(args[0], CultureInfo.InvariantCulture) : 0.6f;
var random = new Random(1);
float Normal() => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

var (w1, b1) = (new float[Hidden * 2], new float[Hidden]);
var (w2, b2) = (new float[Hidden], 0f);
Array.Fill(b1, 0f);
for (var i = 0; i < w1.Length; i++)
{
    w1[i] = Normal();
}

for (var i = 0; i < Hidden; i++)
{
    w2[i] = Normal() * MathF.Sqrt(2f / Hidden);
}

using var watch = new TrainingWatch();
var layer = watch.Layer("hidden", ActivationCatalogue.Find("Relu")!, Hidden);
var (z, dz) = (new float[Batch * Hidden], new float[Batch * Hidden]);
var x = new float[Batch * 2];
for (var step = 1; step <= 1000; step++)
{
    var loss = 0f;
    for (var s = 0; s < Batch; s++)
    {
        (x[2 * s], x[(2 * s) + 1]) = (Normal(), Normal());
        var target = MathF.Sin(2 * x[2 * s]) + MathF.Abs(x[(2 * s) + 1]);
        var y = b2;
        for (var h = 0; h < Hidden; h++)
        {
            var sum = b1[h] + (w1[2 * h] * x[2 * s]) + (w1[(2 * h) + 1] * x[(2 * s) + 1]);
            z[(s * Hidden) + h] = sum;
            y += w2[h] * MathF.Max(0, sum);
        }

        var error = (y - target) / Batch;
        loss += (y - target) * (y - target) / Batch;
        for (var h = 0; h < Hidden; h++)
        {
            dz[(s * Hidden) + h] = z[(s * Hidden) + h] > 0 ? 2 * error * w2[h] : 0;
        }

        b2 -= rate * 2 * error;
        for (var h = 0; h < Hidden; h++)
        {
            w2[h] -= rate * 2 * error * MathF.Max(0, z[(s * Hidden) + h]);
        }
    }

    for (var s = 0; s < Batch; s++)
    {
        for (var h = 0; h < Hidden; h++)
        {
            var g = rate * dz[(s * Hidden) + h];
            b1[h] -= g;
            w1[2 * h] -= g * x[2 * s];
            w1[(2 * h) + 1] -= g * x[(2 * s) + 1];
        }
    }

    // The whole of Relumine's part: what the layer computed, and the end of the step.
    layer.ObservePreActivations<float>(z, Batch);
    layer.ObserveGradients<float>(dz);
    foreach (var finding in watch.EndStep(loss))
    {
        Console.WriteLine(FormattableString.Invariant($"step {step}, loss {loss:G4}: {finding.Severity}: {finding.Message}"));
    }
}

Console.WriteLine(
    FormattableString.Invariant(
        $"After {watch.Step} steps: {layer.Latest!.Dead} of {layer.Units} units dead, {layer.BornDead.Count()} of them since the first window."
    )
);
