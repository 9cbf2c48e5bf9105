namespace Dispatch.Tests.Watching;

/// <summary>What is known of persons in Langshan and was said by them, and must not be where those look who only run the service.</summary>
internal static class Personal
{
    public static readonly string[] Data =
    [
        "李秀英", "13804780001", "菌核病", "烂盘", "王芳", "13804780099", "13904780001", "专家E", "在外地培训", "拔除病株", "熟悉这块地", "又黄了", "雨后好了", "车坏了", "谢谢",
    ];

    /// <summary>An order's life with all that is said in it, by everybody.</summary>
    /// <returns>The tracking number.</returns>
    public static async Task<string> Life(Service service)
    {
        await service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2", km: 9), Langshan.Expert("E3", km: 12));
        var tracking = await service.Offered();
        await service.Decline(tracking, "E1").Done();
        await service.Quiet();
        await service.Match();
        await service.Accept(tracking, "E2").Done();
        await service.HandBack(tracking, "E2").Done();
        await service.Assign(tracking, "E3").Done();
        await service.Accept(tracking, "E3").Done();
        await service.CheckIn(tracking, "E3").Done();
        await service.Report(tracking, "E3").Done();
        await service.Act(tracking, "confirm", OrderDesk.Farmer, new { outcome = "Solved", words = "谢谢" }).Done();
        await service.Quiet();
        await service.Reopen(tracking).Done();
        await service.Cancel(tracking).Done();
        await service.Quiet();
        await service.Send(HttpMethod.Get, "/orders?farmerPhone=13804780001", OrderDesk.Clerk);
        await service.Post("/orders", OrderDesk.Farmer, OrderDesk.Sunflower with { Town = "无此镇" });
        return tracking;
    }
}
