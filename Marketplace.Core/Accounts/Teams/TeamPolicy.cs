using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Core.Accounts;

/// <summary>How long an invitation is open, how often one is sent, and who of a team rests when its plan has fewer seats.</summary>
public static class TeamPolicy
{
    public const int MaxName = 80;

    /// <summary>Mails of one team in <see cref="Day"/>; a seat taken back does not give its mail back.</summary>
    public const int MaxInvitationsPerDay = 20;

    /// <summary>From the mail to its last use.</summary>
    public static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(14);

    /// <summary>The same address gets a second mail after this at the earliest.</summary>
    public static readonly TimeSpan ResendAfter = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private const int TokenBytes = 32;

    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public static bool IsOpen(TeamSeat seat, DateTimeOffset now) => seat.UserId is null && now < seat.InvitedAt + InvitationLifetime;

    /// <summary>Members without a place: the owner's comes first, then those who joined first.</summary>
    public static IReadOnlySet<Guid> OverLimit(IEnumerable<TeamSeat> seats, int limit) => seats.Where(seat => seat.UserId is not null)
        .OrderBy(seat => seat.JoinedAt).ThenBy(seat => seat.Id).Skip(Math.Max(0, limit - 1)).Select(seat => seat.Id).ToHashSet();
}
