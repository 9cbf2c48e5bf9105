namespace Dispatch;

/// <summary>A setting can't be used as it is. Says which, and what is expected: who starts the program can mend it.</summary>
public sealed class BadSetting(string why) : ArgumentException(why)
{
    /// <param name="setting">As it is typed: "Dispatch:Bus".</param>
    /// <param name="value">What it says.</param>
    /// <param name="expected">What would do: "memory, or amqp://…".</param>
    public BadSetting(string setting, object? value, string expected)
        : this($"{setting} is '{value}'; expected {expected}.") =>
        (Setting, Expected) = (setting, expected);

    /// <summary>Which setting it is, where it is one.</summary>
    public string? Setting { get; }

    public string? Expected { get; }
}
