using System.Text.Json;
using System.Text.Json.Serialization;
using Dispatch.Accounts;
using Dispatch.Http;
using Dispatch.Intake;
using Dispatch.Lectures;
using Dispatch.Ledger;
using Dispatch.Matching;
using Dispatch.Messaging;
using Dispatch.Messaging.Errors;
using Dispatch.Notifying;
using Dispatch.Offering;
using Dispatch.Orders;
using Dispatch.Pairings;
using Dispatch.Persistence;
using Dispatch.Photos;
using Dispatch.Privacy;
using Dispatch.Registry;
using Dispatch.Triage;
using Dispatch.Visiting;
using Dispatch.Watching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Dispatch;

/// <summary>The service, stage by stage, in the order of an order's life.</summary>
public static class DispatchSetup
{
    /// <exception cref="BadSetting">A setting is wrong; the message names it.</exception>
    public static IServiceCollection AddDispatch(this IServiceCollection services, Settings settings)
    {
        var subscriptions = new Subscriptions();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings).AddSingleton(settings.Limits());
        services.AddPersistence(settings.Database, settings.DatabasePatience);
        services.AddWatching();
        services.AddAccounts(settings.SingleSignOn).AddOrders(settings.Role).AddRegistry().AddPhotos().AddPrivacy(settings.Role);
        services.AddIntake().AddTriage(subscriptions).AddMatching(subscriptions, settings.Role).AddOffering(subscriptions).AddVisiting().AddLedger(subscriptions).AddNotifying(subscriptions, settings.Role);
        services.AddExceptionHandler<Problems>().AddProblemDetails();
        services.ConfigureHttpJsonOptions(options => Spoken(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.StopWithin);
        return services.AddMessaging(BusSettings.Of(settings), subscriptions);
    }

    /// <summary>JSON as callers write and read it: nothing unknown or twice, so that a slip in a field's name is not taken for silence, and no text for a number.</summary>
    private static void Spoken(JsonSerializerOptions options)
    {
        StoredJson.Readable(options);
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new Timestamp.Converter());
    }

    /// <summary>The acts of every person, stage by stage.</summary>
    public static void MapDispatch(this IEndpointRouteBuilder api) =>
        api.MapIntake().MapTriage().MapMatching().MapOffering().MapVisiting().MapLectures().MapPairings().MapLedger().MapNotifying().MapRegistry().MapPhotos().MapPrivacy().MapErrors();
}
