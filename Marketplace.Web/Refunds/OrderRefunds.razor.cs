using System.Globalization;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Orders;
using Marketplace.Contracts.Refunds;
using Marketplace.Web.Design;
using Marketplace.Web.Hosting;
using Marketplace.Web.Payments;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Marketplace.Web.Refunds;

/// <summary>The buyer's side: what became of the refunds of an order, and the form to ask for one.</summary>
public sealed partial class OrderRefunds
{
    private RefundableView? refundable;
    private IReadOnlyList<RefundView> refunds = [];
    private IReadOnlyList<RefundableLineView> askable = [];
    private bool posted;
    private EditContext? editContext;
    private ValidationMessageStore? messages;
    private ApiProblemException? problem;

    [Parameter, EditorRequired]
    public OrderView Order { get; set; } = null!;

    /// <summary>Of an order bought without an account: its link speaks for the buyer.</summary>
    [Parameter]
    public string? GuestToken { get; set; }

    [SupplyParameterFromForm(FormName = "refund-request")]
    private RefundForm? Form { get; set; }

    [Inject]
    private RefundsClient Refunds { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private Flash Flash { get; set; } = null!;

    /// <summary>All of the order can be asked for at once only while every line of it can.</summary>
    private MoneyView? Whole => askable.Count > 0 && askable.Count == refundable!.Lines.Count(line => line.Remaining.Amount > 0) ? refundable.Remaining : null;

    private string Until => askable.Count == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"You can ask until {askable.Min(line => line.AskUntil).UtcDateTime:d MMM yyyy, HH:mm} UTC. ");

    protected override async Task OnInitializedAsync()
    {
        posted = Form is not null;
        Form ??= new RefundForm { Key = Guid.NewGuid().ToString() };
        editContext = new EditContext(Form);
        editContext.EnableDataAnnotationsValidation(Services);
        messages = new ValidationMessageStore(editContext);
        if (Order.PaidAt is null)
        {
            return;
        }

        var refundableTask = GuestToken is null ? Refunds.GetRefundableAsync(Order.Number, Aborted) : Refunds.GetRefundableOfGuestAsync(GuestToken, Aborted);
        refunds = GuestToken is null ? await Refunds.ListOfOrderAsync(Order.Id, Aborted) : await Refunds.ListOfGuestAsync(GuestToken, Aborted);
        refundable = await refundableTask;
        var asked = refunds.Where(refund => refund.Status is RefundStatus.Requested or RefundStatus.Processing).SelectMany(refund => refund.Lines).Select(line => line.LineId).ToHashSet();
        var now = Clock.GetUtcNow();
        askable = [.. refundable.Lines.Where(line => line.Remaining.Amount > 0 && line.AskUntil >= now && !asked.Contains(line.LineId))];
    }

    private async Task AskAsync()
    {
        var request = Form!.ToRequest(refundable!.Paid.Currency);
        var valid = editContext!.Validate();
        if (request is null)
        {
            messages!.Add(editContext.Field(nameof(RefundForm.Amount)), RefundAmount.Hint);
        }

        if (!valid || request is null)
        {
            return;
        }

        try
        {
            var key = Form.Key ?? "";
            var refund = GuestToken is null ? await Refunds.RefundAsync(Order.Id, request, key, Aborted) : await Refunds.AskAsGuestAsync(GuestToken, request, key, Aborted);
            Flash.Say("Asked for", $"{MoneyText.Format(refund.Amount)} of order {refund.OrderNumber}. The seller answers; you get a mail.");
            Context.Response.Redirect(GuestToken is null ? $"/purchases/{Order.Number}" : GuestOrders.Path(GuestToken));
        }
        catch (ApiProblemException refused) when (refused.Status != StatusCodes.Status401Unauthorized)
        {
            problem = FormProblems.Show(refused, editContext, messages!);
        }
    }
}
