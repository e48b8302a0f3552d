using Marketplace.Core.Kernel;

namespace Marketplace.Core.Moderation;

public static class ModerationErrors
{
    public static Error OwnText { get; } = new(ErrorKind.Forbidden, "reports.own_text", "You wrote this yourself: change or delete it instead.");

    public static Error AlreadyReported { get; } = new(ErrorKind.Conflict, "reports.already_reported", "You have reported this already. A person looks at it.");

    public static Error SayWhat { get; } = new(ErrorKind.Invalid, "reports.say_what", "Say in a few words what is wrong.", "text");

    public static Error TakenBack { get; } = new(ErrorKind.Conflict, "reports.taken_back", "The answer was taken back meanwhile: dismiss the reports.");

    public static Error WrongState(CaseState state) => new(ErrorKind.Conflict, "reports.wrong_state", state switch
    {
        CaseState.Open => "This waits for a decision. Somebody may have reported it again.",
        CaseState.Hidden => "This is hidden already. Somebody may have been faster.",
        _ => "The reports were dismissed already. Somebody may have been faster.",
    });
}
