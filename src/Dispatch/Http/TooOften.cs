using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Http;

/// <summary>Somebody asks oftener than they may. Nothing has been changed.</summary>
/// <param name="after">When to try again.</param>
public sealed class TooOften(TimeSpan after) : Exception($"Too often; again after {after}.")
{
    /// <summary>Says when.</summary>
    public void Say(HttpResponse response) => Say(response, after);

    public static void Say(HttpResponse response, TimeSpan after) => response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
