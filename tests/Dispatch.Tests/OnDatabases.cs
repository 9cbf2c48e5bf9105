using Dispatch.Tests.Persistence;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;

namespace Dispatch.Tests;

/// <summary>
/// A situation whose point is a query, a guard or a transaction: it comes to pass on SQLite and on PostgreSQL. Of those that
/// take long the second is left out of the ordinary script, which has ten minutes; <c>--long</c> has everything on PostgreSQL too.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OnBothDatabasesAttribute : Attribute, IFixtureBuilder2
{
    private readonly NUnitTestFixtureBuilder builder = new();

    public bool TakesLong { get; init; }

    public IEnumerable<TestSuite> BuildFrom(ITypeInfo typeInfo) => BuildFrom(typeInfo, new Everything());

    public IEnumerable<TestSuite> BuildFrom(ITypeInfo typeInfo, IPreFilter filter)
    {
        yield return builder.BuildFrom(typeInfo, filter);
        if (Servers.All || TakesLong) yield break;
        var other = new TestFixtureParameters { TestName = $"{typeInfo.Name}(PostgreSQL)" };
        other.Properties.Set(Servers.Kind, Servers.Postgres);
        yield return builder.BuildFrom(typeInfo, filter, other);
    }

    private sealed class Everything : IPreFilter
    {
        public bool IsMatch(Type type) => true;

        public bool IsMatch(Type type, System.Reflection.MethodInfo method) => true;
    }
}

/// <summary>A situation that there is only on SQLite, also when everything else is tried on PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OnSqliteAttribute() : PropertyAttribute(Servers.Kind, "SQLite");

/// <summary>A situation that there is only on PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OnPostgresAttribute() : PropertyAttribute(Servers.Kind, Servers.Postgres);
