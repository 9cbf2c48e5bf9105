using System.Net;
using System.Text;

namespace Dispatch.Tests.Http;

/// <summary>What is said must fit what was sent. Each seen red.</summary>
public sealed class When_a_refusal_is_read : SharedServiceSpec
{
    private string tracking = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        await Service.Settle(Langshan.Expert("E1"));
        tracking = await Service.Offered();
    }

    /// <summary>Promise 7. Seen red as well when anybody's word counted.</summary>
    [TestCase("cancel", "Farmer:13804780002", "zh", "本人")]
    [TestCase("cancel", "Farmer:13804780002", "en", "the farmer whose order it is")]
    [TestCase("confirm", "Farmer:13804780002", "zh", "本人")]
    public async Task It_says_whose_word_counts_to_another_person(string act, string by, string language, string words)
    {
        var reply = await Send($"/orders/{tracking}/{act}", by, act == "confirm" ? "{\"outcome\":\"Solved\"}" : "{}", language);

        Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.Conflict, "NotYoursToSay")));
        Assert.That(reply.Text("title"), Does.Contain(words).And.Not.Contain("another role"));
    }

    [TestCase("Seed:9", "Seed", "1 Junior 初级, 2 Intermediate 中级, 3 Senior 高级")]
    [TestCase("种子：特级", "种子", "3 Senior 高级")]
    [TestCase("Seed:", "Seed", "3 Senior 高级")]
    public async Task It_says_which_levels_there_are(string skill, string named, string levels)
    {
        var reply = await Send("/orders", OrderDesk.Farmer, $"{{\"farmerName\":\"李秀英\",\"farmerPhone\":\"13804780001\",\"difficulty\":\"打蔫\",\"seats\":[[\"{skill}\"]]}}");

        Assert.That(reply.Body.GetProperty("errors").GetProperty("seats[0]")[0].GetString(), Does.Contain(named).And.Contain(levels).And.Not.Contain("Horticulture"));
    }

    [TestCase("1780300000", "1780300000")]
    [TestCase("true", "true")]
    [TestCase("[2026,6,3]", "[2026,6,3]")]
    [TestCase("{\"day\":3}", "{\"day\":3}")]
    public async Task What_is_no_time_is_quoted_as_it_was_sent(string sent, string quoted)
    {
        var reply = await Send($"/orders/{tracking}/check-in", OrderDesk.Expert("E1"), $"{{\"deviceTime\":{sent}}}", "en");

        Assert.That(reply.Fields, Is.EqualTo(new[] { "deviceTime" }));
        Assert.That(reply.Body.GetProperty("errors").GetProperty("deviceTime")[0].GetString(), Does.StartWith($"'{quoted}' is not a time"));
    }

    private Task<Reply> Send(string path, string by, string body, string language = "zh") =>
        Service.Send(HttpMethod.Post, path, by, new StringContent(body, Encoding.UTF8, "application/json"), language);
}
