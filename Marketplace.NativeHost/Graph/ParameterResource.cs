using Marketplace.NativeHost.Running;

namespace Marketplace.NativeHost.Graph;

public sealed class ParameterResource : Resource
{
    private readonly Func<string?> value;

    internal ParameterResource(string name, bool secret, Func<string?> value)
        : base(name) => (Secret, this.value) = (secret, value);

    public bool Secret { get; }

    /// <summary>True for a server's password: the host makes one when none is configured, and keeps it in the data folder.</summary>
    internal bool IsGenerated { get; init; }

    internal string? Generated { get; set; }

    internal string Value => value() ?? Generated ?? throw new HostProblemException(
        $"The parameter '{Name}' has no value.",
        $"Set it: dotnet user-secrets set Parameters:{Name} <value> --project <AppHost>, or the environment variable Parameters__{Name}.");
}

/// <summary>A connection string that somebody else provides, from configuration.</summary>
public sealed class ConnectionStringResource : Resource, IResourceWithConnectionString
{
    private readonly Func<string?> value;

    internal ConnectionStringResource(string name, Func<string?> value)
        : base(name) => this.value = value;

    public ReferenceExpression? ConnectionStringExpression => value() is { } text ? ReferenceExpression.Create($"{text}") : null;

    public IEnumerable<(string Name, ReferenceExpression Value)> ConnectionProperties => [];
}
