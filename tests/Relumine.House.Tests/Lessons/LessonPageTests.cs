using System.Text.RegularExpressions;
using Relumine.Cli.Explanations.Lessons;
using Relumine.Doctor.Causes;
using Relumine.Live.Play;
using Relumine.Testing;

namespace Relumine.House.Tests.Lessons;

/// <summary>What docs/lessons shows is what its commands print and draw. With RELUMINE_WRITE_DOCS=1 the pages are written anew instead.</summary>
[Collection(nameof(OwnFolder))]
public partial class LessonPageTests
{
    // Numbers that definitions need: no command has to print them.
    private static readonly string[] s_small = ["0", "1", "2", "3"];

    public static TheoryData<string> Ids => [.. LessonCatalogue.All.Select(l => l.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void ALessonShowsWhatItsCommandsPrint(string id)
    {
        using var page = new LessonPage(id + ".md");
        var fresh = WithCauses(page.Run());
        var folder = Path.Combine(Repository.Root, "docs", "lessons");
        if (Environment.GetEnvironmentVariable("RELUMINE_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Path.Combine(folder, id + ".md"), fresh);
            foreach (var picture in page.Pictures)
            {
                File.WriteAllText(Path.Combine(folder, picture), page.Written(picture));
            }
        }

        var next = "run ./check docs and commit docs/lessons";
        Aligned().Replace(Checkout.Read($"docs/lessons/{id}.md"), "  ").ShouldBe(Aligned().Replace(fresh, "  "), next);
        foreach (var picture in page.Pictures)
        {
            File.ReadAllText(Path.Combine(folder, picture)).ShouldBe(page.Written(picture), next);
        }

        var preset = PresetCatalogue.Find(LessonCatalogue.All.Single(l => l.Id == id).Preset);
        var known = page.Printed.Append(preset.Look).Append(preset.Text).SelectMany(t => Number().Matches(t)).Select(m => m.Value).ToHashSet();
        Number().Matches(page.Prose).Select(m => m.Value).Where(n => !known.Contains(n) && !s_small.Contains(n)).Distinct()
            .ShouldBeEmpty("numbers in sentences are printed by a command of the page");
    }

    [Fact]
    public void EveryLessonOpensInPlayAndLeadsToTheNext()
    {
        Directory.GetFiles(Path.Combine(Repository.Root, "docs/lessons"), "*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)
            .ShouldBe(LessonCatalogue.All.Select(l => l.Id).Append("README").Append("answers").Order(StringComparer.Ordinal));
        var index = Checkout.Read("docs/lessons/README.md");
        foreach (var (lesson, number) in LessonCatalogue.All.Select((l, i) => (l, i + 1)))
        {
            var text = Checkout.Read($"docs/lessons/{lesson.Id}.md");
            PresetCatalogue.Find(lesson.Preset).Id.ShouldBe(lesson.Preset);
            text.ShouldStartWith($"# {number}. {lesson.Title}\n");
            text.ShouldContain($"\nrelumine play {lesson.Preset}\n");
            index.ShouldContain($"| {number} | [{lesson.Title}]({lesson.Id}.md) | `relumine play {lesson.Preset}` |");
            if (number < LessonCatalogue.All.Count)
            {
                text.ShouldContain($"\nNext: [{LessonCatalogue.All[number].Title}]({LessonCatalogue.All[number].Id}.md).");
            }
        }
    }

    [Fact]
    public void EveryQuestionHasAnAnswer()
    {
        var answers = Checkout.Read("docs/lessons/answers.md");
        foreach (var (lesson, number) in LessonCatalogue.All.Select((l, i) => (l, i + 1)))
        {
            var heading = $"{number}. {lesson.Title}";
            answers.ShouldContain($"\n## {heading}\n");
            var section = answers.Split($"\n## {heading}\n")[1].Split("\n## ")[0];
            var text = Checkout.Read($"docs/lessons/{lesson.Id}.md");
            var questions = Question().Matches(text.Split("\n## Questions\n")[1]).Select(m => m.Groups["text"].Value).ToList();
            questions.Count.ShouldBeGreaterThan(2);
            section.Split('\n').Where(l => l.StartsWith('*')).Select(l => l.Trim('*')).ShouldBe(questions, heading);
            text.ShouldContain($"\n[Answers](answers.md#{NoAnchor().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-')})\n");
        }
    }

    // The causes that a checkup knows, and the patient of the clinic that has each.
    private static string WithCauses(string text) => Causes().Replace(text, _ =>
        "<!-- causes -->\n| cause | patient |\n|---|---|\n"
        + string.Concat(CauseCatalogue.All.Select(c => $"| {c.Title} (`{c.Id}`) | {Patient(c.Id)} |\n"))
        + "<!-- /causes -->\n");

    private static string Patient(string cause)
    {
        var suite = Checkout.Read("recipes/clinic/suite.json");
        var found = Regex.Match(suite, $"\"(?<name>[a-z0-9-]+)\": {{ \"code\"[^\\n]*\"causes\": \\[\"{cause}\"");
        return found.Success ? $"`recipes/clinic/{found.Groups["name"].Value}.json`" : "none in the clinic";
    }

    [GeneratedRegex(@"^\* (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Question();

    // What the address of a heading leaves out.
    [GeneratedRegex("[^a-z0-9 -]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex(@"\d+(?:[.,]\d+)*")]
    private static partial Regex Number();

    // How wide a column is may depend on how long something took.
    [GeneratedRegex(" {2,}")]
    private static partial Regex Aligned();

    [GeneratedRegex("<!-- causes -->.*?<!-- /causes -->\n", RegexOptions.Singleline)]
    private static partial Regex Causes();
}

/// <summary>Tests that change the folder of the process, which no other may run beside.</summary>
[CollectionDefinition(nameof(OwnFolder), DisableParallelization = true)]
public sealed class OwnFolder;
