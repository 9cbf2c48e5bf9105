using System.Text.Encodings.Web;
using System.Text.Unicode;
using Dispatch.Persistence;
using Dispatch.Web.Farmer.Following;
using Dispatch.Web.Farmer.Reporting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.WebEncoders;

namespace Dispatch.Web.Farmer;

/// <summary>The farmer's pages: report, follow, menu, lectures.</summary>
internal static class FarmerSetup
{
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static IServiceCollection AddFarmerPages(this IServiceCollection services, Settings settings)
    {
        services.AddRazorPages(options => options.RootDirectory = "/Farmer").AddApplicationPart(typeof(FarmerSetup).Assembly);
        // Chinese as it is, not as numbers three times as long.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddHttpContextAccessor().AddScoped<Words>();
        services.AddSingleton<Drafts>().AddSingleton<Opened>().AddSingleton<Tries>();
        services.AddScoped<SimilarOrders>().AddScoped<PlaceInQueue>();
        services.AddAntiforgery(options =>
        {
            (options.Cookie.Name, options.FormFieldName) = ("form", "form");
            (options.Cookie.SameSite, options.Cookie.HttpOnly, options.Cookie.SecurePolicy) = (SameSiteMode.Lax, true, CookieSecurePolicy.SameAsRequest);
            options.SuppressXFrameOptionsHeader = true;
        });
        return services.AddKeys(settings);
    }

    /// <summary>Before routing, so that a page about trouble finds its way.</summary>
    public static void UseFarmerPages(this IApplicationBuilder app) => app.UseMiddleware<SafePages>().UseMiddleware<Trouble>();

    public static void MapFarmerPages(this IEndpointRouteBuilder app)
    {
        Assets.Map(app);
        ShowPhotos.Map(app);
        app.MapRazorPages();
    }

    /// <summary>The keys that protect cookies and forms lie beside the database: whoever serves it can read what another process wrote.</summary>
    private static IServiceCollection AddKeys(this IServiceCollection services, Settings settings)
    {
        var folder = new DirectoryInfo(Path.Combine(Path.GetDirectoryName(PersistenceSetup.PathOf(settings.Database))!, "keys"));
        services.AddDataProtection().SetApplicationName("Dispatch");
        services.AddOptions<KeyManagementOptions>().Configure<ILoggerFactory>((keys, log) =>
        {
            if (!OperatingSystem.IsWindows()) Directory.CreateDirectory(folder.FullName, OwnersOnly);
            keys.XmlRepository = new FileSystemXmlRepository(folder, log);
            // As the database beside them, they are kept from others by the folder's rights.
            keys.XmlEncryptor = new NullXmlEncryptor();
        });
        return services;
    }
}
