using System.Globalization;
using System.Text;
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

            A folder of a project is a room. An arrow says that a file in one room names a type, or a member of a type, that stands in another room of the same project. No arrows go in a circle: a test refuses that.

            | project | rooms | arrows |
            |---|---|---|

            """);
        var (rooms, all) = (0, 0);
        foreach (var project in Project.Shipped)
        {
            var arrows = Arrows.Of(project);
            Row(project.Name, arrows.Rooms.Count, arrows.All.Count);
            (rooms, all) = (rooms + arrows.Rooms.Count, all + arrows.All.Count);
        }

        Row("all", rooms, all);
        return page.ToString();

        void Row(string name, int rooms, int arrows) => page.Append(CultureInfo.InvariantCulture, $"| {name} | {rooms} | {arrows} |\n");
    }
}
