using Dispatch.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dispatch.Tests;

/// <summary>How many contexts of the database are lent out: once a service has stopped none may be, for its connections end with it.</summary>
internal sealed class Loans
{
    private int open;

    public int Open => Volatile.Read(ref open);

    /// <summary>Counts from the lending until its scope has given it back.</summary>
    public static void CountIn(IServiceCollection services)
    {
        var lend = services.Last(service => service.ServiceType == typeof(DispatchDb)).ImplementationFactory!;
        services.AddSingleton<Loans>().AddScoped<Loan>().Replace(ServiceDescriptor.Scoped(provider =>
        {
            // Asked for first, and so the last to go.
            provider.GetRequiredService<Loan>();
            return (DispatchDb)lend(provider);
        }));
    }

    private sealed class Loan : IDisposable
    {
        private readonly Loans loans;

        public Loan(Loans loans) => Interlocked.Increment(ref (this.loans = loans).open);

        public void Dispose() => Interlocked.Decrement(ref loans.open);
    }
}
