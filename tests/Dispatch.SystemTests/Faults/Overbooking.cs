namespace Dispatch.SystemTests.Faults;

/// <summary>Looks into the seats at a moment: nobody holds more than they can, and the count that the database keeps is right.</summary>
public static class Overbooking
{
    private const string Held =
        """
        SELECT expert."Code", expert."Capacity", expert."OpenSeats", (SELECT COUNT(*) FROM seats seat WHERE seat."Expert" = expert."Id" AND seat."State" IN ('Offered', 'Accepted', 'Arrived')) AS "Held"
        FROM experts expert
        """;

    /// <exception cref="System.Data.Common.DbException">The database does not answer.</exception>
    public static async Task Look(Parts parts, Told told)
    {
        foreach (var row in await parts.Ask(Held))
            if (Number(row[3]) > Number(row[1])) told.Find(Wrong.Overbooked, $"{row[0]} holds {row[3]} seats and can hold {row[1]}");
            else if (row[2] != row[3]) told.Find(Wrong.Overbooked, $"{row[0]} holds {row[3]} seats, and {row[2]} are counted");
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
