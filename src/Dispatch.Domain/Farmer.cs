namespace Dispatch.Domain;

/// <summary>A farmer the district knows. Orders keep their own copy of name and phone.</summary>
public sealed class Farmer
{
    /// <summary>Mobile or landline, digits only; unique.</summary>
    public required string Phone { get; init; }

    public required string Name { get; set; }

    public required string VillageCode { get; set; }

    /// <summary>BCP 47 code.</summary>
    public string Language { get; set; } = "zh";
}
