namespace Marketplace.NativeHost.Graph;

public sealed class AzureStorageResource : ProcessResource
{
    internal AzureStorageResource(string name)
        : base(name) => Blob = AddEndpoint("blob", "http", 10010);

    internal EndpointReference Blob { get; }
}

public sealed class AzureBlobStorageResource : Resource, IResourceWithConnectionString
{
    // The account name and key are the emulator's published, fixed ones.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly AzureStorageResource storage;

    internal AzureBlobStorageResource(string name, AzureStorageResource storage)
        : base(name) => this.storage = storage;

    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{storage.Blob.PortText}/{Account};");

    public IEnumerable<(string Name, ReferenceExpression Value)> ConnectionProperties
    {
        get
        {
            yield return ("Uri", ReferenceExpression.Create($"{storage.Blob}"));
            yield return ("ConnectionString", ConnectionStringExpression);
        }
    }

    internal override ProcessResource Process => storage;
}
