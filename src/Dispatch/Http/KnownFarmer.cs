namespace Dispatch.Http;

/// <summary>With a request of a farmer who has signed in: a feature of it, for those who note who was shown what.</summary>
/// <param name="Phone">As dialled within the country.</param>
public sealed record KnownFarmer(string Phone);
