namespace Marketplace.StripeSandbox.Pages;

/// <summary>The inputs of a card, as the payment page names them.</summary>
internal static class CardFields
{
    public static Html Of(string name) => Html.Of($"""
        {new Field("cardNumber", "Card number") { InputMode = "numeric", MaxLength = 23, Placeholder = "1234 1234 1234 1234", Hint = "A test card such as 4242 4242 4242 4242" }}
        <div class="pair">
          {new Field("cardExpiry", "Expiry") { InputMode = "numeric", MaxLength = 9, Placeholder = "MM / YY" }}
          {new Field("cardCvc", "Security code") { InputMode = "numeric", MaxLength = 4, Placeholder = "123" }}
        </div>
        {new Field("cardName", "Name on card") { Value = name }}
        """);
}
