using Marketplace.NativeHost.Graph;

namespace Marketplace.NativeHost.Services;

/// <summary>The variables that Aspire would inject into a project, with the same names and values.</summary>
internal static class ProjectEnvironment
{
    public static SortedDictionary<string, string> Of(ProjectResource project, TelemetryResource? telemetry)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["LOGGING__CONSOLE__FORMATTERNAME"] = "simple",
        };

        if (project.LaunchProfile is { } profile)
        {
            variables["DOTNET_LAUNCH_PROFILE"] = profile;
        }

        foreach (var (name, value) in project.ProfileEnvironment)
        {
            variables[name] = value;
        }

        if (project.HttpUrl is { } url)
        {
            variables["ASPNETCORE_URLS"] = url;
        }

        if (telemetry is not null)
        {
            AddTelemetry(variables, project.Name, telemetry);
        }

        project.EnvironmentCallbacks.ForEach(callback => callback(variables));
        return variables;
    }

    // Without the api key header, since the viewer asks for none, and without the capture of prompts: they are nobody's telemetry.
    private static void AddTelemetry(SortedDictionary<string, string> variables, string name, TelemetryResource telemetry)
    {
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = telemetry.Grpc.Url;
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
        variables["OTEL_SERVICE_NAME"] = name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={name}-{Environment.ProcessId}";
        variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
        variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
        variables["OTEL_METRIC_EXPORT_INTERVAL"] = "10000";
        variables["OTEL_TRACES_SAMPLER"] = "always_on";
        variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
    }
}
