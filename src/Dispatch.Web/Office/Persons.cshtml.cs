using System.Text.Json;
using Dispatch.Domain;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Privacy;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Office;

/// <summary>Hands a farmer a copy of what is kept about them, or erases it. The phone is in the form and never in the address.</summary>
[Act(ExportPerson.Act)]
public sealed class PersonsModel(Words say, WhatIsKept kept, Eraser eraser, AuditLog log, TimeProvider clock) : StaffPage(say)
{
    [BindProperty]
    public string? Phone { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>What stands in the phone's place since it was erased just now; empty when nothing was kept.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>Whether somebody was.</summary>
    public bool IsErased => Done is not null && Erased.Is(Done);

    /// <summary>Why nobody was erased.</summary>
    public string? Refused { get; private set; }

    /// <summary>Which form was not filled in well.</summary>
    private string? Failed { get; set; }

    public override string IdOf(string name) => $"{Failed}-{name}";

    /// <summary>A field of one of the two forms, which both have a phone.</summary>
    public Field In(string form, Field field) => field with { Id = $"{form}-{field.Name}", Label = Say[field.Name == "phone" ? "Persons.Phone" : "Persons.Reason"], Hint = null, Needed = true, Errors = form == Failed ? field.Errors : [] };

    public async Task<IActionResult> OnPostExportAsync(CancellationToken stop)
    {
        try
        {
            var data = await ExportPerson.Give(ExportPerson.Phone(Phone), await Viewer.Of(HttpContext), kept, log, clock, stop);
            return File(JsonSerializer.SerializeToUtf8Bytes(data, StoredJson.Indented), "application/json", "farmer.json");
        }
        catch (BadInput bad)
        {
            Failed = "export";
            return Complain(bad.Errors);
        }
    }

    [Act(ErasePerson.Act)]
    public async Task<IActionResult> OnPostEraseAsync(CancellationToken stop)
    {
        Failed = "erase";
        try
        {
            var (phone, reason) = new EraseRequest { Phone = Phone, Reason = Reason }.Said();
            var (done, refusal) = await eraser.Erase(phone, reason, await Viewer.Of(HttpContext), stop);
            if (refusal is null) return Redirect($"/persons?done={done!.Mark ?? "nothing"}");
            Refused = Say.Term($"{nameof(ErasureRefusal)}.{refusal}");
        }
        catch (BadInput bad)
        {
            return Complain(bad.Errors);
        }
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }
}
