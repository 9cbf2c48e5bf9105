using System.Linq.Expressions;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Registry;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;

namespace Dispatch.Web.Experts;

/// <summary>An expert's own arrangements.</summary>
[Act("listOffers")]
public sealed class HoursModel(Words say, ChangeExpert change, DispatchDb db, Limits limits, TimeProvider clock) : ArrangementsPage(say, change, db, limits, clock)
{
    protected override string Address => "/expert/hours";

    protected override Expression<Func<Expert, bool>> Whose
    {
        get
        {
            var mine = new Caller(Me.Actor).Expert;
            return expert => expert.Id == mine;
        }
    }
}
