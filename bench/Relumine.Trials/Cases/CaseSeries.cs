using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Relumine.Cli.Sessions;
using Relumine.Doctor.Checkups;
using Relumine.Graph.Errors;

namespace Relumine.Trials.Cases;

/// <summary>All cases with all seeds, each result a line of a file as soon as it is there, so that a run that was stopped goes on.</summary>
/// <param name="Lines">The file; null for none.</param>
/// <param name="Resume">Whether to keep what stands in the file already; otherwise it is begun anew.</param>
/// <param name="Seeds">How many seeds of each case.</param>
/// <param name="Budget">What a checkup may cost; null for what is customary.</param>
/// <param name="Threads">The number of threads.</param>
internal sealed record CaseSeries(string? Lines, bool Resume, int Seeds, double? Budget, int Threads)
{
    private static readonly CaseResultJsonContext s_json =
        new(new JsonSerializerOptions(CaseResultJsonContext.Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });

    /// <summary>Runs what is not there yet: all cases with the first seed, then with the second, and so on.</summary>
    /// <returns>The results of these cases, in their order, then by seed; those that are there if it was cancelled.</returns>
    public IReadOnlyList<CaseResult> Run(IReadOnlyList<Case> cases, Session session)
    {
        var known = Known();
        var wanted = cases.SelectMany(c => Rounds(c).Select((round, turn) => (Case: c, round.Seed, round.Fold, Turn: turn))).OrderBy(w => w.Turn).ToArray();
        using var progress = session.Progress("checkups", wanted.Length);
        foreach (var (opened, seed, fold, _) in wanted)
        {
            try
            {
                if (!known.ContainsKey((opened.Name, seed, fold)))
                {
                    Add(known, CaseRun.Of(opened, seed, fold, Budget, Threads, session.Stop), session);
                }

                progress.Add(1);
            }
            catch (OperationCanceledException) when (session.Stop.IsCancellationRequested)
            {
                break;
            }
        }

        return [.. cases.SelectMany(c => Rounds(c).Select(r => known.GetValueOrDefault((c.Name, r.Seed, r.Fold))).OfType<CaseResult>())];
    }

    /// <summary>Reads the lines of a file; a last line that was cut off does not count.</summary>
    /// <exception cref="RelumineException">Another line is broken.</exception>
    public static IReadOnlyList<CaseResult> Read(string path)
    {
        var lines = File.ReadAllLines(path);
        var results = new List<CaseResult>();
        for (var i = 0; i < lines.Length; i++)
        {
            try
            {
                results.Add(JsonSerializer.Deserialize(lines[i], s_json.CaseResult)!);
            }
            catch (JsonException e)
            {
                if (i < lines.Length - 1)
                {
                    throw new RelumineException(ErrorKind.BrokenFile, $"{path}: line {i + 1} is no result: {e.Message}", e);
                }
            }
        }

        return results;
    }

    private IEnumerable<(ulong Seed, int Fold)> Rounds(Case opened) =>
        opened.Seeds(Seeds).SelectMany(s => Enumerable.Range(0, opened.Folds).Select(f => (s, f)));

    private Dictionary<(string, ulong, int), CaseResult> Known()
    {
        var known = new Dictionary<(string, ulong, int), CaseResult>();
        if (Lines is null)
        {
            return known;
        }

        foreach (var result in Resume && File.Exists(Lines) ? Read(Lines) : [])
        {
            known[(result.Case, result.Seed, result.Fold)] = result;
        }

        File.WriteAllLines(Lines, known.Values.Select(Line));
        return known;
    }

    private void Add(Dictionary<(string, ulong, int), CaseResult> known, CaseResult result, Session session)
    {
        known[(result.Case, result.Seed, result.Fold)] = result;
        if (Lines is not null)
        {
            File.AppendAllText(Lines, Line(result) + "\n");
        }

        var scores = $"{CheckupWording.Score(result.Untreated)} → {CheckupWording.Score(result.Treated)} ({CheckupWording.Score(result.Clean)})";
        var said = result.Error ?? $"{CheckupWording.Word(result.Verdict)}, {string.Join(" ", result.Causes)}, {scores}";
        session.Note($"{result.Case}, seed {result.Seed}: {said}");
    }

    private static string Line(CaseResult result) => JsonSerializer.Serialize(result, s_json.CaseResult);
}
