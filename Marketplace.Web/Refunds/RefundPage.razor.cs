using Marketplace.Contracts.Http;
using Marketplace.Contracts.Refunds;
using Marketplace.Web.Design;
using Marketplace.Web.Hosting;
using Marketplace.Web.Selling;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Marketplace.Web.Refunds;

/// <summary>The second step of a refund: exactly what it takes, and the click that does it. What is refunded stands in the address.</summary>
public sealed partial class RefundPage
{
    private RefundableView? order;
    private RefundPreviewView? preview;
    private MoneyView? shown;
    private EditContext? editContext;
    private ApiProblemException? problem;

    [Parameter]
    public string OrderNumber { get; set; } = "";

    [SupplyParameterFromQuery]
    private string? Line { get; set; }

    [SupplyParameterFromQuery]
    private string? Amount { get; set; }

    [SupplyParameterFromForm(FormName = "refund")]
    private RefundForm? Form { get; set; }

    [Inject]
    private RefundsClient Refunds { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private Flash Flash { get; set; } = null!;

    private RefundViewer Viewer => Context.Request.Path.StartsWithSegments("/admin", StringComparison.Ordinal) ? RefundViewer.Admin : RefundViewer.Seller;

    private string Desk => Viewer == RefundViewer.Admin ? $"/admin/orders/{OrderNumber}" : $"/sell/sales/{OrderNumber}";

    private Guid? LineId => Guid.TryParse(Line, out var id) ? id : null;

    protected override async Task OnInitializedAsync()
    {
        var posted = Form is not null;
        Form ??= new RefundForm { Key = Guid.NewGuid().ToString() };
        editContext = new EditContext(Form);
        editContext.EnableDataAnnotationsValidation(Services);
        order = await Refunds.GetRefundableAsync(OrderNumber, Aborted);
        if (!RefundAmount.TryParse(posted ? Form.Amount : Amount, order.Paid.Currency, out var amount))
        {
            problem = new(400, "validation_failed", "This is no amount", RefundAmount.Hint, new Dictionary<string, string[]>());
            return;
        }

        // A form sent twice is answered twice: the second time there may be nothing left to preview.
        shown = posted ? amount : null;
        try
        {
            preview = await Refunds.PreviewAsync(order.OrderId, LineId, amount?.Amount, Aborted);
            shown ??= preview.Amount;
            Form.Amount = PriceText.Format(shown);
        }
        catch (ApiProblemException refused) when (refused.Status != StatusCodes.Status401Unauthorized)
        {
            problem = refused;
        }
    }

    /// <summary>Refunds what was shown before the click, even when something else was refunded meanwhile.</summary>
    private async Task RefundAsync()
    {
        if (!editContext!.Validate())
        {
            return;
        }

        try
        {
            var request = new RefundRequest { LineId = LineId, Amount = shown, Reason = Form!.Reason!.Trim() };
            var refund = await Refunds.RefundAsync(order!.OrderId, request, Form.Key ?? "", Aborted);
            var (title, detail) = RefundWords.Done(refund, MoneyText.Format(refund.Amount));
            Flash.Say(title, detail);
            Context.Response.Redirect(Desk);
        }
        catch (ApiProblemException refused) when (refused.Status != StatusCodes.Status401Unauthorized)
        {
            problem = refused;
        }
    }
}
