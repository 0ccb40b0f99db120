using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>A question while it is being answered.</summary>
internal sealed class UnitCase
{
    private readonly PiecewiseLinearModel _model;
    private readonly InputBox _box;
    private readonly ProofOptions _options;
    private readonly Lock _confirming;

    /// <summary>Begins with nothing known.</summary>
    /// <exception cref="ArgumentException">There is no such unit, or it does not bend.</exception>
    public UnitCase(PiecewiseLinearModel model, InputBox box, UnitQuestion question, ProofOptions options, Lock confirming)
    {
        (_model, _box, _options, _confirming, Question) = (model, box, options, confirming, question);
        if (question.Layer < 0 || question.Layer >= model.Layers.Count || model.Layers[question.Layer].Bend is not { } bend)
        {
            throw new ArgumentException($"There is no layer {question.Layer} whose units bend.", nameof(question));
        }

        if (question.Elements.Count == 0 || question.Elements.Any(e => e < 0 || e >= model.Layers[question.Layer].Units || bend.Knots(e).Length == 0))
        {
            throw new ArgumentException($"A unit of layer {question.Layer} is asked for that is not there or does not bend.", nameof(question));
        }

        if (question.Claim == UnitClaim.Dead && question.Elements.Any(e => bend.Segment(e, 0).Slope != 0))
        {
            throw new ArgumentException($"A unit of layer {question.Layer} cannot be dead: it is not flat below its knot.", nameof(question));
        }
    }

    /// <summary>What is asked.</summary>
    public UnitQuestion Question { get; }

    /// <summary>1 where sums above the knot contradict the claim, −1 where those below do.</summary>
    public double Sign => Question.Claim == UnitClaim.Dead ? 1 : -1;

    /// <summary>Whether there is nothing left to do.</summary>
    public bool IsSettled => Verdict != ProofVerdict.Open;

    /// <summary>What is known.</summary>
    public ProofVerdict Verdict { get; private set; }

    private ProofMethod Method { get; set; }

    private double[]? Witness { get; set; }

    private double Excess { get; set; } = double.PositiveInfinity;

    /// <summary>The parts of the box that were looked at.</summary>
    public long Boxes { get; set; }

    /// <summary>The knot of an element.</summary>
    public double Knot(int element) => _model.Layers[Question.Layer].Bend!.Knots(element)[0];

    /// <summary>How far an element's sum may go beyond its knot.</summary>
    public double ExcessOf(int element, BoxBounds bounds) =>
        Sign > 0 ? bounds.High[Question.Layer][element] - Knot(element) : Knot(element) - bounds.Low[Question.Layer][element];

    /// <summary>The elements that the claim is not proven of.</summary>
    public IEnumerable<int> Doubtful(BoxBounds bounds) => Question.Elements.Where(e => ExcessOf(e, bounds) > 0);

    /// <summary>Takes what bounds say.</summary>
    public void Judge(BoxBounds bounds, ProofMethod method) => Judge(Question.Elements.Max(e => ExcessOf(e, bounds)), method);

    /// <summary>Takes an upper bound of how far the sums go beyond their knots.</summary>
    public void Judge(double excess, ProofMethod method)
    {
        if (IsSettled)
        {
            return;
        }

        Excess = Math.Min(Excess, excess);
        if (Excess <= 0)
        {
            (Verdict, Method) = (ProofVerdict.Proven, method);
        }
    }

    /// <summary>Takes an input that seems to contradict the claim, if it does so where the model is run.</summary>
    public bool Accept(ReadOnlySpan<double> x, ProofMethod method)
    {
        // Empty where none was found.
        if (x.Length != _box.Inputs || _box.Single(x) is not { } witness || !_box.Contains(witness))
        {
            return false;
        }

        if (_options.Confirm is { } confirm)
        {
            lock (_confirming)
            {
                if (!confirm(Question, witness))
                {
                    return false;
                }
            }
        }
        else
        {
            var probe = new PointProbe(_model);
            probe.Run(witness, Question.Layer);
            if (!Question.Elements.Any(e => Sign * (probe.Sums(Question.Layer)[e] - Knot(e)) > 0))
            {
                return false;
            }
        }

        (Verdict, Method, Witness) = (ProofVerdict.Refuted, method, witness);
        return true;
    }

    /// <summary>The answer as it stands.</summary>
    public UnitAnswer Answer() => new(Verdict, Method, Excess, Witness, Boxes);
}
