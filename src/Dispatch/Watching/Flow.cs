namespace Dispatch.Watching;

/// <summary>A flow of work, as it was where this was taken: what is done in it from elsewhere hangs in its trace, and its log lines carry its order.</summary>
public readonly struct Flow
{
    private readonly ExecutionContext? context;

    private Flow(ExecutionContext? context) => this.context = context;

    public static Flow Here() => new(ExecutionContext.Capture());

    public void Do(Action act)
    {
        if (context is null) act();
        else ExecutionContext.Run(context, _ => act(), null);
    }

    /// <summary>What is begun there goes on there.</summary>
    public T Do<T>(Func<T> act)
    {
        T result = default!;
        Do(() => { result = act(); });
        return result;
    }
}
