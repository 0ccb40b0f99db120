namespace Relumine.House.Tests.House;

/// <summary>Inside a project, the arrows between folders that close a circle, with the reason why they are there. The list only gets shorter.</summary>
internal static class ArrowsBackUp
{
    /// <summary>Project, folder that names, folder that is named, and why; a dot is the project's own folder.</summary>
    public static IReadOnlyList<(string Project, string From, string To, string Why)> All { get; } =
    [
        ("Relumine.Cli", ".", "Commands", "the grammar lists the commands, and a command runs in the session that stands beside it"),
        ("Relumine.Cli", ".", "Texts", "without arguments the grammar prints the overview, which names the grammar's commands"),
        ("Relumine.Data", "Formats", "Fit", "opening data scales them, and the message about a layout that does not fit knows how CSV is read"),
        ("Relumine.Doctor", "Audits", "Findings", "an audit asks the catalogue of findings, and findings read what an audit saw of the data"),
        ("Relumine.Doctor", "Checkups", "Checkups/Protocol", "the entry stands above the protocol, its options and result below"),
        ("Relumine.Doctor", "Checkups/Experiments", "Checkups/Protocol", "an experiment is made on the case that the protocol carries"),
        ("Relumine.Doctor", "Checkups/Protocol", "Checkups/Treatments", "the protocol ends with a treatment, which is itself a run of the protocol's case"),
        ("Relumine.Doctor", "Checkups/State", "Json", "the state of a checkup is kept as JSON"),
        ("Relumine.Doctor", "Checkups/State", "Runs", "a state remembers runs, and a run is kept in a state"),
        ("Relumine.Doctor", "Cures", "Causes", "a cure is tried for a cause, and a cause says which recipe it changes with the words of cures"),
        ("Relumine.Doctor", "Evidence", "Audits", "the evidence holds what an audit saw of the data"),
        ("Relumine.Doctor", "Evidence", "Findings", "a possible cause is looked up by the finding it belongs to"),
        ("Relumine.Doctor", "Runs", "Checkups", "what a run showed is told in the terms of the checkup's result"),
        ("Relumine.Doctor", "Runs", "Cures", "a prepared run is a recipe with its changes, which are those of cures"),
        ("Relumine.Doctor", "Units", "Audits", "the table of units is made of an audit"),
        ("Relumine.Doctor", "Units", "Evidence", "the gain of a signal is read from the evidence"),
        ("Relumine.Doctor", "Units", "Runs", "gains are read from the history of a run"),
        ("Relumine.Engine", "Program", "Inference", "the axis of units depends on the kind of a layer"),
        ("Relumine.Engine", "Training/Examining", "Training", "the examiner looks at a batch"),
        ("Relumine.Engine", "Training/Planning", "Training/Examining", "the plan says which layers are examined"),
        ("Relumine.Engine", "Training/Planning", "Training/Patterns", "the builder asks the patterns, and a pattern makes steps of the plan"),
        ("Relumine.Engine", "Training/Replay", "Training", "a certificate of death replays a trainer"),
        ("Relumine.Graph", "Operators", "Models", "an operator infers shapes of a model's values, and a node has an operator"),
        ("Relumine.Graph", "Operators", "Operators/Activations", "the catalogue has an operator for every activation of Kernels"),
        ("Relumine.Graph", "Operators/Functions", "Operators/Shapes", "Identity passes its input on as Reshape does"),
        ("Relumine.Graph", "Operators/Gradients", "Operators", "the context of a training step contains that of a forward pass"),
        ("Relumine.Graph", "Operators/Loops", "Operators/Indexing", "the gradient of broadcasting adds as ScatterElements does"),
        ("Relumine.Graph", "Operators/Shapes", "Operators/Indexing", "the gradient of Tile adds as ScatterElements does"),
        ("Relumine.Kernels", "Probes", "Products/Matrices", "the observer of a stream is an epilogue of products"),
        ("Relumine.Kernels", "Products/Convolutions", "Products/Convolutions/Winograd", "a convolution chooses its algorithm, and Winograd is one over the same geometry"),
        ("Relumine.Onnx", ".", "Import", "the entry stands above import, and the types that both directions share stand beside the entry"),
        ("Relumine.Onnx", "Export", ".", "export reads the options, which stand beside the entry"),
        ("Relumine.Reports", "Charts", "Pages", "a chart is written with the markup of pages"),
    ];

    /// <summary>The listed arrows of a project.</summary>
    public static IEnumerable<(string From, string To)> Of(string project) => All.Where(a => a.Project == project).Select(a => (a.From, a.To));
}
