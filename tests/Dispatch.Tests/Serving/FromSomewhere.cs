using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Dispatch.Tests.Serving;

/// <summary>Lets a request in this process come from the address that it says.</summary>
internal sealed class FromSomewhere : IStartupFilter
{
    public const string Header = "Test-From";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, go) =>
        {
            if (context.Request.Headers[Header].ToString() is { Length: > 0 } from) context.Connection.RemoteIpAddress = IPAddress.Parse(from);
            return go(context);
        });
        next(app);
    };
}
