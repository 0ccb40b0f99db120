using System.Diagnostics;
using System.Globalization;
using Relumine.Doctor.Watch;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Networks;
using Relumine.Engine.Training.Planning;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Activations;

namespace Relumine.Cli.Bench;

/// <summary>
/// A step of training as trials: alone, with a <see cref="TrainingWatch"/> that is handed pre-activations and gradients of
/// every hidden layer after it, as a loop of one's own would, and the watch alone. Examinations are among it.
/// </summary>
internal sealed class WatchTrials : IDisposable
{
    private const int Batches = 16;

    private static readonly TimeSpan s_warm = TimeSpan.FromSeconds(0.4);

    private readonly TrainingPlan _plan;
    private readonly TrainingWatch _watch = new();
    private readonly List<(LayerWatch Layer, float[] Z, float[] Gradients)> _layers = [];
    private readonly ModelTensor[][] _inputs;
    private readonly int[][] _labels;
    private readonly Optimizer _optimizer = new Sgd(Momentum: 0.9);
    private readonly int _batch;
    private readonly string _size;
    private long _step;

    /// <summary>Builds a dense network with ReLU but for the last layer.</summary>
    /// <param name="widths">The widths of its layers, the inputs first.</param>
    /// <param name="batch">The samples in a step.</param>
    /// <param name="threads">The number of threads; 0 is one a core.</param>
    public WatchTrials(IReadOnlyList<int> widths, int batch, int threads)
    {
        var network = Network.Input(widths[0]);
        foreach (var width in widths.Skip(1).SkipLast(1))
        {
            network = network.Dense(width).Relu();
            _layers.Add(
                (
                    _watch.Layer($"hidden{_layers.Count + 1}", Activation.Of(Relu.Default), width),
                    KernelTrials.Numbers(batch * width, 10),
                    KernelTrials.Numbers(batch * width, 11)
                )
            );
        }

        _batch = batch;
        _plan = TrainingPlan.Compile(
            network.Dense(widths[^1]).Build(),
            new TrainingPlanOptions
            {
                Loss = new SoftmaxCrossEntropy(),
                Batch = batch,
                Threads = threads,
            }
        );
        _inputs =
        [
            .. Enumerable
                .Range(0, Batches)
                .Select(i => (ModelTensor[])[ModelTensor.Of(new Shape(batch, widths[0]), KernelTrials.Numbers(batch * widths[0], 20 + (uint)i))]),
        ];
        _labels = [.. Enumerable.Range(0, Batches).Select(i => Enumerable.Range(i, batch).Select(n => n % widths[^1]).ToArray())];
        _size = string.Create(CultureInfo.InvariantCulture, $"{string.Join('-', widths)}, batch {batch}");
    }

    /// <summary>The trials.</summary>
    /// <param name="stop">Ends the warming up.</param>
    public IEnumerable<Trial> All(CancellationToken stop)
    {
        // Examinations are rare, so it takes a while until the compiler has made its best of them.
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < s_warm && !stop.IsCancellationRequested;)
        {
            LearnWatched();
            _watch.Examine();
        }

        return Trials();
    }

    private IEnumerable<Trial> Trials() =>
    [
        new("training step", _size, Learn, _batch, "samples/s", IsFirst: true),
        new("watched training step", _size, LearnWatched, _batch, "samples/s"),
        new("watching alone", _size, Watch, _batch, "samples/s"),
    ];

    /// <inheritdoc/>
    public void Dispose()
    {
        _plan.Dispose();
        _watch.Dispose();
    }

    private void Learn()
    {
        var turn = (int)(_step++ % Batches);
        _plan.Learn(_batch, _inputs[turn], Targets.OfLabels(_labels[turn]), _step, _optimizer, 0.001);
    }

    private void LearnWatched()
    {
        Learn();
        Watch();
    }

    private void Watch()
    {
        foreach (var (layer, z, gradients) in _layers)
        {
            layer.ObservePreActivations<float>(z, _batch);
            layer.ObserveGradients<float>(gradients);
        }

        _watch.EndStep();
    }
}
