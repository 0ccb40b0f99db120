using Relumine.Doctor.Runs.Training;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>What a trained network answers: class by class, and of two inputs everywhere.</summary>
internal static class TrainingAnswers
{
    /// <summary>Writes the section, if there is anything to show.</summary>
    public static void Write(Markup page, TrainingResult run)
    {
        if (run.Confusion is null && run.Decisions is null)
        {
            return;
        }

        Page.Section(page, "answers", "What it answers", section =>
        {
            if (run.Confusion is { } confusion)
            {
                ConfusionTable.Draw(section, confusion);
            }

            if (run.Decisions is { } map)
            {
                section
                    .Begin("div", ("class", "card picture"))
                    .Leaf("h3", "Decision boundary")
                    .Leaf("p", "Areas are what the network answers there; dots are samples, coloured by what they are.", ("class", "note"))
                    .Add(plot => DecisionPlot.Draw(plot, map))
                    .End()
                    .Line();
            }
        });
    }
}
