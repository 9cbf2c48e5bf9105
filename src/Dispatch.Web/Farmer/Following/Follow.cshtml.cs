using System.Security.Cryptography;
using System.Text;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Orders;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dispatch.Web.Farmer.Following;

/// <summary>Opens one order to who knows its number and the last four digits of its phone.</summary>
public sealed class FollowModel(Words say, OrderBook book, Opened opened, Tries tries) : DispatchPage(say)
{
    private const string Door = "order";
    private const int Digits = 4;

    [BindProperty(SupportsGet = true)]
    public string? Number { get; set; }

    [BindProperty]
    public string? Phone { get; set; }

    public bool NoTriesLeft { get; private set; }

    public async Task<IActionResult> OnPostAsync()
    {
        var check = new Check();
        var typed = DigitsOf(Phone);
        var isNumber = TrackingNumber.TryParse(Number, out var tracking);
        if (Number.ShowsNothing()) check.Fail("number", "Required");
        else if (!isNumber) check.Fail("number", "NotATrackingNumber", Number);
        if (Phone.ShowsNothing()) check.Fail("phone", "Required");
        else if (typed.Length != Digits) check.Fail("phone", "NotFourDigits");
        return check.Failed ? Complain(check.Errors) : await Open(tracking, typed);
    }

    private async Task<IActionResult> Open(TrackingNumber tracking, string typed)
    {
        var from = HttpContext.Connection.RemoteIpAddress;
        if (!tries.Take(Door, tracking.Value, from)) return Wait();
        if (!await IsTheirs(tracking, typed)) return Complain([new FieldError("number", "NoSuchOrder")]);
        tries.GiveBack(Door, tracking.Value, from);
        opened.Open(HttpContext, tracking);
        return Redirect($"/follow/{tracking}");
    }

    private PageResult Wait()
    {
        NoTriesLeft = true;
        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Response.Headers.RetryAfter = "3600";
        return Page();
    }

    /// <summary>A wrong number and wrong digits take the same way, and get the same answer.</summary>
    private async Task<bool> IsTheirs(TrackingNumber tracking, string typed)
    {
        var order = await book.Find(tracking, HttpContext.RequestAborted);
        var known = order is null ? "----" : LastOf(order.FarmerPhone);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(known), Encoding.ASCII.GetBytes(typed));
    }

    /// <summary>Of the number itself, not of the extension behind it.</summary>
    private static string LastOf(string phone)
    {
        var digits = phone.Split('转')[0];
        return digits[^Math.Min(Digits, digits.Length)..];
    }

    private static string DigitsOf(string? text) =>
        string.Concat((text ?? "").Normalize(NormalizationForm.FormKC).Where(char.IsAsciiDigit));
}
