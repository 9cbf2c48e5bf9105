using Dispatch.Http;

namespace Dispatch.Web.CommandLine;

/// <summary>What is wrong with the options of a command that asks what an endpoint asks: by option, a line each.</summary>
internal static class BadOption
{
    public static string Lines(BadInput bad, string language) =>
        string.Join(Environment.NewLine, bad.Errors.Select(error => $"--{error.Field}: {Texts.In(language, error.Key, error.Values)}"));
}
