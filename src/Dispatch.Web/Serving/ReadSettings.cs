using Dispatch.Domain.Matching;

namespace Dispatch.Web.Serving;

/// <summary>Reads the section "Dispatch" of the configuration, and says which setting is at fault when it can't be read.</summary>
internal static class ReadSettings
{
    private const string Section = "Dispatch";

    /// <exception cref="BadSetting">A setting is unknown, can't be read or is out of its range.</exception>
    public static Settings From(IConfiguration configuration)
    {
        var section = WithoutValue(configuration.GetSection(Section));
        try
        {
            var settings = Bound(section);
            settings.Limits();
            return settings;
        }
        catch (BadSetting range) when (range.Setting is { } setting && configuration[setting] is { } written)
        {
            // As it was written, not as it was read: '2' and not '2.00:00:00'.
            throw new BadSetting(setting, written, range.Expected!);
        }
        catch (Exception failure) when (failure is not BadSetting && AtFault(section) is { } wrong)
        {
            throw wrong;
        }
    }

    /// <summary>The settings in the section, without those that are null, which would be read as 0. A value of the section as a whole is none: an environment variable DISPATCH is another program's.</summary>
    private static IConfigurationRoot WithoutValue(IConfigurationSection section) =>
        new ConfigurationBuilder().AddInMemoryCollection(section.AsEnumerable(makePathsRelative: true).Where(setting => setting.Key.Length > 0 && setting.Value is not null)).Build();

    private static Settings Bound(IConfiguration section) =>
        section.Get<Settings>(options => options.ErrorOnUnknownConfiguration = true) ?? new Settings();

    /// <summary>Tries the settings one at a time: the configuration's own messages name a type or a parameter, not what was typed.</summary>
    private static BadSetting? AtFault(IConfiguration section)
    {
        foreach (var (key, value) in section.AsEnumerable())
        {
            if (value is null) continue;
            try
            {
                Bound(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build());
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                return TypeOf(key) is { } type ? new BadSetting($"{Section}:{key}", value, Expected(type)) : Unknown(key);
            }
        }
        return null;
    }

    private static BadSetting Unknown(string key)
    {
        var owner = key.LastIndexOf(':') is > 0 and var colon && TypeOf(key[..colon]) is { } group && (group.Assembly == typeof(Weights).Assembly || group.Assembly == typeof(Settings).Assembly) ? group : typeof(Settings);
        var known = owner.GetProperties().Where(property => property.SetMethod?.IsPublic != false).Select(property => property.Name).Order(StringComparer.Ordinal);
        return new BadSetting($"{Section}:{key} is no setting. There are: {string.Join(", ", known)}.");
    }

    /// <summary>What the property of this path holds; null when there is none.</summary>
    private static Type? TypeOf(string path)
    {
        var type = typeof(Settings);
        foreach (var name in path.Split(':'))
        {
            if (type.IsGenericType) return type.GetGenericArguments()[0];
            if (type.GetProperties().FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } property) return null;
            type = property.PropertyType;
        }
        return type;
    }

    private static string Expected(Type type) =>
        type == typeof(double) ? $"a number from 0 to {Weights.Most}"
        : type == typeof(int) ? "a whole number"
        : type == typeof(TimeSpan) ? "a span of time like 00:00:02"
        : type.IsEnum ? string.Join(", ", Enum.GetNames(type))
        : type.Name;
}
