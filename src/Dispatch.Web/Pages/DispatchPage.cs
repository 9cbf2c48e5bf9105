using Dispatch.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dispatch.Web.Pages;

/// <summary>A page: its words, and what is wrong with what was typed, beside its field.</summary>
public abstract class DispatchPage(Words say) : PageModel
{
    public Words Say { get; } = say;

    public IReadOnlyList<FieldError> Errors { get; private set; } = [];

    /// <summary>A field with its label, its hint and what is wrong with it; the words go by its name.</summary>
    public Field Field(string name, string? value) => new(name, Say[$"Field.{name}"], value)
    {
        Hint = Say.Find($"Field.{name}.Hint"),
        Errors = [.. Errors.Where(error => NameOf(error) == name).Select(Say.Of)],
    };

    /// <summary>Shows the page again with everything that was typed, and says what is wrong. Nothing has been changed.</summary>
    protected PageResult Complain(IEnumerable<FieldError> errors)
    {
        Errors = [.. errors];
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    /// <summary>Where the field of that name is on the page.</summary>
    public virtual string IdOf(string name) => name;

    /// <summary>"photos[0]" stands in the field "photos".</summary>
    internal static string NameOf(FieldError error) => error.Field.Split('[')[0];
}
