using Marketplace.Core.Kernel;
using Marketplace.Core.Packages;

namespace Marketplace.Tests.Packages;

internal sealed class PackageVersionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    [TestCase(PackageState.Uploading, ExpectedResult = null)]
    [TestCase(PackageState.Checking, ExpectedResult = "packages.already_uploaded")]
    [TestCase(PackageState.Ready, ExpectedResult = "packages.already_uploaded")]
    [TestCase(PackageState.Refused, ExpectedResult = null)]
    [TestCase(PackageState.Held, ExpectedResult = null)]
    [TestCase(PackageState.InReview, ExpectedResult = "packages.already_uploaded")]
    public string? Announce_FromEveryState(PackageState from) =>
        Try(from, PackageState.Uploading, version => version.Announce(new(new("uploads/new.zip", null), "", "", null), Now));

    [TestCase(PackageState.Uploading, ExpectedResult = null)]
    [TestCase(PackageState.Checking, ExpectedResult = "packages.not_uploading")]
    [TestCase(PackageState.Ready, ExpectedResult = "packages.not_uploading")]
    [TestCase(PackageState.Refused, ExpectedResult = "packages.not_uploading")]
    [TestCase(PackageState.Held, ExpectedResult = "packages.not_uploading")]
    [TestCase(PackageState.InReview, ExpectedResult = "packages.not_uploading")]
    public string? Complete_FromEveryState(PackageState from) => Try(from, PackageState.Checking, version => version.Complete(100, null, Now));

    [TestCase(PackageState.Uploading, ExpectedResult = "packages.not_checking")]
    [TestCase(PackageState.Checking, ExpectedResult = null)]
    [TestCase(PackageState.Ready, ExpectedResult = "packages.not_checking")]
    [TestCase(PackageState.Refused, ExpectedResult = "packages.not_checking")]
    [TestCase(PackageState.Held, ExpectedResult = "packages.not_checking")]
    [TestCase(PackageState.InReview, ExpectedResult = "packages.not_checking")]
    public string? Accept_FromEveryState(PackageState from) => Try(from, PackageState.InReview, version => version.Accept("packages/x.zip", Content(3), PackageState.InReview, Now));

    [TestCase(PackageState.Uploading, ExpectedResult = "packages.not_checking")]
    [TestCase(PackageState.Checking, ExpectedResult = null)]
    [TestCase(PackageState.Ready, ExpectedResult = "packages.not_checking")]
    [TestCase(PackageState.Refused, ExpectedResult = "packages.not_checking")]
    [TestCase(PackageState.Held, ExpectedResult = "packages.not_checking")]
    [TestCase(PackageState.InReview, ExpectedResult = "packages.not_checking")]
    public string? Refuse_FromEveryState(PackageState from) => Try(from, PackageState.Refused, version => version.Refuse("No.", Now));

    [TestCase(PackageState.Uploading, ExpectedResult = "packages.wrong_state")]
    [TestCase(PackageState.Checking, ExpectedResult = "packages.wrong_state")]
    [TestCase(PackageState.Ready, ExpectedResult = "packages.wrong_state")]
    [TestCase(PackageState.Refused, ExpectedResult = "packages.wrong_state")]
    [TestCase(PackageState.Held, ExpectedResult = null)]
    [TestCase(PackageState.InReview, ExpectedResult = "packages.wrong_state")]
    public string? EndHold_FromEveryState(PackageState from) => Try(from, PackageState.Ready, version => version.EndHold(PackageState.Ready, Now));

    [TestCase(PackageState.Uploading, ExpectedResult = "packages.wrong_state")]
    [TestCase(PackageState.Checking, ExpectedResult = "packages.wrong_state")]
    [TestCase(PackageState.Ready, ExpectedResult = "packages.wrong_state")]
    [TestCase(PackageState.Refused, ExpectedResult = "packages.wrong_state")]
    [TestCase(PackageState.Held, ExpectedResult = "packages.wrong_state")]
    [TestCase(PackageState.InReview, ExpectedResult = null)]
    public string? Approve_FromEveryState(PackageState from) => Try(from, PackageState.Ready, version => version.Approve(Now));

    [TestCase(PackageState.Uploading, ExpectedResult = "packages.wrong_state")]
    [TestCase(PackageState.Checking, ExpectedResult = "packages.wrong_state")]
    [TestCase(PackageState.Ready, ExpectedResult = "packages.wrong_state")]
    [TestCase(PackageState.Refused, ExpectedResult = "packages.wrong_state")]
    [TestCase(PackageState.Held, ExpectedResult = "packages.wrong_state")]
    [TestCase(PackageState.InReview, ExpectedResult = null)]
    public string? Reject_FromEveryState(PackageState from) => Try(from, PackageState.Refused, version => version.Reject("Not what the listing says.", Now));

    [TestCase(PackageState.Uploading, ExpectedResult = "packages.wrong_state")]
    [TestCase(PackageState.Checking, ExpectedResult = "packages.wrong_state")]
    [TestCase(PackageState.Ready, ExpectedResult = null)]
    [TestCase(PackageState.Refused, ExpectedResult = "packages.wrong_state")]
    [TestCase(PackageState.Held, ExpectedResult = "packages.wrong_state")]
    [TestCase(PackageState.InReview, ExpectedResult = "packages.wrong_state")]
    public string? Yank_FromEveryState(PackageState from) => Try(from, PackageState.Ready, version => version.Yank("Loses data.", Now));

    [Test]
    public void EndYank_OfAVersionInGoodStanding_Refuses()
    {
        var version = Version(PackageState.Ready);
        Assert.That(version.EndYank(Now).Error?.Code, Is.EqualTo("packages.not_yanked"));
        version.Yank("Loses data.", Now);
        Assert.That(version.EndYank(Now).IsOk);
        Assert.That((version.YankedAt, version.YankReason), Is.EqualTo(((DateTimeOffset?)null, (string?)null)));
    }

    [Test]
    public void Announce_AfterARefusal_ForgetsItAndTakesANewPlace()
    {
        var version = Version(PackageState.Checking);
        version.Refuse("Encrypted.", Now);
        version.Announce(new(new("uploads/new.zip", null), "Better.", "<p>Better.</p>", 5), Now);
        Assert.That((version.RefusedReason, version.BlobKey, version.AnnouncedBytes), Is.EqualTo(((string?)null, "uploads/new.zip", (long?)5)));
    }

    [Test]
    public void Accept_CountsAllFiles_AndListsTheFirst()
    {
        var version = Version(PackageState.Checking);
        version.Accept("packages/x.zip", Content(PackagePolicy.ListedFiles + 10), PackageState.Ready, Now);
        Assert.That((version.FileCount, version.Files.Count), Is.EqualTo((PackagePolicy.ListedFiles + 10, PackagePolicy.ListedFiles)));
    }

    [TestCase(1)]
    [TestCase(PackagePolicy.BlockBytes)]
    [TestCase(PackagePolicy.BlockBytes + 1)]
    [TestCase(PackagePolicy.MaxBytes)]
    public void Blocks_CoverThePackageExactly(long size)
    {
        var blocks = PackagePolicy.Blocks(size).ToList();
        Assert.That(blocks, Has.Count.EqualTo(PackagePolicy.BlockCount(size)));
        Assert.That(blocks.Sum(block => block.Length), Is.EqualTo(size));
        Assert.That(blocks.Select(block => block.Offset), Is.EqualTo(blocks.Select(block => (long)block.Index * PackagePolicy.BlockBytes)));
        Assert.That(blocks, Has.All.Matches<(int, long, long Length)>(block => block.Length is > 0 and <= PackagePolicy.BlockBytes));
    }

    private static string? Try(PackageState from, PackageState to, Func<PackageVersion, Result<Done>> act)
    {
        var version = Version(from);
        var result = act(version);
        Assert.That(version.State, Is.EqualTo(result.IsOk ? to : from));
        return result.Error?.Code;
    }

    private static PackageVersion Version(PackageState state) => new()
    {
        Id = Guid.NewGuid(),
        ProductId = Guid.NewGuid(),
        Version = "1.0.0",
        BlobKey = "uploads/old.zip",
        State = state,
        CreatedAt = Now,
        UpdatedAt = Now,
    };

    private static PackageContent Content(int files) =>
        new(1000, new string('a', 64), [.. Enumerable.Range(0, files).Select(number => new PackageFile($"{number}.txt", 1))]);
}
