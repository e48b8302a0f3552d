using System.Text.Json;

namespace Marketplace.NativeHost.Graph;

public sealed class ProjectResource : ProcessResource
{
    internal ProjectResource(string name, IProjectMetadata project)
        : base(name)
    {
        (ProjectPath, AssemblyPath) = (project.ProjectPath, project.AssemblyPath);
        ReadLaunchProfile(Path.Combine(Path.GetDirectoryName(ProjectPath)!, "Properties", "launchSettings.json"));
    }

    internal string ProjectPath { get; }

    internal string AssemblyPath { get; }

    internal string? LaunchProfile { get; private set; }

    internal Dictionary<string, string> ProfileEnvironment { get; } = new(StringComparer.Ordinal);

    // The profile "http" is preferred: native mode has no development certificate.
    private void ReadLaunchProfile(string settingsPath)
    {
        if (!File.Exists(settingsPath))
        {
            return;
        }

        using var settings = JsonDocument.Parse(File.ReadAllText(settingsPath), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var profiles = settings.RootElement.GetProperty("profiles");
        (LaunchProfile, var profile) = profiles.TryGetProperty("http", out var http)
            ? ("http", http)
            : profiles.EnumerateObject().Select(property => (property.Name, property.Value)).First();

        if (profile.TryGetProperty("applicationUrl", out var urls) && urls.GetString() is { Length: > 0 } text)
        {
            foreach (var url in text.Split(';').Select(part => new Uri(part)).Where(url => url.Scheme == Uri.UriSchemeHttp))
            {
                AddEndpoint(url.Scheme, url.Scheme, url.Port);
            }
        }

        if (profile.TryGetProperty("environmentVariables", out var variables))
        {
            foreach (var variable in variables.EnumerateObject())
            {
                ProfileEnvironment[variable.Name] = variable.Value.GetString() ?? "";
            }
        }
    }
}
