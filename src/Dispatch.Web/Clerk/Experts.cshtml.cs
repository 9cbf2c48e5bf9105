using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;

namespace Dispatch.Web.Clerk;

/// <summary>The experts of the station, or of the district: how much they hold, whether they are on duty, and when.</summary>
[Act("readLoad")]
public sealed class ExpertsModel(Words say, StationExperts experts) : StaffPage(say)
{
    /// <summary>By what their group is called.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<ExpertLine> Lines)> Groups { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        var (own, others) = await experts.Of(Me.Station, stop);
        Groups = Me.Station is null ? [("All", own)] : [("Own", own), ("Others", others)];
    }
}
