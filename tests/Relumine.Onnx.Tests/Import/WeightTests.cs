using Google.Protobuf;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;
using Relumine.Onnx.Import;
using Kind = Relumine.Onnx.Format.AttributeProto.Types.Kind;

namespace Relumine.Onnx.Tests.Import;

/// <summary>Weights in every form a file may store them, and weights that contradict themselves.</summary>
public sealed class WeightTests : IDisposable
{
    private readonly ModelFolder _folder = new();
    private readonly ModelProto _model = ModelFolder.Empty(17);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EveryElementTypeIsReadFromRawBytesAndFromTypedFields(bool raw)
    {
        Read(Make(1, raw, BitConverter.GetBytes(1.5f), t => t.FloatData.Add(1.5f))).Values<float>()[0].ShouldBe(1.5f);
        Read(Make(11, raw, BitConverter.GetBytes(1.25), t => t.DoubleData.Add(1.25))).Values<double>()[0].ShouldBe(1.25);
        Read(Make(6, raw, BitConverter.GetBytes(-7), t => t.Int32Data.Add(-7))).Values<int>()[0].ShouldBe(-7);
        Read(Make(7, raw, BitConverter.GetBytes(-7L), t => t.Int64Data.Add(-7))).Values<long>()[0].ShouldBe(-7);
        Read(Make(9, raw, [1], t => t.Int32Data.Add(1))).Values<bool>()[0].ShouldBe(true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OtherTypesCanBeWidenedWithoutLoss(bool raw)
    {
        Widen(Make(10, raw, BitConverter.GetBytes((Half)(-0.1f)), t => t.Int32Data.Add(BitConverter.HalfToUInt16Bits((Half)(-0.1f)))))
            .Values<float>()[0]
            .ShouldBe((float)(Half)(-0.1f));
        Widen(Make(16, raw, [0xC0, 0x3F], t => t.Int32Data.Add(0x3FC0))).Values<float>()[0].ShouldBe(1.5f);
        Widen(Make(2, raw, [200], t => t.Int32Data.Add(200))).Values<int>()[0].ShouldBe(200);
        Widen(Make(3, raw, [0xFE], t => t.Int32Data.Add(-2))).Values<int>()[0].ShouldBe(-2);
        Widen(Make(4, raw, [0xFF, 0xFF], t => t.Int32Data.Add(65535))).Values<int>()[0].ShouldBe(65535);
        Widen(Make(5, raw, [0xFF, 0xFF], t => t.Int32Data.Add(-1))).Values<int>()[0].ShouldBe(-1);
        Widen(Make(12, raw, [0xFF, 0xFF, 0xFF, 0xFF], t => t.Uint64Data.Add(uint.MaxValue))).Values<long>()[0].ShouldBe(uint.MaxValue);
    }

    [Fact]
    public void AWeightOfANarrowTypeIsWidened()
    {
        Use(ModelFolder.Raw("w", 2, [2], 7, 200), ModelFolder.Node("Cast", "cast", ["w"], ["y"], new AttributeProto { Name = "to", Type = Kind.Int, I = 1 }));
        _model.Graph.Node.Add(ModelFolder.Node("Identity", "i", ["w"], ["z"]));

        _folder.Load(_model).Weights["w"].Values<int>().ToArray().ShouldBe([7, 200]);
    }

    [Fact]
    public void TwoNumbersOfFourBitsLieInAByte()
    {
        Widen(Make(21, true, [0xF1, 0x02], _ => { }, 3)).Values<int>().ToArray().ShouldBe([1, 15, 2]);
        Widen(Make(22, true, [0xF1, 0x02], _ => { }, 3)).Values<int>().ToArray().ShouldBe([1, -1, 2]);
    }

    [Theory]
    [InlineData(8, "string", "text")]
    [InlineData(14, "complex64", "float32")]
    [InlineData(1000, "unknown type 1000", "float32")]
    public void OtherElementTypesAreRefused(int type, string name, string instead)
    {
        Use(ModelFolder.Raw("w", type, [1], 0, 0));

        _folder.Fails(_model, ErrorKind.Unsupported, "The weight 'w' is", name, "float32, float64, int32, int64 and bool", instead);
    }

    [Fact]
    public void AWeightThatNobodyReadsIsLeftAway()
    {
        Use(ModelFolder.Floats("w", [1], 1));
        _model.Graph.Initializer.Add(ModelFolder.Raw("unused", 8, [1]));

        _folder.Load(_model).Weights.Keys.ShouldBe(["w"]);
    }

    [Fact]
    public void AWeightMayBeDeclaredAsAnInputToo()
    {
        Use(ModelFolder.Floats("w", [1], 1));
        _model.Graph.Input.Add(ModelFolder.Value("w", 1, 1));
        _model.Graph.Input.Add(ModelFolder.Value("x", 1, 1));

        _folder.Load(_model).Graph.Inputs.Select(i => i.Name).ShouldBe(["x"]);
    }

    [Fact]
    public void AnyByteButZeroIsTrue() => Read(ModelFolder.Raw("w", 9, [3], 0, 2, 255)).Bytes.ToArray().ShouldBe([0, 1, 1]);

    [Fact]
    public void ATensorMayBeEmptyOrAScalar()
    {
        Read(ModelFolder.Raw("w", 1, [0, 7])).Shape.ShouldBe(new Shape(0, 7));
        Read(ModelFolder.Floats("w", [], 5)).Shape.ShouldBe(Shape.Scalar);
    }

    [Theory]
    [InlineData(2, 12)]
    [InlineData(5, 12)]
    public void RawBytesMustFitTheShape(long dim, int bytes)
    {
        Use(ModelFolder.Raw("w", 1, [dim], new byte[bytes]));

        _folder.Fails(_model, ErrorKind.BrokenFile, "The weight 'w' has shape", $"[{dim}]", $"{4 * dim} bytes", $"holds {bytes}");
    }

    [Fact]
    public void TypedNumbersMustFitTheShape()
    {
        Use(ModelFolder.Floats("w", [2, 2], 1, 2, 3));

        _folder.Fails(_model, ErrorKind.BrokenFile, "The weight 'w' has shape [2, 2]", "4 numbers", "holds 3");
    }

    [Fact]
    public void NumbersOfAnotherTypeDoNotCount()
    {
        var weight = ModelFolder.Head("w", 1, 1);
        weight.Int64Data.Add(1);
        Use(weight);

        _folder.Fails(_model, ErrorKind.BrokenFile, "The weight 'w'", "holds 0");
    }

    [Theory]
    [InlineData(-1L, 2L)]
    [InlineData(long.MinValue, 1L)]
    [InlineData(1L << 32, 1L)]
    [InlineData(1L << 16, 1L << 16)]
    [InlineData(long.MaxValue, long.MaxValue)]
    [InlineData(3037000500L, 3037000500L)]
    public void ImpossibleDimensionsAreBroken(long a, long b)
    {
        Use(ModelFolder.Raw("w", 1, [a, b], 0, 0, 0, 0));

        _folder.Fails(_model, ErrorKind.BrokenFile, "The weight 'w' declares the dimensions", $"[{a}, {b}]");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    public void ADeclaredTensorOfGigabytesInASmallFileTakesNoMemory(int type)
    {
        Use(ModelFolder.Raw("w", type, [1L << 29], new byte[900]));
        var path = _folder.Write(_model);
        new FileInfo(path).Length.ShouldBeLessThan(1100);
        ModelFolder.Fails(path, ErrorKind.BrokenFile, "The weight 'w'", "holds 900");

        var before = GC.GetAllocatedBytesForCurrentThread();
        ModelFolder.Fails(path, ErrorKind.BrokenFile);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void ALengthThatTheFileDoesNotHaveTakesNoMemory()
    {
        // The raw bytes (field 9) of an initialiser (field 5) of the graph (field 7) claim nearly 2 GiB.
        byte[] claim = [0xFF, 0xFF, 0xFF, 0xFF, 0x07];
        byte[] bytes = [0x3A, .. claim, 0x2A, .. claim, 0x4A, .. claim, .. new byte[900]];
        var path = _folder.Write(bytes);
        ModelFolder.Fails(path, ErrorKind.BrokenFile, "damaged");

        var before = GC.GetAllocatedBytesForCurrentThread();
        ModelFolder.Fails(path, ErrorKind.BrokenFile);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void ASparseWeightIsRefused()
    {
        Use(ModelFolder.Floats("w", [1], 1));
        _model.Graph.SparseInitializer.Add(new SparseTensorProto { Values = ModelFolder.Floats("thin", [1], 1) });

        _folder.Fails(_model, ErrorKind.Unsupported, "'thin' is sparse");
    }

    [Fact]
    public void AWeightInSegmentsIsRefused()
    {
        var weight = ModelFolder.Floats("w", [1], 1);
        weight.Segment = new Unread();
        Use(weight);

        _folder.Fails(_model, ErrorKind.Unsupported, "'w' is stored in segments");
    }

    [Fact]
    public void AWeightWithoutANameIsBroken()
    {
        Use(ModelFolder.Floats("", [1], 1));

        _folder.Fails(_model, ErrorKind.BrokenFile, "without a name");
    }

    [Fact]
    public void ConstantNodesBecomeWeights()
    {
        Constant(new AttributeProto { Name = "value", Type = Kind.Tensor, T = ModelFolder.Floats("", [2], 1, 2) }).Values<float>().ToArray().ShouldBe([1, 2]);
        Constant(new AttributeProto { Name = "value_float", Type = Kind.Float, F = 3 }).ToString().ShouldBe("Float32 []");
        Constant(new AttributeProto { Name = "value_int", Type = Kind.Int, I = 4 }).ToString().ShouldBe("Int64 []");
        Constant(new AttributeProto { Name = "value_floats", Type = Kind.Floats, Floats = { 5, 6, 7 } }).ToString().ShouldBe("Float32 [3]");
        Constant(new AttributeProto { Name = "value_ints", Type = Kind.Ints, Ints = { 8, 9 } }).Values<long>().ToArray().ShouldBe([8, 9]);
    }

    [Theory]
    [InlineData("value_string", 3, ErrorKind.Unsupported, "string")]
    [InlineData("sparse_value", 11, ErrorKind.Unsupported, "sparse")]
    [InlineData("value_complex", 1, ErrorKind.BrokenFile, "value_complex")]
    [InlineData("value", 1, ErrorKind.BrokenFile, "value")]
    public void OtherConstantsAreNot(string attribute, int type, ErrorKind kind, string says)
    {
        UseConstant(new AttributeProto { Name = attribute, Type = (Kind)type, S = ByteString.CopyFromUtf8("text") });

        _folder.Fails(_model, kind, "Constant 'c'", says);
    }

    [Fact]
    public void AConstantWithoutAValueIsBroken()
    {
        UseConstant();

        _folder.Fails(_model, ErrorKind.BrokenFile, "Constant 'c' has 0 attributes");
    }

    private static TensorProto Make(int type, bool raw, byte[] bytes, Action<TensorProto> fill, long length = 1)
    {
        var tensor = raw ? ModelFolder.Raw("w", type, [length], bytes) : ModelFolder.Head("w", type, 1);
        if (!raw)
        {
            fill(tensor);
        }

        return tensor;
    }

    private void Use(TensorProto weight, params NodeProto[] nodes)
    {
        _model.Graph = new GraphProto();
        _model.Graph.Initializer.Add(weight);
        _model.Graph.Node.AddRange(nodes.Length > 0 ? nodes : [ModelFolder.Node("Identity", "i", ["w"], ["y"])]);
        _model.Graph.Output.Add(ModelFolder.Value("y", 1));
    }

    private ModelTensor Read(TensorProto weight)
    {
        Use(weight);
        return _folder.Load(_model).Weights["w"];
    }

    private static ModelTensor Widen(TensorProto tensor) => TensorImport.Read(tensor, "The weight", external: null);

    private void UseConstant(params AttributeProto[] attributes)
    {
        Use(ModelFolder.Floats("unused", [1], 1), ModelFolder.Node("Constant", "c", [], ["w"], attributes), ModelFolder.Node("Identity", "i", ["w"], ["y"]));
    }

    private ModelTensor Constant(AttributeProto attribute)
    {
        UseConstant(attribute);
        return _folder.Load(_model).Weights["w"];
    }
}
