using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Dispatch.Http;

/// <summary>The description of the API at /openapi/v1.json: what the endpoints say of themselves, and what holds for all.</summary>
public static class OpenApi
{
    private const string Key = "key";

    public static IServiceCollection AddDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // What a request must not have, an answer may have one day.
            schema.AdditionalPropertiesAllowed = true;
            if (TypeOf(context.JsonTypeInfo.Type) is { } type) schema.Type = type;
            Examples.GiveTheirType(schema);
            // A field that may be null says so beside the words it may have: were null one of them, it would be both, and so none.
            schema.Enum = schema.Enum?.Where(word => word?.GetValueKind() is not (null or JsonValueKind.Null)).ToList();
            if (context.JsonTypeInfo.Type == typeof(ProblemDetails)) DescribeProblems.Complete(schema);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeOperation.Complete);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Dispatch 问需送餐",
                Version = "v1",
                Description = "Farmers place orders, stations dispatch them, experts deliver. Errors are problem details (RFC 9457) with a code, in Chinese or, by Accept-Language, in English. "
                    + "Times are ISO 8601 with their offset; those of examples that must lie ahead do so on 1 June 2026. Codes in examples are the demonstration's. A field that is not described here, or is there twice, is refused.",
            };
            document.AddComponent<IOpenApiSecurityScheme>(Key, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The key of a machine, as `dispatch keys add` prints it. It says for which roles Dispatch-Actor may name somebody.",
            });
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] }];
            foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>())) DescribeBodies.Complete(operation);
            return Task.CompletedTask;
        });
    });

    /// <summary>Of what is read by a converter of our own, which the framework knows nothing about.</summary>
    private static JsonSchemaType? TypeOf(Type type) =>
        type == typeof(DateTimeOffset) ? JsonSchemaType.String
        : type == typeof(DateTimeOffset?) ? JsonSchemaType.String | JsonSchemaType.Null
        : null;
}
