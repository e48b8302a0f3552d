using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Brain.Entries;

public static class EntryErrors
{
    public static Error TitleTooShort { get; } = Invalid("brain.title_too_short", $"Give it a title of {EntryPolicy.MinTitle} characters or more: the problem, or what to do.", "title");

    public static Error BodyTooShort { get; } = Invalid("brain.body_too_short", $"Write {EntryPolicy.MinBody} characters or more, so that it helps somebody who was not there.", "body");

    public static Error NoTag { get; } = Invalid("brain.no_tag", "Name at least one tag or technology, so that it is found.", "tags");

    public static Error TooManyTags { get; } = Invalid("brain.too_many_tags", $"Use at most {BrainPolicy.MaxTags} tags and as many technologies.", "tags");

    public static Error BadSource { get; } = Invalid("brain.bad_source", "A source is an address that starts with https://.", "sourceUrl");

    public static Error SayWhy { get; } = Invalid("brain.say_why", "Say in a few words why it no longer holds.", "reason");

    public static Error NoSuchTarget { get; } = Invalid("brain.no_such_entry", "There is no such published entry. Give the last part of its address.", "into");

    public static Error ItsOwnTarget { get; } = Invalid("brain.own_target", "An entry cannot replace itself.", "into");

    public static Error TakeBackFirst { get; } = new(ErrorKind.Conflict, "brain.take_back_first", "Only a draft can be deleted: take the entry back first, or deprecate it so that its readers learn why.");

    public static Error Stale { get; } = new(ErrorKind.Conflict, "brain.stale", "The entry was changed meanwhile, perhaps in another tab. Look at it again, then change it.");

    public static Error NoTeamSpace { get; } = PlanErrors.Required(PlanFeature.TeamSpace, "Knowledge that only a team reads");

    public static Error NotInTeam { get; } = new(ErrorKind.Forbidden, "brain.not_in_team", "You are no longer in the team that this was written for. It stays there as it is.");

    public static Error TooManyDrafts { get; } = new(ErrorKind.Conflict, "brain.too_many_drafts", $"You have {EntryPolicy.MaxDrafts} drafts. Publish or delete one first.");

    public static Error TooManyToday(TimeSpan wait) => new(
        ErrorKind.TooMany, "brain.too_many_today", $"You have published {EntryPolicy.MaxPerDay} entries within a day. Publish the next one later; it is kept as a draft.", RetryAfter: wait);

    public static Error WrongState(EntryState state) => new(ErrorKind.Conflict, "brain.wrong_state", state switch
    {
        EntryState.Draft => "This is a draft: publish it first.",
        EntryState.Published => "This is published already.",
        EntryState.Deprecated => "This is deprecated: reinstate it first.",
        _ => "This was merged into another entry: change that one.",
    });

    public static Error Hidden(string? reason) => new(
        ErrorKind.Conflict, "brain.hidden", $"The marketplace has hidden this entry, so it stays as it is. The reason: {reason}");

    private static Error Invalid(string code, string message, string field) => new(ErrorKind.Invalid, code, message, field);
}
