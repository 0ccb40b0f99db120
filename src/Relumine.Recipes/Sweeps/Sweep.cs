using System.Globalization;
using Relumine.Data.Datasets;
using Relumine.Engine.Training;
using Relumine.Engine.Training.Examining;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Recipes.Data;
using Relumine.Recipes.Runs;

namespace Relumine.Recipes.Sweeps;

/// <summary>
/// The same recipe trained with many values of a few fields: what a phase diagram is drawn from. Every point is a recipe of its own, and its network ends
/// with the bits that <see cref="TrainingRun"/> gives of that recipe alone, whatever the number of threads.
/// </summary>
public sealed class Sweep
{
    /// <summary>As many points at most.</summary>
    public const int MostPoints = 1 << 20;

    private readonly Lazy<Dataset> _data;

    /// <summary>Prepares a sweep.</summary>
    /// <param name="recipe">What all points have in common.</param>
    /// <param name="axes">What differs: one to three fields.</param>
    /// <param name="seeds">How many networks are trained at each point, with the recipe's seed and those after it.</param>
    /// <exception cref="RelumineException">A field does not exist, or there are too many points (<see cref="ErrorKind.InvalidRequest"/>).</exception>
    public Sweep(Recipe recipe, IReadOnlyList<SweepAxis> axes, int seeds = 1)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(axes);
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        if (axes.Count is < 1 or > 3 || axes.Select(a => a.Field).Distinct().Count() < axes.Count)
        {
            throw new RelumineException(ErrorKind.InvalidRequest, "A sweep goes over one to three fields, each named once.");
        }

        (Recipe, Axes, Seeds) = (recipe, axes.ToArray(), seeds);
        var count = axes.Aggregate(1L, (c, a) => c * a.Values.Count);
        Count =
            count <= MostPoints
                ? (int)count
                : throw new RelumineException(
                    ErrorKind.InvalidRequest,
                    $"{count} points are too many; at most {MostPoints} are possible. Give ranges fewer values."
                );
        _data = new(() => RecipeDataset.Open(recipe));

