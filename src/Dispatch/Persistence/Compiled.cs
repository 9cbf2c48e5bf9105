using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Dispatch.Persistence;

/// <summary>
/// A query that is asked for every order, worked out once and not each time anew: EF would build its expression, take the
/// values out of it and look it up by its shape. EF binds what it compiles to one model; here each model has its own.
/// </summary>
/// <param name="compile">Compiles it, by <c>EF.CompileAsyncQuery</c>.</param>
internal sealed class Compiled<TQuery>(Func<TQuery> compile)
    where TQuery : Delegate
{
    private readonly ConditionalWeakTable<IModel, TQuery> compiled = [];

    public TQuery On(DispatchDb db) => compiled.GetValue(db.Model, _ => compile());
}
