using System.ComponentModel.DataAnnotations;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Subscriptions;

/// <summary>A word with the marketplace about Enterprise.</summary>
public sealed record PlanContactRequest
{
    [Required(ErrorMessage = "Name your company."), StringLength(120, MinimumLength = 2, ErrorMessage = "Use 2 to 120 characters.")]
    public string Company { get; set; } = "";

    /// <summary>Plain text.</summary>
    [Required(ErrorMessage = "Write what you need."), StringLength(2_000, MinimumLength = 10, ErrorMessage = "Use 10 to 2,000 characters.")]
    public string Message { get; set; } = "";

    [Range(1, 10_000, ErrorMessage = "Give a number from 1 to 10,000.")]
    public int Seats { get; set; } = 1;
}

/// <summary>Switches a plan on by hand.</summary>
public sealed record PlanGrantRequest
{
    /// <summary>A handle, or the e-mail address of an account.</summary>
    [Required(ErrorMessage = "Name a person."), StringLength(320)]
    public string UserHandleOrEmail { get; set; } = "";

    /// <summary><c>pro</c>, <c>team</c> or <c>enterprise</c>.</summary>
    [Required(ErrorMessage = "Choose a plan."), StringLength(20)]
    public string Plan { get; set; } = "";

    /// <summary>When it ends by itself; null when an admin ends it.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>Kept with the grant.</summary>
    [Required(ErrorMessage = "Say why."), StringLength(400, ErrorMessage = "Use at most 400 characters.")]
    public string Reason { get; set; } = "";
}

/// <param name="State"><c>on</c>, <c>over</c> (its time has passed) or <c>ended</c> (by an admin, or replaced).</param>
public sealed record PlanGrantView(
    Guid Id, string Handle, string Name, string Email, string Plan, DateTimeOffset? Until, string Reason, string GrantedBy, DateTimeOffset GrantedAt, string State, string? EndedBy, DateTimeOffset? EndedAt);

/// <param name="ClosedAt">When somebody answered; null while it waits.</param>
public sealed record PlanContactView(Guid Id, string Handle, string Name, string Email, string Company, string Message, int Seats, string Plan, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt);

public static class PlanAdminRoutes
{
    public const string Requests = "/api/admin/plan-requests";
}

public sealed class PlanAdminClient(HttpClient http) : ApiClient(http)
{
    public Task ContactAsync(PlanContactRequest request, CancellationToken cancellationToken) => PostAsync(PlanRoutes.Contact, request, cancellationToken);

    public Task<PageView<PlanGrantView>> ListGrantsAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<PlanGrantView>>(WithQuery(PlanRoutes.Grants, ("cursor", cursor)), cancellationToken);

    public Task<PlanGrantView> GrantAsync(PlanGrantRequest request, CancellationToken cancellationToken) => PostAsync<PlanGrantView>(PlanRoutes.Grants, request, cancellationToken);

    public Task EndGrantAsync(Guid id, CancellationToken cancellationToken) => DeleteAsync($"{PlanRoutes.Grants}/{id}", cancellationToken);

    public Task<PageView<PlanContactView>> ListRequestsAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<PlanContactView>>(WithQuery(PlanAdminRoutes.Requests, ("cursor", cursor)), cancellationToken);

    public Task CloseRequestAsync(Guid id, CancellationToken cancellationToken) => PostAsync($"{PlanAdminRoutes.Requests}/{id}/close", null, cancellationToken);
}
