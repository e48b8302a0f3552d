using Marketplace.Contracts.Brain;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Brain;

/// <summary>What sellers open of their products answers questions about them, per version, and nothing else does.</summary>
internal sealed class SourceEndpointsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Test]
    public async Task AProduct_AnswersFromWhatItsSellerOpened_PerVersion_AndNothingWhenClosed()
    {
        using var admin = await ApiPerson.AdminAsync();
        using var seller = await ApiPerson.SellerAsync();
        using var buyer = await ApiPerson.BuyerAsync();
        var draft = await seller.Selling.CreateProductAsync(ApiPerson.Listing($"Opened {EntryEndpointsTests.Word()}"), None);
        await seller.AddImageAsync(draft.Id);
        await seller.UploadAsync(draft.Id, "1.0.0", ApiPerson.Zip(("kit/README.md", Readme("sixteen")), ("kit/docs/backup.md", "# Backups\n\nThe kit writes backups to the folder snapshots every night.\n"), ("kit/src/a.cs", "class A;")));
        var product = await seller.ApprovedAsync(admin, draft.Id);
        var ports = new BrainQueryRequest { Question = "Which number of connections does the kit open to PostgreSQL?", ProductSlug = product.Slug };
        Assert.That((await buyer.Brain.AskAsync(ports, None)).State, Is.EqualTo(AnswerStatus.None), "nothing is opened");
        Assert.That((await seller.Brain.GetSourcesAsync(product.Id, None)).Texts, Is.Empty);
        await Refusal.OfAsync(buyer.Brain.GetSourcesAsync(product.Id, None), 404, "not_found");
        await Refusal.OfAsync(buyer.Brain.OpenSourcesAsync(product.Id, new() { Readme = true }, None), 404, "not_found");

        await seller.Brain.OpenSourcesAsync(product.Id, new() { Readme = true, Docs = true }, None);
        await IndexedAsync(seller, product.Id, 2);
        var answer = await buyer.Brain.AskAsync(ports, None);
        Assert.That((answer.State, Text(answer)), Is.EqualTo((AnswerStatus.Answered, Text(answer))));
        Assert.That(Text(answer), Does.Contain("sixteen connections"));
        Assert.That(answer.Sources.Select(source => source.Kind), Has.All.AnyOf("readme", "docs"));
        Assert.That((await buyer.Catalog.GetProductAsync(product.Slug, None)).OpenedTexts, Is.EqualTo(2));
        var unknown = await buyer.Brain.AskAsync(new() { Question = "Can I rent it out on a yacht in Antarctica?", ProductSlug = product.Slug }, None);
        Assert.That((unknown.State, unknown.CanAskSeller), Is.EqualTo((AnswerStatus.None, true)));

        await seller.UploadAsync(product.Id, "2.0.0", ApiPerson.Zip(("kit/README.md", Readme("forty")), ("kit/src/a.cs", "class A;")));
        await admin.Admin.ApproveVersionAsync((await seller.CheckedAsync(product.Id, "2.0.0")).Id, None);
        await IndexedAsync(seller, product.Id, 3);
        Assert.That(Text(await buyer.Brain.AskAsync(ports, None)), Does.Contain("forty connections").And.Not.Contain("sixteen"));
        Assert.That(Text(await buyer.Brain.AskAsync(ports with { Version = "1.0.0" }, None)), Does.Contain("sixteen connections").And.Not.Contain("forty"));

        await seller.Brain.OpenSourcesAsync(product.Id, new(), None);
        await EntryEndpointsTests.UntilAsync(async () => (await seller.Brain.GetSourcesAsync(product.Id, None)).Texts.Count == 0);
        Assert.That((await buyer.Brain.AskAsync(ports, None)).State, Is.EqualTo(AnswerStatus.None));
    }

    private static Task IndexedAsync(ApiPerson seller, Guid productId, int texts) => EntryEndpointsTests.UntilAsync(async () =>
        (await seller.Brain.GetSourcesAsync(productId, None)).Texts is var read && read.Count == texts && read.All(text => text.IsIndexed));

    private static string Text(BrainAnswerView answer) => string.Join(' ', answer.Sentences.Select(sentence => sentence.Text));

    private static string Readme(string number) => $"""
        # The kit

        A kit for small shops.

        ## Database

        The kit opens {number} connections to PostgreSQL. Set `POOL_SIZE` to change the number of connections.

        ## Licence

        You may use the kit in one product.
        """;
}
