using Marketplace.Core.Reviews;

namespace Marketplace.Tests.Reviews;

/// <summary>Each transition of a review and of its answer, also from where it is not allowed.</summary>
internal sealed class ReviewTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 10, 30, 0, TimeSpan.Zero);

    [Test]
    public void AnEdit_IsMarked_OnlyWhenSomethingChanged()
    {
        var review = New();
        Assert.That(review.Edit(new(4, "Fine", "Works."), "<p>Works.</p>", Now).IsOk, Is.True);
        Assert.That(review.EditedAt, Is.Null);
        review.Edit(new(3, "Fine", "Works."), "<p>Works.</p>", Now);
        Assert.That((review.Rating, review.EditedAt), Is.EqualTo((3, Now)));
    }

    [Test]
    public void AHiddenReview_CountsNothingAndStaysAsItIs()
    {
        var review = New();
        review.Hide("It names a person.", Now);
        Assert.That(review.CountedRating, Is.Null);
        Assert.That(review.Edit(new(1, "Other", "Words."), "", Now).Error!.Code, Is.EqualTo("reviews.hidden"));
        Assert.That(review.Edit(new(1, "Other", "Words."), "", Now).Error!.Message, Does.Contain("It names a person."));
        Assert.That(review.Respond("Hello", "", Now).Error!.Code, Is.EqualTo("not_found"));
        review.Restore();
        Assert.That((review.CountedRating, review.HiddenReason), Is.EqualTo((4, (string?)null)));
    }

    [Test]
    public void AnAnswer_IsOne_MayChange_AndMayBeTakenBack()
    {
        var review = New();
        Assert.That(review.RemoveResponse().Error!.Code, Is.EqualTo("not_found"));
        review.Respond("Thanks", "<p>Thanks</p>", Now);
        review.Respond("Thanks", "<p>Thanks</p>", Now.AddDays(1));
        Assert.That((review.RespondedAt, review.ResponseEditedAt), Is.EqualTo((Now, (DateTimeOffset?)null)));
        review.Respond("Thank you", "<p>Thank you</p>", Now.AddDays(2));
        Assert.That((review.RespondedAt, review.ResponseEditedAt, review.ResponseBody), Is.EqualTo((Now, Now.AddDays(2), "Thank you")));
        review.RemoveResponse();
        Assert.That((review.RespondedAt, review.ResponseHtml, review.ResponseEditedAt), Is.EqualTo(((DateTimeOffset?)null, (string?)null, (DateTimeOffset?)null)));
    }

    [Test]
    public void AHiddenAnswer_CannotBeReplaced()
    {
        var review = New();
        review.Respond("Rude", "", Now);
        review.HideResponse("It insults.", Now);
        Assert.That(review.Respond("Rude again", "", Now).Error!.Code, Is.EqualTo("reviews.response_hidden"));
        Assert.That(review.RemoveResponse().Error!.Code, Is.EqualTo("reviews.response_hidden"));
        review.RestoreResponse();
        Assert.That(review.Respond("Kind", "", Now).IsOk, Is.True);
    }

    private static Review New() => new()
    {
        Id = Guid.CreateVersion7(),
        ProductId = Guid.NewGuid(),
        SellerId = Guid.NewGuid(),
        OrderLineId = Guid.NewGuid(),
        AuthorId = Guid.NewGuid(),
        Rating = 4,
        Title = "Fine",
        Body = "Works.",
        BodyHtml = "<p>Works.</p>",
        CreatedAt = Now,
    };
}
