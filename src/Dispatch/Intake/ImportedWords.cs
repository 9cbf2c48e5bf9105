using Dispatch.Domain.Orders;

namespace Dispatch.Intake;

/// <summary>How other systems' lists write urgency and channel in Chinese; what is not here is taken as it is.</summary>
internal static class ImportedWords
{
    private static readonly (Urgency Means, string[] Words)[] Urgencies =
    [
        (Urgency.Urgent, ["紧急", "加急", "特急", "急"]),
        (Urgency.Normal, ["普通", "一般", "正常"]),
        (Urgency.Low, ["不急", "不紧急", "低"]),
    ];

    private static readonly (Channel Means, string[] Words)[] Channels =
    [
        (Channel.Phone, ["电话", "来电", "热线"]),
        (Channel.WalkIn, ["到站", "来访", "现场"]),
        (Channel.Web, ["网页", "网站", "网上", "微信"]),
        (Channel.Sms, ["短信"]),
        (Channel.Api, ["接口"]),
        (Channel.Visit, ["上门", "走访"]),
    ];

    public static string? UrgencyOf(string? word) => In(Urgencies, word);

    public static string? ChannelOf(string? word) => In(Channels, word);

    private static string? In<T>((T Means, string[] Words)[] known, string? word)
    {
        foreach (var (means, words) in known)
            if (words.Contains(word)) return $"{means}";
        return word;
    }
}
