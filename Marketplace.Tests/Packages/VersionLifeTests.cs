using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Contracts.Orders;
using Marketplace.Contracts.Packages;
using Marketplace.Contracts.Selling;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Packages;

/// <summary>What becomes of versions of a listing that is for sale: passports, approval, mails to buyers, yanks, downloads; over the running product.</summary>
internal sealed class VersionLifeTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly (string Path, string Text)[] Careful =
    [
        ("README.md", "# Grid\n\nA grid that sorts and filters.\n\n## Begin\n\nRun `dotnet run` in the folder src and open the address it prints. The tests run with `dotnet test`.\n"), ("LICENSE", MitText), ("src/Grid.cs", "public sealed class Grid\n{\n    public int Rows => 3;\n}\n"),
        ("tests/GridTests.cs", "public sealed class GridTests\n{\n}\n"), ("Dockerfile", "FROM scratch\n"),
        ("package.json", """{"name":"grid","version":"1.0.0","dependencies":{"left-pad":"1.3.0"}}"""),
    ];

    private const string MitText = """
        MIT License

        Copyright (c) 2026 Somebody

        Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

        The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

        THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
        """;

    private ApiPerson seller = null!;
    private ApiPerson admin = null!;
    private ApiPerson buyer = null!;

    [SetUp]
    public async Task PeopleAsync()
    {
        seller = await ApiPerson.SellerAsync();
        admin = await ApiPerson.AdminAsync();
        buyer = await ApiPerson.BuyerAsync();
    }

    [TearDown]
    public void Leave()
    {
        seller.Dispose();
        admin.Dispose();
        buyer.Dispose();
    }

    [Test]
    public async Task ANewVersion_WaitsForApproval_ThenItsBuyersAreToldOnce_AndSeeWhatChanged()
    {
        var product = await PublishAsync(Careful);
        var order = await buyer.BuyAsync(product.Id);
        await buyer.BuyAsync((await PublishAsync(Careful)).Id);
        (string, string)[] next = [.. Careful.Where(file => file.Path != "Dockerfile"), ("src/Cell.cs", "public sealed class Cell;\n"), ("README.md", "# Grid 2\n")];
        await seller.UploadAsync(product.Id, "2.0.0", ApiPerson.Zip([.. next.GroupBy(file => file.Item1).Select(group => ($"grid-2.0.0/{group.Key}", group.Last().Item2))]));
        Assert.That((await seller.CheckedAsync(product.Id, "2.0.0")).Status, Is.EqualTo(PackageStatus.InReview));
        Assert.That((await seller.Selling.CompleteVersionAsync(product.Id, "2.0.0", new(), None)).Status, Is.EqualTo(PackageStatus.InReview), "a second click, after the check");
        Assert.That((await OwnedAsync(order)).Versions.Select(version => version.Version), Is.EqualTo(["1.0.0"]), "what waits is nobody's yet");

        var review = (await admin.Admin.ListVersionsAsync(None)).Single(version => version.ProductId == product.Id);
        Assert.That((review.Version, review.Changes!.Breaking), Is.EqualTo(("2.0.0", true)));
        Assert.That(review.Changes.Added.Concat(review.Changes.Changed).Concat(review.Changes.Removed), Is.EqualTo(["src/Cell.cs", "README.md", "Dockerfile"]));
        await Refusal.OfAsync(buyer.Admin.ApproveVersionAsync(review.VersionId, None), 403, "forbidden");
        await admin.Admin.ApproveVersionAsync(review.VersionId, None);
        await Refusal.OfAsync(admin.Admin.ApproveVersionAsync(review.VersionId, None), 409, "packages.wrong_state");

        using var inbox = new MailInbox((await RunningMarketplace.GetAsync()).MailInbox);
        var mail = await inbox.WaitForAsync(buyer.Email, "New version 2.0.0");
        Assert.That(mail.Text, Does.Contain("last as version 1.0.0").And.Contain("first number has grown"));
        Assert.That((await inbox.ListAsync(buyer.Email)).Count(received => received.Subject.StartsWith("New version", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That((await OwnedAsync(order)).Versions.Select(version => (version.Version, version.Newest)), Is.EqualTo([("2.0.0", true), ("1.0.0", false)]));
        var changes = await buyer.Catalog.GetChangesAsync(product.Slug, "1.0.0", "2.0.0", None);
        Assert.That((changes.Added.Single(), changes.Removed.Single(), changes.Changed.Single(), changes.Breaking), Is.EqualTo(("src/Cell.cs", "Dockerfile", "README.md", true)));
    }

    [Test]
    public async Task ARefusedVersion_TellsTheSellerWhy_AndIsNobodys()
    {
        var product = await PublishAsync(Careful);
        var order = await buyer.BuyAsync(product.Id);
        await seller.UploadAsync(product.Id, "1.1.0", ApiPerson.Zip(Careful));
        var waiting = await seller.CheckedAsync(product.Id, "1.1.0");
        await Refusal.OfAsync(admin.Admin.RejectVersionAsync(waiting.Id, new() { Reason = "no" }, None), 400, "validation_failed");
        await admin.Admin.RejectVersionAsync(waiting.Id, new() { Reason = "It is not what the listing says." }, None);
        Assert.That((await seller.CheckedAsync(product.Id, "1.1.0")).RefusedReason, Is.EqualTo("It is not what the listing says."));
        Assert.That((await OwnedAsync(order)).Versions, Has.Count.EqualTo(1));
        await Refusal.OfAsync(buyer.Orders.GetDownloadAsync(order.Id, order.Lines[0].Id, "1.1.0", None), 404, "orders.no_such_version");
    }

    [Test]
    public async Task AYankedVersion_IsNoLongerTheNewest_ButItsOwnersKeepIt()
    {
        var product = await PublishAsync(Careful);
        var order = await buyer.BuyAsync(product.Id);
        await Refusal.OfAsync(seller.Selling.YankAsync(product.Id, "1.0.0", new() { Reason = "Loses data." }, None), 409, "packages.only_version");
        await ApproveNextAsync(product.Id, "1.1.0");
        await Refusal.OfAsync(buyer.Selling.YankAsync(product.Id, "1.1.0", new() { Reason = "Loses data." }, None), 404, "not_found");
        Assert.That((await seller.Selling.YankAsync(product.Id, "1.1.0", new() { Reason = "Loses data." }, None)).YankReason, Is.EqualTo("Loses data."));
        Assert.That((await buyer.Catalog.GetProductAsync(product.Slug, None)).LatestVersion!.Version, Is.EqualTo("1.0.0"));
        Assert.That((await OwnedAsync(order)).Versions.Select(version => (version.Version, version.YankReason, version.Newest)), Is.EqualTo([("1.1.0", "Loses data.", false), ("1.0.0", null, true)]));
        Assert.That((await buyer.Orders.GetDownloadAsync(order.Id, order.Lines[0].Id, null, None)).Version, Is.EqualTo("1.0.0"));
        Assert.That((await buyer.Orders.GetDownloadAsync(order.Id, order.Lines[0].Id, "1.1.0", None)).Version, Is.EqualTo("1.1.0"));
        await seller.Selling.EndYankAsync(product.Id, "1.1.0", None);
        Assert.That((await buyer.Catalog.GetProductAsync(product.Slug, None)).LatestVersion!.Version, Is.EqualTo("1.1.0"));
    }

    [Test]
    public async Task ASecretInThePackage_HoldsTheVersion_UntilAnAppealIsGranted()
    {
        var product = await seller.Selling.CreateProductAsync(ApiPerson.Listing(), None);
        var key = string.Concat("-----BEGIN RSA ", "PRIVATE KEY-----\n", Convert.ToBase64String(RandomNumberGenerator.GetBytes(400), Base64FormattingOptions.InsertLineBreaks), "\n-----END RSA ", "PRIVATE KEY-----\n");
        await seller.UploadAsync(product.Id, "1.0.0", ApiPerson.Zip([.. Careful, ("deploy/server.key", key)]));
        Assert.That((await seller.CheckedAsync(product.Id, "1.0.0")).Status, Is.EqualTo(PackageStatus.Held));
        Assert.That((await seller.Selling.CompleteVersionAsync(product.Id, "1.0.0", new(), None)).Status, Is.EqualTo(PackageStatus.Held), "a second click, after the check");
        var passport = await seller.Selling.GetPassportAsync(product.Id, "1.0.0", None);
        var finding = passport.Findings.First(found => found.Severity == SeverityName.Blocking);
        Assert.That((finding.Path, passport.Passport.Badge), Is.EqualTo(("deploy/server.key", BadgeName.None)));
        Assert.That(finding.Excerpt ?? "", Does.Not.Contain(key[40..60]), "the seller's own secret is masked too");

        await Refusal.OfAsync(buyer.Selling.GetPassportAsync(product.Id, "1.0.0", None), 404, "not_found");
        await Refusal.OfAsync(buyer.Selling.AppealAsync(product.Id, "1.0.0", finding.Id, new() { Reason = "A made-up key for the tests." }, None), 404, "not_found");
        await Refusal.OfAsync(seller.Selling.AppealAsync(product.Id, "1.0.0", finding.Id, new() { Reason = "no" }, None), 400, "validation_failed");
        foreach (var blocking in passport.Findings.Where(found => found.Severity == SeverityName.Blocking))
        {
            await seller.Selling.AppealAsync(product.Id, "1.0.0", blocking.Id, new() { Reason = "A made-up key for the tests." }, None);
        }

        await Refusal.OfAsync(seller.Selling.AppealAsync(product.Id, "1.0.0", finding.Id, new() { Reason = "A made-up key for the tests." }, None), 409, "packages.appeal_made");
        var appeals = (await admin.Admin.ListAppealsAsync(None)).Where(appeal => appeal.ProductId == product.Id).ToList();
        Assert.That(appeals.Select(appeal => appeal.Finding!.Severity), Has.All.EqualTo(SeverityName.Blocking));
        foreach (var appeal in appeals)
        {
            await admin.Admin.DecideAppealAsync(appeal.Id, new() { Grant = true, Answer = "Agreed." }, None);
            await Refusal.OfAsync(admin.Admin.DecideAppealAsync(appeal.Id, new() { Grant = false }, None), 409, "packages.appeal_decided");
        }

        Assert.That((await seller.CheckedAsync(product.Id, "1.0.0")).Status, Is.EqualTo(PackageStatus.Ready));
        Assert.That((await seller.Selling.GetPassportAsync(product.Id, "1.0.0", None)).Findings.First(found => found.Id == finding.Id).Answer, Is.EqualTo("Agreed."));
        await seller.UploadAsync(product.Id, "1.0.1", ApiPerson.Zip([.. Careful, ("deploy/server.key", key)]));
        Assert.That((await seller.CheckedAsync(product.Id, "1.0.1")).Status, Is.EqualTo(PackageStatus.Ready), "the same finding was waived");
    }

    [Test]
    public async Task APackage_IsVerifiedToTheByte_AndItsPassportAndBillOfMaterialsArePublic()
    {
        var zip = ApiPerson.Zip(Careful);
        var product = await PublishAsync(zip);
        var audit = (await buyer.Catalog.GetProductAsync(product.Slug, None)).Audit!;
        var open = string.Join("; ", audit.Checks.Where(check => !check.Passed).Select(check => $"{check.Name}: {check.Text}"))
            + string.Join("; ", (await seller.Selling.GetPassportAsync(product.Id, "1.0.0", None)).Findings.Select(finding => $"{finding.Severity} {finding.Rule} {finding.Path}"));
        Assert.That((audit.Badge, audit.Licenses.Single(), audit.Dependencies), Is.EqualTo((BadgeName.Verified, "MIT", 1)), open);
        Assert.That(audit.Checks.Where(check => !check.Passed).Select(check => check.Name), Does.Not.Contain("readme").And.Not.Contain("no_secrets"));
        Assert.That(audit.Languages.Select(language => language.Language), Does.Contain("C#"));

        using var sbom = await buyer.Catalog.OpenSbomAsync(product.Slug, "1.0.0", None);
        using var bill = JsonDocument.Parse(await sbom.Content.ReadAsStringAsync());
        Assert.That((bill.RootElement.GetProperty("bomFormat").GetString(), bill.RootElement.GetProperty("components")[0].GetProperty("purl").GetString()), Is.EqualTo(("CycloneDX", "pkg:npm/left-pad@1.3.0")));

        using var file = await buyer.Catalog.OpenManifestAsync(product.Slug, "1.0.0", None);
        var manifest = await file.Content.ReadAsStringAsync();
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(zip));
        var good = await buyer.Verify.VerifyAsync(new() { Document = manifest, PackageSha256 = sha256 }, None);
        Assert.That((good.Result, good.Manifest!.Files), Is.EqualTo((VerifyResult.Genuine, Careful.Length)));
        Assert.That((await buyer.Verify.VerifyAsync(new() { PackageSha256 = sha256 }, None)).Version!.Slug, Is.EqualTo(product.Slug));
        zip[zip.Length / 2] ^= 1;
        var other = Convert.ToHexStringLower(SHA256.HashData(zip));
        Assert.That((await buyer.Verify.VerifyAsync(new() { Document = manifest, PackageSha256 = other }, None)).Result, Is.EqualTo(VerifyResult.PackageDiffers));
        Assert.That((await buyer.Verify.VerifyAsync(new() { Document = manifest.Replace("a", "b", StringComparison.Ordinal) }, None)).Result, Is.EqualTo(VerifyResult.NotGenuine));
        await Refusal.OfAsync(buyer.Verify.VerifyAsync(new(), None), 400, "validation_failed");
        await Refusal.OfAsync(buyer.Verify.VerifyAsync(new() { PackageSha256 = "zz" }, None), 400, "validation_failed");
    }

    [Test]
    public async Task ALink_LeadsToTheBytes_InRangesToo_UntilTheRefund()
    {
        var zip = ApiPerson.Zip(Careful);
        var product = await PublishAsync(zip);
        var order = await buyer.BuyAsync(product.Id);
        var link = await buyer.Orders.GetDownloadAsync(order.Id, order.Lines[0].Id, null, None);
        using var browser = new HttpClient();
        Assert.That(await browser.GetByteArrayAsync(link.Url), Is.EqualTo(zip));
        using var part = new HttpRequestMessage(HttpMethod.Get, link.Url) { Headers = { Range = new(10, 19) } };
        using var partial = await browser.SendAsync(part);
        Assert.That((partial.StatusCode, await partial.Content.ReadAsByteArrayAsync()), Is.EqualTo((HttpStatusCode.PartialContent, zip[10..20])));
        Assert.That(partial.Content.Headers.ContentDisposition!.FileName!.Trim('"'), Is.EqualTo(link.FileName));

        var receipt = await (await buyer.Orders.OpenReceiptAsync(order.Id, order.Lines[0].Id, None)).Content.ReadAsStringAsync();
        Assert.That((await buyer.Verify.VerifyAsync(new() { Document = receipt, PackageSha256 = link.Sha256 }, None)).Receipt!.OrderNumber, Is.EqualTo(order.Number));
        var key = (await OwnedAsync(order)).Line.LicenseKey!;
        Assert.That((await buyer.Licenses.ValidateAsync(new() { Key = key, Fingerprint = "laptop" }, None)).Valid);
        Assert.That((await OwnedAsync(order)).Downloads.Single().Opened);
        await admin.Refunds.RefundAsync(order.Id, new() { Reason = "Goodwill" }, order.Number, None);
        using var ended = await browser.GetAsync(link.Url);
        Assert.That(ended.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await buyer.Licenses.ValidateAsync(new() { Key = key, Fingerprint = "laptop" }, None)).Status, Is.EqualTo("revoked"));
        Assert.That((await buyer.Verify.VerifyAsync(new() { Document = receipt }, None)).Refunded);
        using var wrong = await browser.GetAsync(link.Url[..^1] + (link.Url[^1] == '0' ? '1' : '0'));
        Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task AStranger_LearnsNothingOfAPurchase_AndADeletedListingStaysWithItsBuyer()
    {
        var product = await PublishAsync(Careful);
        var order = await buyer.BuyAsync(product.Id);
        var lineId = order.Lines[0].Id;
        using var stranger = await ApiPerson.BuyerAsync();
        await Refusal.OfAsync(stranger.Orders.GetOwnedAsync(order.Id, lineId, None), 404, "not_found");
        await Refusal.OfAsync(stranger.Orders.OpenReceiptAsync(order.Id, lineId, None), 404, "not_found");
        await Refusal.OfAsync(stranger.Orders.GetDownloadAsync(order.Id, lineId, "1.0.0", None), 404, "not_found");
        await Refusal.OfAsync(stranger.Orders.RemoveActivationAsync(order.Id, Guid.NewGuid(), None), 404, "not_found");
        await Refusal.OfAsync(stranger.Selling.AllowDownloadsAsync(lineId, None), 404, "not_found");
        await seller.Selling.AllowDownloadsAsync(lineId, None);
        await seller.Selling.DeleteProductAsync(product.Id, None);
        Assert.That((await OwnedAsync(order)).Versions.Single().Version, Is.EqualTo("1.0.0"));
        using var browser = new HttpClient();
        var link = await buyer.Orders.GetDownloadAsync(order.Id, lineId, null, None);
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(await browser.GetByteArrayAsync(link.Url))), Is.EqualTo(link.Sha256));
    }

    private Task<OwnedProductView> OwnedAsync(OrderView order) => buyer.Orders.GetOwnedAsync(order.Id, order.Lines[0].Id, None);

    private Task<SellerProductView> PublishAsync((string Path, string Text)[] files) => PublishAsync(ApiPerson.Zip(files));

    private async Task<SellerProductView> PublishAsync(byte[] zip)
    {
        var product = await seller.Selling.CreateProductAsync(ApiPerson.Listing(), None);
        await seller.AddImageAsync(product.Id);
        await seller.UploadAsync(product.Id, "1.0.0", zip);
        Assert.That((await seller.CheckedAsync(product.Id, "1.0.0")).Status, Is.EqualTo(PackageStatus.Ready));
        await seller.Selling.SubmitProductAsync(product.Id, None);
        await admin.Admin.ApproveAsync(product.Id, None);
        return await seller.Selling.GetProductAsync(product.Id, None);
    }

    private async Task ApproveNextAsync(Guid productId, string version)
    {
        await seller.UploadAsync(productId, version, ApiPerson.Zip(Careful));
        var waiting = await seller.CheckedAsync(productId, version);
        await admin.Admin.ApproveVersionAsync(waiting.Id, None);
    }
}
