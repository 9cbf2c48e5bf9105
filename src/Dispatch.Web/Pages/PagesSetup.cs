using System.Text.Encodings.Web;
using System.Text.Unicode;
using Dispatch.Persistence;
using Dispatch.Web.Office;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.WebEncoders;

namespace Dispatch.Web.Pages;

/// <summary>What everybody's pages have in common: how they look, what they say, and what keeps them safe.</summary>
internal static class PagesSetup
{
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static IServiceCollection AddPages(this IServiceCollection services, Settings settings)
    {
        services.AddRazorPages(options => options.RootDirectory = "/").AddApplicationPart(typeof(PagesSetup).Assembly)
            .AddMvcOptions(options => options.Filters.Add<KnownButtons>())
            .AddRazorOptions(options => options.PageViewLocationFormats.Add("/Pages/{0}.cshtml"));
        // Chinese as it is, not as numbers three times as long.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddHttpContextAccessor().AddScoped<Words>().AddScoped<NearOrders>().AddScoped<EntryLines>().AddSingleton<Tries>();
        services.AddAntiforgery(options =>
        {
            // Scanners look for a field of this name.
            (options.Cookie.Name, options.FormFieldName) = ("form", "csrf");
            (options.Cookie.SameSite, options.Cookie.HttpOnly, options.Cookie.SecurePolicy) = (SameSiteMode.Lax, true, CookieSecurePolicy.SameAsRequest);
            options.SuppressXFrameOptionsHeader = true;
        });
        return services.AddKeys(settings);
    }

    /// <summary>Before routing, so that a page about trouble finds its way.</summary>
    public static void UsePages(this IApplicationBuilder app) => app.UseMiddleware<SafePages>().UseMiddleware<Trouble>();

    public static void MapPages(this IEndpointRouteBuilder app)
    {
        Assets.MapAll(app);
        app.MapRazorPages();
    }

    /// <summary>The keys that protect cookies and forms lie beside the database: whoever serves it can read what another process wrote.</summary>
    private static IServiceCollection AddKeys(this IServiceCollection services, Settings settings)
    {
        var folder = new DirectoryInfo(Path.Combine(Storage.Of(settings.Database).Folder(settings), "keys"));
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