        // Every value is tried before hours are spent.
        for (var a = 0; a < Axes.Count; a++)
        {
            for (var v = 0; v < Axes[a].Values.Count; v++)
            {
                RecipeField.With(recipe, Axes[a].Field, Axes[a].Node(v));
            }
        }
    }

    /// <summary>What all points have in common.</summary>
    public Recipe Recipe { get; }

    /// <summary>What differs.</summary>
    public ValueArray<SweepAxis> Axes { get; }

    /// <summary>The networks of a point.</summary>
    public int Seeds { get; }

    /// <summary>The number of points.</summary>
    public int Count { get; }

    /// <summary>The place of a point on each axis.</summary>
    public int[] PlaceOf(int point)
    {
        var place = new int[Axes.Count];
        for (var a = place.Length - 1; a >= 0; a--)
        {
            (point, place[a]) = Math.DivRem(point, Axes[a].Values.Count);
        }

        return place;
    }

    /// <summary>The point at a place of each axis.</summary>
    /// <exception cref="ArgumentException">There is no such place.</exception>
    public int PointAt(IReadOnlyList<int> place)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (place.Count != Axes.Count || place.Select((p, a) => p < 0 || p >= Axes[a].Values.Count).Any(outside => outside))
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A point is {Axes.Count} numbers from 0, below {string.Join(", ", Axes.Select(a => a.Values.Count))}."
                )
            );
        }

        return place.Select((p, a) => (p, a)).Aggregate(0, (at, p) => at * Axes[p.a].Values.Count + p.p);
    }

    /// <summary>The recipe of a point.</summary>
    public Recipe RecipeOf(int point)
    {
        var (recipe, place) = (Recipe, PlaceOf(point));
        for (var a = 0; a < place.Length; a++)
        {
            recipe = RecipeField.With(recipe, Axes[a].Field, Axes[a].Node(place[a]));
        }

        return recipe;
    }

    /// <summary>Trains the networks of all points that are not done yet.</summary>
    /// <param name="done">What is there of an earlier run, by point; null where nothing is. Filled in.</param>
    /// <param name="threads">How many points are trained at a time; 0 is one a core.</param>
    /// <param name="finished">Told of every point that is done, by one thread at a time; null for nobody.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <exception cref="OperationCanceledException">Cancelled; <paramref name="done"/> holds what is finished.</exception>
    /// <exception cref="RelumineException">A point's recipe does not fit its data; the message names the point.</exception>
    public void Run(SweepPoint?[] done, int threads = 0, Action<SweepPoint>? finished = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(done);
        ArgumentOutOfRangeException.ThrowIfNotEqual(done.Length, Count);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        int[] open = [.. Enumerable.Range(0, Count).Where(i => done[i] is null)];
        var lazy = new Lock();
        try
        {
            Parallel.ForEach(
                open,
                new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads, CancellationToken = cancellation },
                index =>
                {
                    var point = Train(index, cancellation);
                    lock (lazy)
                    {
                        done[index] = point;
                        finished?.Invoke(point);
                    }
                });
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions is [var first, ..])
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }

    /// <summary>A hash of a network's weights, by name: the same bits give the same one (FNV-1a, 64 bits).</summary>
    public static string HashOf(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var hash = 14695981039346656037UL;
        foreach (var (_, tensor) in model.Weights.OrderBy(w => w.Key, StringComparer.Ordinal))
        {
            foreach (var b in tensor.Bytes)
            {
                hash = (hash ^ b) * 1099511628211UL;
            }
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private SweepPoint Train(int index, CancellationToken cancellation)
    {
        var recipe = RecipeOf(index);
        var runs = new List<(EpochRecord First, EpochRecord Last, bool Diverged)>();
        var (hash, steps) = ("", 0L);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var own = recipe with { Seed = recipe.Seed + (ulong)seed };
            OutputSquash.Refuse(own);
            var prepared = PreparedRecipe.Of(own, DataOf(own));
            using var trainer = new Trainer(prepared.Model, prepared.Data.Training, prepared.Data.Validation, prepared.Options);
            foreach (var step in trainer.Steps(cancellation))
            {
                steps++;
            }

            runs.Add((trainer.History[0], trainer.History[^1], trainer.Divergence is not null));
            hash = seed == 0 ? HashOf(trainer.ToModel()) : hash;
        }

        var sound = runs.Where(r => !r.Diverged).Select(r => r.Last).ToArray();
        return new SweepPoint(
            index,
            Mean(sound.Select(r => r.ValidationScore ?? r.Score)),
            Mean(sound.Select(r => r.ValidationLoss ?? r.ExaminedLoss)),
            Mean(runs.Select(r => Dead(r.Last))),
            Mean(runs.Select(r => Dead(r.First))),
            Mean(runs.Select(r => r.First.Layers.Any(l => l.Dead is not null) ? r.First.Layers.Any(l => l.Dead == l.Units) ? 1.0 : 0 : (double?)null)),
            runs.Count(r => r.Diverged) / (double)runs.Count,
            steps,
            hash);
    }

    // Data that a point shares with the recipe are read once.
    private Dataset DataOf(Recipe recipe) => SharesData(recipe) ? _data.Value : RecipeDataset.Open(recipe);

    // What is generated is drawn by the seed, and what a table teaches (medians, categories) comes from the rows that are not kept aside.
    private bool SharesData(Recipe recipe) =>
        recipe.Data.Equals(Recipe.Data)
        && recipe.Loss.Equals(Recipe.Loss)
        && recipe.Model[^1].Equals(Recipe.Model[^1])
        && recipe.Validation == Recipe.Validation
        && recipe.Split == Recipe.Split
        && recipe.SplitSeed == Recipe.SplitSeed
        && (recipe.Seed == Recipe.Seed || (recipe.Validation == 0 && recipe.Data is not RecipeGenerator));

    private static double? Dead(EpochRecord record)
    {
        var layers = record.Layers.Where(l => l.Dead is not null).ToArray();
        var units = layers.Sum(l => (long)l.Units);
        return units == 0 ? null : layers.Sum(l => (long)l.Dead!.Value) / (double)units;
    }

    private static double? Mean(IEnumerable<double?> values)
    {
        double[] known = [.. values.OfType<double>()];
        return known.Length == 0 ? null : known.Average();
    }

    private static double? Mean(IEnumerable<double> values) => Mean(values.Select(v => (double?)v));
}
