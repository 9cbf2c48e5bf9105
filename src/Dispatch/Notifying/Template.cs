namespace Dispatch.Notifying;

/// <summary>The kinds of notices; each is the key of its sentence.</summary>
internal static class Template
{
    public const string OrderTaken = "OrderTaken";
    public const string OfferAsked = "OfferAsked";
    public const string ExpertComes = "ExpertComes";
    public const string SearchGoesOn = "SearchGoesOn";
    public const string VisitOff = "VisitOff";
    public const string ClerkNeeded = "ClerkNeeded";
    public const string ConfirmAsked = "ConfirmAsked";

    /// <summary>About no order: what opens a farmer's own page.</summary>
    public const string Code = "Code";

    public const string LectureOff = "LectureOff";
    public const string LecturerOff = "LecturerOff";

    /// <summary>Followed by the outcome.</summary>
    public const string Closed = "Closed.";

    public const string MergedExpertComes = "MergedExpertComes";
    public const string MergedSearchGoesOn = "MergedSearchGoesOn";
    public const string GoesOnAlone = "GoesOnAlone";

    /// <summary>Followed by the outcome of the order under which it went on.</summary>
    public const string MergedClosed = "MergedClosed.";
}
