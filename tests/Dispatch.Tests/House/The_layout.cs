using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dispatch.Contracts;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.House;

/// <summary>Contracts, Domain ← Persistence, Messaging ← stages ← Web; stages meet in rows and in messages. Seen red by planting a use.</summary>
public sealed partial class The_layout
{
    private static readonly string[] Stages = ["Intake", "Triage", "Matching", "Offering", "Visiting", "Lectures", "Pairings", "Ledger", "Notifying", "Registry"];
    private static readonly string[] Ground = ["Persistence", "Messaging"];

    private static readonly Assembly Service = typeof(DispatchSetup).Assembly;

    [TestCase("Dispatch.Contracts")]
    [TestCase("Dispatch.Domain")]
    public void Contracts_and_domain_stand_on_nothing(string project)
    {
        var file = XDocument.Load(Path.Combine(Sources.Root, "src", project, $"{project}.csproj"));
        Assert.That(file.Descendants().Where(element => element.Name.LocalName is "PackageReference" or "ProjectReference" or "Reference" or "FrameworkReference"), Is.Empty);
        var assembly = project == "Dispatch.Contracts" ? typeof(OrderSubmitted).Assembly : typeof(Order).Assembly;
        Assert.That(assembly.GetReferencedAssemblies().Select(name => name.Name), Has.All.StartsWith("System."));
    }

    [TestCaseSource(nameof(Stages))]
    public void A_stage_does_not_use_another(string stage)
    {
        var uses = from type in Types(stage) from used in TypesUsed.By(type) let other = Room(used) where other != stage && Stages.Contains(other) select $"{type} uses {used}";
        Assert.That(uses, Is.Empty);
    }

    /// <summary>Constants and names leave no trace in the compiled code, so the sources are read as well.</summary>
    [TestCaseSource(nameof(Stages))]
    public void Nor_does_its_source_name_another(string stage)
    {
        var names = from file in Sources.Of(Path.Combine("src", "Dispatch", stage))
                    from Match name in NamesARoom().Matches(File.ReadAllText(file))
                    let other = name.Groups["room"].Value
                    where other != stage && Stages.Contains(other)
                    select $"{Path.GetFileName(file)}: {name.Value}";
        Assert.That(names, Is.Empty);
    }

    [TestCaseSource(nameof(Ground))]
    public void What_the_stages_stand_on_does_not_know_them(string room)
    {
        var uses = from type in Types(room) from used in TypesUsed.By(type) where Stages.Contains(Room(used)) select $"{type} uses {used}";
        Assert.That(uses, Is.Empty);
    }

    [Test]
    public void The_service_does_not_know_the_web() =>
        Assert.That(Service.GetReferencedAssemblies().Select(name => name.Name), Has.None.EqualTo("Dispatch.Web"));

    [Test]
    public void A_contract_is_a_sealed_record_whose_properties_are_required_or_may_be_missing()
    {
        var nullability = new NullabilityInfoContext();
        var contracts = typeof(OrderSubmitted).Assembly.GetTypes().Where(type => type.Namespace == "Dispatch.Contracts").ToList();
        Assert.That(contracts, Has.Count.GreaterThan(10));
        Assert.That(contracts.Where(type => !type.IsSealed || type.GetMethod("<Clone>$") is null), Is.Empty, "not a sealed record");
        var properties = contracts.SelectMany(type => type.GetProperties());
        Assert.That(properties.Where(property => property.CustomAttributes.All(attribute => attribute.AttributeType.Name != "RequiredMemberAttribute")
            && nullability.Create(property).ReadState != NullabilityState.Nullable).Select(property => $"{property.DeclaringType!.Name}.{property.Name}"), Is.Empty);
    }

    private static IEnumerable<Type> Types(string room) => Service.GetTypes().Where(type => Room(type) == room);

    private static string Room(Type type) => type.Namespace is { } space && space.StartsWith("Dispatch.", StringComparison.Ordinal) && type.Assembly == Service ? space.Split('.')[1] : "";

    /// <summary>"using Dispatch.Offering" or "Offering.DeclineOffer".</summary>
    [GeneratedRegex(@"(using (static |\w+ = )?Dispatch\.|(?<![\w.""/])(Dispatch\.)?)(?<room>[A-Z]\w+)(?=;|\.[A-Z])")]
    private static partial Regex NamesARoom();
}
