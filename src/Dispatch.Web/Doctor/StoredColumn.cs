using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Dispatch.Web.Doctor;

/// <summary>A column whose values are stored as something else than they are: an enum by its name, a list as JSON, an id as text, a time as ticks.</summary>
internal sealed class StoredColumn(IProperty property)
{
    /// <summary>So many texts that were read once are not read again: names repeat, ids don't.</summary>
    private const int Remembered = 1000;

    private readonly HashSet<string> good = [];
    private readonly Type type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
    private readonly ValueConverter? converter = ConverterOf(property);

    public string Name { get; } = property.GetColumnName();

    public static bool CanBeWrong(IProperty property) => ConverterOf(property) is not null || (property.ClrType != typeof(string) && property.ClrType != typeof(byte[]));

    /// <summary>Why this can't be read, or null when it can.</summary>
    /// <param name="stored">As the database gives it: SQLite knows a long, a double, a string or nothing.</param>
    public string? WhyNot(object stored)
    {
        if (stored is DBNull) return property.IsNullable ? null : "NULL";
        var text = stored as string;
        if (text is not null && good.Contains(text)) return null;
        try
        {
            if (!Reads(stored)) return $"{stored}";
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return failure.GetBaseException().Message;
        }
        if (text is not null && good.Count < Remembered) good.Add(text);
        return null;
    }

    private static ValueConverter? ConverterOf(IProperty property) => property.GetTypeMapping().Converter;

    /// <summary>An enum is taken by its exact name only: queries compare the text.</summary>
    private bool Reads(object stored) =>
        AsKept(stored, converter?.ProviderClrType ?? type) is { } kept
        && (!type.IsEnum || Enum.IsDefined(type, kept))
        && (converter is null || converter.ConvertFromProvider(kept) is not null);

    /// <summary>The value that the converter gets, or null when it is of another kind than the column.</summary>
    private static object? AsKept(object stored, Type kind) => stored switch
    {
        string text when kind == typeof(string) => text,
        string text when kind == typeof(Guid) => Guid.Parse(text),
        string text when kind == typeof(TimeSpan) => TimeSpan.Parse(text, CultureInfo.InvariantCulture),
        string text when kind == typeof(DateOnly) => DateOnly.Parse(text, CultureInfo.InvariantCulture),
        long number when kind == typeof(bool) => number != 0,
        long number when kind.IsPrimitive => Convert.ChangeType(number, kind, CultureInfo.InvariantCulture),
        double number when kind == typeof(double) => number,
        // PostgreSQL gives most as what they are.
        int number when kind.IsPrimitive => Convert.ChangeType(number, kind, CultureInfo.InvariantCulture),
        string[] words when kind == typeof(List<string>) => words.ToList(),
        _ when kind.IsInstanceOfType(stored) => stored,
        _ => null,
    };
}
