using System.Globalization;
using System.Text;
using Relumine.House.Tests.House;
using Relumine.House.Tests.Reading;
using Relumine.Testing;

namespace Relumine.House.Tests.Guides;

/// <summary>docs/house.md says how the folders of each project hang together. With RELUMINE_WRITE_DOCS=1 it is written instead.</summary>
public class HousePageTests
{
    [Fact]
    public void RoomsAndArrowsAreCounted()
    {
        var path = Path.Combine(Repository.Root, "docs", "house.md");
        var text = Text().ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("RELUMINE_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, text);
        }

        File.ReadAllText(path).ShouldBe(
            text, "folders of src, or what one uses of another, are not as docs/house.md says; if they are meant to be, run ./check docs and commit it");
    }

    private static string Text()
    {
        var page = new StringBuilder("""
            # Rooms and arrows

            A folder of a project is a room. An arrow says that a file in one room names a type, or a member of a type, that stands in another room of the same project. An arrow back up closes a circle: each is listed below with its reason, a test refuses new ones, and another test refuses reasons that are no longer needed.

            | project | rooms | arrows | back up |
            |---|---|---|---|

            """);
        var (rooms, all, up) = (0, 0, 0);
        foreach (var project in Project.Shipped)
        {
            var arrows = Arrows.Of(project);
            var back = ArrowsBackUp.Of(project.Name).Count();
            Row(project.Name, arrows.Rooms.Count, arrows.All.Count, back);
            (rooms, all, up) = (rooms + arrows.Rooms.Count, all + arrows.All.Count, up + back);
        }

        Row("all", rooms, all, up);
        if (up == 0)
        {
            return page.Append("\nNone goes back up.\n").ToString();
        }

        page.Append("\n| project | from | to | why |\n|---|---|---|---|\n");
        foreach (var (project, from, to, why) in ArrowsBackUp.All)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {project} | {from} | {to} | {why} |\n");
        }

        return page.ToString();

        void Row(string name, int rooms, int arrows, int back) => page.Append(CultureInfo.InvariantCulture, $"| {name} | {rooms} | {arrows} | {back} |\n");
    }
}
