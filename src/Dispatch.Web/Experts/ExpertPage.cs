using Dispatch.Domain.Experts;
using Dispatch.Http;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;

namespace Dispatch.Web.Experts;

/// <summary>A page about what is an expert's own.</summary>
public abstract class ExpertPage(Words say) : StaffPage(say)
{
    /// <summary>Whose page it is; only experts are let in.</summary>
    protected ExpertId Mine => new Caller(Me.Actor).Expert;
}
