namespace Marketplace.Web.Layout;

public sealed record LegalSection(string Id, string Title, IReadOnlyList<string> Paragraphs);

public sealed record LegalText(string Slug, string Title, string Summary, IReadOnlyList<LegalSection> Sections);

/// <summary>Short, plain texts that say what the software really does. An operator replaces them with texts for their own law.</summary>
public static class LegalTexts
{
    public static IReadOnlyList<LegalText> All { get; } =
    [
        new("terms", "Terms", "What you can expect from us and what we expect from you.",
        [
            new("service", "The service", ["We run a shop in which developers sell digital goods. The contract about a product is between its buyer and its seller; we take the payment, hold it, deliver the files and keep the records."]),
            new("account", "Your account", ["You need a confirmed e-mail address. Keep your password to yourself. You can leave at any time; what you bought stays yours to use under its licence, and records of payments are kept as long as the law asks."]),
            new("buying", "Buying", ["The price shown is the price you pay; taxes, where they apply, are shown before the payment. You can download right after it. Which use is allowed follows from the licence shown on the product when you bought it."]),
            new("selling", "Selling", [
                "You sell only what you have the right to sell, free of malware and of other people's secrets, and you describe it truthfully. We read every listing and check every package before it is published, and may take one down that breaks these terms.",
                "Of each sale we keep a platform fee of 10%, and the card processing of the payment is taken off. The rest is yours. It is held for seven days after the payment, then transferred on the following Monday to your Stripe account, as long as Stripe allows it to be paid out.",
                "A refund or a lost dispute takes back what the sale gave you, never more than that."]),
            new("plans", "Plans", ["A plan is paid for a month or a year in advance and renewed until it is cancelled. Prices are without tax. A cancelled plan runs to the end of the time that is paid, which is not refunded. When a plan ends nothing is deleted: what is over the limits of the smaller plan is unlisted or can only be read, and comes back with the plan."]),
            new("holding", "The holding period", ["Holding a payment for seven days is a rule of this shop about when a seller's share is transferred. It is not an escrow service in the legal sense."]),
            new("liability", "When something breaks", ["Products come from their sellers. We answer for our own part: taking payments correctly, delivering what was uploaded, and keeping the books right. If we make a mistake with money, we correct it and show the correction."]),
        ]),
        new("privacy", "Privacy", "What we know about you, why, and for how long.",
        [
            new("what", "What we keep", ["Your e-mail address and password (as a hash), the profile you write yourself, your orders, downloads and reviews, and, if you sell, your sales and payouts. Card numbers and bank details are Stripe's alone; we never see them."]),
            new("cookies", "Cookies", ["Only those the shop needs: your session, your cart, protection against forged forms, and a message that survives a redirect. There is no advertising and no tracking by others, which is why there is no banner to click away."]),
            new("views", "Counting views", ["Sellers see how often a product was looked at and from which website, never by whom. To tell visitors of one day apart we keep a hash of your address and browser under a secret that is thrown away with the day; neither your address nor anything made of it is kept longer."]),
            new("who", "Who else sees it", ["Stripe, to take payments and to pay sellers. Sellers see who bought their product, with name, e-mail address and the country stated for the tax, so that they can help you, and how often it was downloaded. They may not use it for advertising. Others see only your public profile and what you publish."]),
            new("rights", "Your rights", ["You may see, correct and take along what we keep, and have it deleted. Records of payments stay as long as the law asks, without your name where that is allowed."]),
        ]),
        new("refunds", "Refunds", "When you get your money back, and who pays for it.",
        [
            new("when", "When", ["Within the time shown on the product, when it does not do what its page says, cannot be run as described, or is not what you were shown. Having changed one's mind after downloading is no reason by itself: a file cannot be given back."]),
            new("how", "How", ["Write to the seller with the order number and what is wrong. If you do not agree within the time, write to us with the same; we look at both sides and decide."]),
            new("money", "The money", ["A full refund returns all that you paid for the product to the card you used, and its downloads end. During the holding period it comes out of the held payment. The platform fee is returned in the same proportion; the card processing, which is lost, is paid by us."]),
        ]),
    ];
}
