using Dispatch.Http;

namespace Dispatch.Web.Doctor;

/// <summary>A row that breaks a promise, and how.</summary>
/// <param name="Row">What people know it by: a tracking number, an expert's code, "ledger 12".</param>
/// <param name="Key">The key of the sentence that says what is wrong with it; the row is its first hole.</param>
/// <param name="Values">What fills its other holes.</param>
public sealed record Breach(string Row, string Key, params object[] Values)
{
    public string In(string language) => Texts.In(language, Key, [Row, .. Values]);
}

/// <summary>One of the promises of the design, and how a database shows that it is kept. Its sentence is in Texts under "Promise.…".</summary>
public abstract class Promise
{
    public abstract int Number { get; }

    /// <summary>What fills its sentence.</summary>
    public virtual object[] Values => [];

    /// <summary>Every row that breaks it.</summary>
    public abstract IAsyncEnumerable<Breach> Check(Patient patient, CancellationToken stop);
}
