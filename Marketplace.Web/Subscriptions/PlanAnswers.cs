namespace Marketplace.Web.Subscriptions;

/// <summary>What people ask about plans, answered by what the software does; answers are HTML.</summary>
public static class PlanAnswers
{
    public static IReadOnlyList<(string Question, string Answer)> All { get; } =
    [
        ("When am I charged?", "When you subscribe, and then at the start of each month or year. You see the amount and the date before every charge that you start, and each one has an invoice with a PDF."),
        ("What does an upgrade cost in the middle of a month?", "The difference for the days that are left: what you have paid for them and not used is taken off. It is shown to the cent before you confirm, and charged at once. The larger plan begins when it is paid."),
        ("And a change to a smaller plan?", "It happens at the end of the time you have paid for. Until then you keep the larger plan and can take the change back."),
        ("How do I cancel?", """Under <a href="/account/subscription">Plan and billing</a>, in two clicks. The plan stays until the end of the time you have paid for; until then you can take it back."""),
        ("What happens to my data when I cancel?", "Nothing is deleted. What is over the limits of Free rests: products over its number are unlisted, what a team has written for itself is kept and seen by its authors only, banner and badge are not shown. You see a list of it, and everything comes back when you subscribe again. Your buyers keep their downloads."),
        ("What if a payment is declined?", "You get a mail, the card is tried again, and you keep the plan for seven days. You can pay or change the card in that time. Then its features rest until the invoice is paid."),
        ("Can I have my money back?", "A time that has been paid for is not refunded; a cancelled plan simply runs to its end. If we charged you by mistake, we give it back."),
        ("Is the fee on sales part of the plan?", """No. Of each sale we keep 10%, whichever plan you have. <a href="/fees">What selling costs</a>"""),
        ("Do prices include tax?", "No. All prices of plans are without tax."),
        ("What does “verified” mean?", "That Stripe has checked who the seller is. It says nothing about the code: that is what the Package Passport on each product is for. The badge is shown while the seller has a plan with it."),
        ("How do seats work?", "The owner of a Team or Enterprise plan invites people by mail. They use the plan with their own accounts and share a space in the Brain. Who leaves the team keeps what is their own."),
        ("Can I pay by invoice or bank transfer?", """With Enterprise, yes: <a href="/pricing/contact">talk to us</a>. The other plans are paid by card."""),
    ];
}
