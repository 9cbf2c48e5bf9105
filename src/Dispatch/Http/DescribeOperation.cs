using Dispatch.Orders;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dispatch.Http;

/// <summary>Describes what endpoints have in common: headers, parameters and what can go wrong.</summary>
internal static class DescribeOperation
{
    public static async Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var bound = context.Description.ActionDescriptor.EndpointMetadata.OfType<IParameterBindingMetadata>().Select(parameter => (parameter.Name, Type: parameter.ParameterInfo.ParameterType)).ToList();
        var writes = context.Description.HttpMethod is "POST" or "PUT";
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>()) Describe(parameter, operation.OperationId!, bound);
        Header(operation, Caller.Header, true, "Who calls: Role:name, percent-encoded. Farmer:phone, Expert:id, Clerk:name, Desk:name, Office:name, Administrator:name.", Actor(operation));
        if (writes) Header(operation, IdempotencyKey.Header, false, "The same key of the same actor means the same request sent again, and gets the first answer again. Up to 100 characters; kept for 7 days.", "3f0c9c1e-0d6c-4a55-9d0e-2f8b4f3a1b77");
        if (writes && context.Description.SupportedResponseTypes.Any(answer => answer.StatusCode == StatusCodes.Status200OK && answer.Type == typeof(OrderView))) MayBeMinimal(operation);
        var problem = await Problem(context, stop);
        foreach (var status in Statuses(operation, writes, context.Description.RelativePath!.Contains('{', StringComparison.Ordinal))) DescribeProblems.Add(operation, status, problem);
    }

    private static void MayBeMinimal(OpenApiOperation operation)
    {
        Header(operation, Prefer.Header, false, "return=minimal (RFC 7240): the answer is 204 without a body instead of the whole order; what goes wrong is said all the same.", Prefer.Minimal);
        (operation.Responses ??= [])["204"] = new OpenApiResponse { Description = "Done, to who prefers return=minimal." };
    }

    /// <summary>Somebody who may.</summary>
    private static string Actor(OpenApiOperation operation) => operation.Tags?.FirstOrDefault()?.Name switch
    {
        "Expert" => "Expert:96eab3a4-2b93-81f1-b8b0-2107754d76c5",
        "Ledger" or "Errors" => "Office:%E6%9D%8E%E6%98%8E",
        _ => "Clerk:%E7%8E%8B%E8%8A%B3",
    };

    private static async Task<IOpenApiSchema> Problem(OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var document = context.Document!;
        if (document.Components?.Schemas?.ContainsKey(nameof(ProblemDetails)) != true)
            document.AddComponent(nameof(ProblemDetails), await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), cancellationToken: stop));
        return new OpenApiSchemaReference(nameof(ProblemDetails), document);
    }

    /// <summary>What the endpoint says itself, and what follows from how it is called.</summary>
    private static IReadOnlyList<string> Statuses(OpenApiOperation operation, bool writes, bool addressed)
    {
        var statuses = operation.Responses?.Keys.Where(status => status[0] is '4' or '5').ToHashSet() ?? [];
        statuses.UnionWith(["400", "401", "403", "429", "503"]);
        if (addressed) statuses.Add("404");
        if (writes) statuses.UnionWith(["413", "422"]);
        if (operation.RequestBody is not null) statuses.Add("415");
        return [.. statuses.Order(StringComparer.Ordinal)];
    }

    private static void Describe(OpenApiParameter parameter, string operation, List<(string Name, Type Type)> bound)
    {
        var type = bound.Find(known => known.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase)).Type;
        if ((Nullable.GetUnderlyingType(type ?? typeof(string)) ?? type) == typeof(Timestamp)) parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" };
        if (ParameterWords.Of(operation, parameter.Name!) is not var (says, example)) return;
        parameter.Description = says;
        parameter.Example = example;
    }

    private static void Header(OpenApiOperation operation, string name, bool required, string says, string example) =>
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = required,
            Description = says,
            Example = example,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
}
