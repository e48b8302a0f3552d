using Marketplace.Core.Kernel;

namespace Marketplace.Core.Accounts;

public static class GrantErrors
{
    public static Error RequestOpen { get; } = new(ErrorKind.Conflict, "plans.request_open", "You have written to us already. We answer by mail.");

    public static Error SayWhy { get; } = new(ErrorKind.Invalid, "plans.say_why", "Say why: it is kept with the grant.", "reason");

    public static Error NoPlan { get; } = new(ErrorKind.Invalid, "plans.no_such_plan", "The plan is pro, team or enterprise.", "plan");

    public static Error Over { get; } = new(ErrorKind.Invalid, "plans.over_already", "The end is in the past.", "until");

    public static Error Ended { get; } = new(ErrorKind.Conflict, "plans.grant_ended", "This grant has ended already.");

    public static Error SeveralPeople { get; } = new(ErrorKind.Conflict, "plans.several_people", "Several people have this address. Give the handle.", "person");
}
