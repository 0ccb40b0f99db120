using System.Reflection;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Tests.Borders;

/// <summary>A number of <see cref="Thresholds"/>, found by its name: a number that is added there is found too, and has no border yet.</summary>
internal sealed class JudgementNumber
{
    private readonly PropertyInfo _subject;
    private readonly PropertyInfo _number;

    private JudgementNumber(PropertyInfo subject, PropertyInfo number) => (_subject, _number) = (subject, number);

    /// <summary>Every number.</summary>
    public static IReadOnlyList<JudgementNumber> All { get; } =
    [
        .. from subject in typeof(Thresholds).GetProperties()
           where subject.CanWrite
           from number in subject.PropertyType.GetProperties()
           where number.CanWrite
           select new JudgementNumber(subject, number),
    ];

    /// <summary>For example <c>Layers.DeadInfo</c>.</summary>
    public string Name => $"{_subject.Name}.{_number.Name}";

    /// <summary>Whether it counts something.</summary>
    public bool IsWhole => _number.PropertyType == typeof(int);

    /// <summary>The usual one.</summary>
    public double Usual => Convert.ToDouble(_number.GetValue(_subject.GetValue(Thresholds.Default)));

    /// <summary>The usual thresholds but for this number.</summary>
    public Thresholds With(double value)
    {
        var subject = Copy(_subject.GetValue(Thresholds.Default)!);
        _number.SetValue(subject, IsWhole ? (object)(int)value : value);
        var all = Copy(Thresholds.Default);
        _subject.SetValue(all, subject);
        return (Thresholds)all;
    }

    private static object Copy(object record) => record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
}
