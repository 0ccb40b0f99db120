using Relumine.Testing;

namespace Relumine.House.Tests.Guides;

/// <summary>docs/demo.svg shows what the program draws. With RELUMINE_WRITE_DOCS=1 it is drawn anew instead.</summary>
public class DemoPictureTests
{
    [Fact]
    public void ThePictureIsFresh()
    {
        var path = Path.Combine(Repository.Root, "docs", "demo.svg");
        if (Environment.GetEnvironmentVariable("RELUMINE_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, DemoPicture.Draw());
        }

        File.ReadAllText(path).ShouldBe(DemoPicture.Draw(), "run ./check docs and commit docs/demo.svg");
    }
}
