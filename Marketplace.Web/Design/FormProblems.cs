using Marketplace.Contracts.Http;
using Microsoft.AspNetCore.Components.Forms;

namespace Marketplace.Web.Design;

/// <summary>Puts the Api's messages next to the fields they are about.</summary>
internal static class FormProblems
{
    /// <summary>Returns the problem for the banner: without the messages that found their field, null when nothing else is left to say.</summary>
    public static ApiProblemException? Show(ApiProblemException problem, EditContext form, ValidationMessageStore messages)
    {
        var rest = new Dictionary<string, string[]>();
        var placed = false;
        foreach (var (key, texts) in problem.Errors)
        {
            if (Property(form.Model, key) is { } property)
            {
                messages.Add(form.Field(property), texts);
                placed = true;
            }
            else
            {
                rest[key] = texts;
            }
        }

        form.NotifyValidationStateChanged();
        return placed && rest.Count == 0 ? null : new(problem.Status, problem.Code, problem.Title, problem.Detail, rest);
    }

    /// <summary><c>tags[2]</c> and <c>price.amount</c> belong to the fields Tags and Price.</summary>
    private static string? Property(object model, string key)
    {
        var end = key.IndexOfAny(['.', '[']);
        var name = end < 0 ? key : key[..end];
        return model.GetType().GetProperties().FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Name;
    }
}
