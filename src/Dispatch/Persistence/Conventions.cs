using System.Globalization;
using System.Text.Json;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Pairings;
using Dispatch.Domain.Stations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Dispatch.Persistence;

/// <summary>How the domain's types are stored, once for all tables.</summary>
internal static class Conventions
{
    public static void Apply(ModelConfigurationBuilder model)
    {
        model.Properties<DateTimeOffset>().HaveConversion<AsUtcTicks>();
        model.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        model.Properties<OrderId>().HaveConversion<AsOrderId>();
        model.Properties<OfferId>().HaveConversion<AsOfferId>();
        model.Properties<ExpertId>().HaveConversion<AsExpertId>();
        model.Properties<StationId>().HaveConversion<AsStationId>();
        model.Properties<LectureId>().HaveConversion<AsLectureId>();
        model.Properties<PairingId>().HaveConversion<AsPairingId>();
        model.Properties<PairingVisitId>().HaveConversion<AsPairingVisitId>();
        model.Properties<TrackingNumber>().HaveConversion<AsTrackingNumber>().HaveMaxLength(11);
        model.Properties<Actor>().HaveConversion<AsActor>().HaveMaxLength(200);
        model.Properties<Place>().HaveConversion<AsPlace>().HaveMaxLength(40);
        model.Properties<WeeklyHours>().HaveConversion<AsWeeklyHours>();
        model.Properties<List<Leave>>().HaveConversion<StoredJson.Column<List<Leave>>, ByValue<List<Leave>>>();
        model.Properties<List<Clerk>>().HaveConversion<StoredJson.Column<List<Clerk>>, ByValue<List<Clerk>>>();
        model.Properties<List<SkillLevel>>().HaveConversion<StoredJson.Column<List<SkillLevel>>, ByValue<List<SkillLevel>>>();
        model.Properties<IReadOnlyList<Role>>().HaveConversion<StoredJson.Column<IReadOnlyList<Role>>, NeverChanged<IReadOnlyList<Role>>>();
        model.Properties<IReadOnlyList<string>>().HaveConversion<StoredJson.Column<IReadOnlyList<string>>, NeverChanged<IReadOnlyList<string>>>();
        model.Properties<IReadOnlyList<SkillLevel>>().HaveConversion<StoredJson.Column<IReadOnlyList<SkillLevel>>, NeverChanged<IReadOnlyList<SkillLevel>>>();
        model.Properties<IReadOnlyList<ExpertId>>().HaveConversion<StoredJson.Column<IReadOnlyList<ExpertId>>, NeverChanged<IReadOnlyList<ExpertId>>>();
        model.Properties<IReadOnlyList<IReadOnlyList<SkillLevel>>>()
            .HaveConversion<StoredJson.Column<IReadOnlyList<IReadOnlyList<SkillLevel>>>, NeverChanged<IReadOnlyList<IReadOnlyList<SkillLevel>>>>();
    }

    /// <summary>UTC ticks: SQLite can neither order nor compare a DateTimeOffset.</summary>
    private sealed class AsUtcTicks() : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    private sealed class AsOrderId() : ValueConverter<OrderId, Guid>(id => id.Value, value => new OrderId(value));

    private sealed class AsOfferId() : ValueConverter<OfferId, Guid>(id => id.Value, value => new OfferId(value));

    private sealed class AsExpertId() : ValueConverter<ExpertId, Guid>(id => id.Value, value => new ExpertId(value));

    private sealed class AsStationId() : ValueConverter<StationId, Guid>(id => id.Value, value => new StationId(value));

    private sealed class AsLectureId() : ValueConverter<LectureId, Guid>(id => id.Value, value => new LectureId(value));

    private sealed class AsPairingId() : ValueConverter<PairingId, Guid>(id => id.Value, value => new PairingId(value));

    private sealed class AsPairingVisitId() : ValueConverter<PairingVisitId, Guid>(id => id.Value, value => new PairingVisitId(value));

    private sealed class AsTrackingNumber() : ValueConverter<TrackingNumber, string>(number => number.Value, value => TrackingNumber.Of(value));

    private sealed class AsActor() : ValueConverter<Actor, string>(actor => actor.ToString(), text => Actor.Parse(text));

    private sealed class AsWeeklyHours() : ValueConverter<WeeklyHours, string>(hours => hours.ToString(), text => WeeklyHours.Parse(text));

    private sealed class AsPlace() : ValueConverter<Place, string>(
        place => Write(place),
        text => Read(text))
    {
        private static string Write(Place place) => string.Create(CultureInfo.InvariantCulture, $"{place.Latitude:R},{place.Longitude:R}");

        private static Place Read(string text)
        {
            var comma = text.IndexOf(',', StringComparison.Ordinal);
            return new Place(double.Parse(text[..comma], CultureInfo.InvariantCulture), double.Parse(text[(comma + 1)..], CultureInfo.InvariantCulture));
        }
    }

    private static string Written<T>(T? value) => JsonSerializer.Serialize(value, StoredJson.Options);

    /// <summary>Lists are compared by what is stored of them, so that a changed element is a change.</summary>
    private sealed class ByValue<T>() : ValueComparer<T>(
        (one, other) => Written(one) == Written(other),
        value => Written(value).GetHashCode(StringComparison.Ordinal),
        value => JsonSerializer.Deserialize<T>(Written(value), StoredJson.Options)!);

    /// <summary>A list that can only be replaced need not be copied to be compared, nor written down to see that it is the same.</summary>
    private sealed class NeverChanged<T>() : ValueComparer<T>(
        (one, other) => ReferenceEquals(one, other) || Written(one) == Written(other),
        value => Written(value).GetHashCode(StringComparison.Ordinal),
        value => value)
        where T : class;
}
