using System.Net;
using System.Text.Json;
using Dispatch.Domain;
using Dispatch.Tests.Pages;
using Dispatch.Tests.SignIn;

namespace Dispatch.Tests.Privacy;

[OnBothDatabases]
public sealed class When_a_farmers_data_is_exported : SharedServiceSpec
{
    private Traces traces = null!;
    private Visitor desk = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        await Service.Settle(Langshan.Expert("E1"));
        traces = await Traces.Leave(Service);
        desk = new Visitor(Service);
        await desk.SignIn("desk", await Service.Employ(new("desk", "调度台", Role.Desk)));
    }

    [Test]
    public async Task All_that_is_kept_is_in_it()
    {
        await Service.Look(traces.Tracking);
        var data = (await Service.Post("/persons/export", "Desk:li", new { phone = "138 0478 0001" }).Done()).Body;
        var order = data.GetProperty("orders")[0];

        Assert.That(order.GetProperty("order").GetProperty("difficulty").GetString(), Is.EqualTo(Traces.Words));
        Assert.That(order.GetProperty("order").GetProperty("photos")[0].GetString(), Is.EqualTo(traces.Photo));
        Assert.That(order.GetProperty("latitude").GetDouble(), Is.EqualTo(41.0412));
        Assert.That(order.GetProperty("notices").EnumerateArray().Select(notice => notice.GetProperty("template").GetString()), Does.Contain("OrderTaken"));
        Assert.That(data.GetProperty("registered").GetProperty("name").GetString(), Is.EqualTo(Traces.Name));
        Assert.That(data.GetProperty("enrolments")[0].GetProperty("title").GetString(), Is.EqualTo("列当防治"));
        Assert.That(data.GetProperty("attended")[0].GetProperty("title").GetString(), Is.EqualTo("列当防治"));
        Assert.That(data.GetProperty("pairings")[0].GetProperty("expert").GetString(), Is.EqualTo("E1"));
        Assert.That(data.GetProperty("seen").EnumerateArray().Select(row => row.GetProperty("act").GetString()), Does.Contain("trackOrder").And.Contain("exportPerson"));
    }

    /// <summary>Nobody is given it out of what is kept for the key, past the log.</summary>
    [Test]
    public async Task A_second_time_under_one_key_it_is_gathered_and_noted_again()
    {
        var before = (await Traces.Audit(Service)).Count;
        for (var n = 0; n < 2; n++)
        {
            using var body = System.Net.Http.Json.JsonContent.Create(new { phone = Traces.Phone });
            body.Headers.Add("Idempotency-Key", "copy");
            await Service.Send(HttpMethod.Post, "/persons/export", "Desk:li", body).Done();
        }

        Assert.That(await Traces.Audit(Service), Has.Count.EqualTo(before + 2));
    }

    [Test]
    public async Task The_desk_takes_it_from_a_page()
    {
        await desk.Open("/persons");
        await desk.Say("Export", ("phone", Traces.Phone));

        Assert.That(JsonDocument.Parse(desk.Page.Source.Text).RootElement.GetProperty("orders").GetArrayLength(), Is.EqualTo(1));
        Assert.That((await Traces.Audit(Service))[^1] is { Act: "exportPerson", Name: "调度台 (desk)", Whose: Traces.Phone });
    }

    [Test]
    public async Task What_is_no_phone_is_said_at_its_field_and_stays()
    {
        await desk.Open("/persons");
        await desk.Say("Export", ("phone", "12"));
        Assert.That((desk.Status, desk.ValueOf("export-phone"), desk.ErrorOf("export-phone") is null, desk.ErrorOf("erase-phone") is null), Is.EqualTo((HttpStatusCode.BadRequest, "12", false, true)));

        await desk.Say("Erase", ("phone", Traces.Phone), ("reason", " "));
        Assert.That((desk.Status, desk.ErrorOf("erase-reason") is null), Is.EqualTo((HttpStatusCode.BadRequest, false)));
    }

    [Test]
    public async Task Whose_order_is_open_is_not_erased_on_the_page_either()
    {
        await desk.Open("/persons");
        await desk.Say("Erase", ("phone", Traces.Phone), ("reason", "本人申请"));

        Assert.That((desk.Status, desk.Text.Contains("没办结的订单", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.Conflict, true)));
    }

    [Test]
    public async Task Of_whom_nothing_is_kept_nothing_is_erased()
    {
        await desk.Open("/persons");
        await desk.Say("Erase", ("phone", "13904781234"), ("reason", "本人申请"));

        Assert.That(desk.Text, Does.Contain("没有任何内容"));
    }
}
