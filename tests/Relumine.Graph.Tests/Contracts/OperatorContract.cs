using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Catalogue;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;
using Relumine.Graph.Tests.Operators;
using Relumine.Testing;

namespace Relumine.Graph.Tests.Contracts;

/// <summary>What every operator of the catalogue must keep, on random inputs that its shape rule accepts.</summary>
public class OperatorContract
{
    private const int CasesPerVariant = 12;
    private const int Samples = 3;

    public static TheoryData<string> Types => [.. OperatorCatalogue.All.Select(o => o.Type).Append("Relu").Append("Gelu")];

    [Theory]
    [MemberData(nameof(Types))]
    public void WritesEveryElementAndNothingTwiceDifferently(string type) => ForCases(type, c =>
    {
        var (first, second) = (c.Run(0xA5), c.Run(0x5A));
        first.Zip(second).All(p => p.First.Bytes.SequenceEqual(p.Second.Bytes)).ShouldBeTrue();
    });

    [Theory]
    [MemberData(nameof(Types))]
    public void StackedSamplesGiveTheBitsOfSingleOnes(string type) => ForCases(type, c =>
    {
        var outputs = c.OutputTypes();
        var context = new StackingContext(
            [.. c.Inputs.Select(t => t?.Shape)], c.Varies, [.. outputs.Select(t => t.Shape)], [.. c.Inputs.Select((t, i) => c.Varies[i] ? null : t)]);
        if (!c.Varies.Contains(true) || !c.Op.StacksSamples(context))
        {
            return;
        }

        var samples = Enumerable.Range(0, Samples).Select(s => c.Inputs.Select((t, i) => c.Varies[i] ? Stacks.Turned(t!, s) : t).ToArray()).ToArray();
        var single = samples.Select(s => RandomCase.Run(c.Op, s, outputs)).ToArray();
        ModelTensor?[] stacked = [.. c.Inputs.Select((t, i) => c.Varies[i] ? Stacks.Of([.. samples.Select(s => s[i]!)]) : t)];
        var together = RandomCase.Run(c.Op, stacked, [.. outputs.Select(t => new TensorType(t.Type, t.Shape.With(0, t.Shape[0] * Samples)))]);
        for (var i = 0; i < outputs.Length; i++)
        {
            together[i].Bytes.SequenceEqual(Stacks.Of([.. single.Select(s => s[i])]).Bytes).ShouldBeTrue($"output {i}");
        }
    });

    [Theory]
    [MemberData(nameof(Types))]
    public void FloatAgreesWithDouble(string type) => ForCases(type, c =>
    {
        if (c.Inputs.All(t => t?.Type != ElementType.Float32))
        {
            return;
        }

        var wide = c with
        {
            Op = c.Op.Widen(),
            Inputs = [.. c.Inputs.Select(t => t?.Type == ElementType.Float32 ? ModelTensor.Of<double>(t.Shape, t.ToDoubles()) : t)],
        };
        foreach (var (narrow, exact) in c.Run().Zip(wide.Run()))
        {
            narrow.Shape.ShouldBe(exact.Shape);
            foreach (var (a, b) in narrow.ToDoubles().Zip(exact.ToDoubles()))
            {
                (a.Equals(b) || Math.Abs(a - b) <= 1e-4 * Math.Max(1, Math.Abs(b)) || Math.Abs(b) > float.MaxValue).ShouldBeTrue($"{a} in float, {b} in "
                    + $"double");
            }
        }
    });

    [Theory]
    [MemberData(nameof(Types))]
    public void AttributesSurviveBeingWrittenAndRead(string type)
    {
        foreach (var op in Variants(type))
        {
            var written = new RecordedAttributes();
            op.Write(written);
            var reader = written.Read(type);
            var read = OperatorCatalogue.Find(type)!.Read(reader);

            // If neither the node nor its inputs say how many pieces, it is as many as there are outputs.
            read = op is Split { NumOutputs: 0 } ? op : read;
            read.ShouldBe(op);
            reader.Unread.ShouldBeEmpty();
            read.GetHashCode().ShouldBe(op.GetHashCode());
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void RunsWithoutAllocating(string type) => ForCases(type, c =>
    {
        var context = new ForwardContext(c.Inputs, c.Run());
        c.Op.Forward(context);
        Allocations.Of(() => c.Op.Forward(context)).ShouldBe(0);
    });

    [Fact]
    public void NamesAreUniqueAndFindable()
    {
        var all = OperatorCatalogue.All;
        all.Select(o => o.Type).ShouldBeUnique();
        all.ShouldAllBe(o => ReferenceEquals(OperatorCatalogue.Find(o.Type), o));
        OperatorCatalogue.Find("Nonsense").ShouldBeNull();
    }

    private static IEnumerable<Op> Variants(string type) => RandomCase.Variants(OperatorCatalogue.Find(type)!);

    private static void ForCases(string type, Action<RandomCase> check)
    {
        var found = 0;
        foreach (var (op, seed) in Variants(type).Select((o, i) => (o, i)))
        {
            foreach (var c in RandomCase.Find(op, seed, CasesPerVariant))
            {
                found++;
                try
                {
                    check(c);
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException($"{c} (variant {seed}): {e.Message}", e);
                }
            }
        }

        found.ShouldBeGreaterThan(3, $"inputs that {type} accepts were hardly found");
    }
}
