// Publishers: only in an Aspire build (NativeHost.targets leaves this file out of a native one).
internal static class DeploymentTarget
{
    public static void AddDeploymentTarget(this IDistributedApplicationBuilder builder)
    {
        if (!builder.ExecutionContext.IsPublishMode)
        {
            return;
        }

        switch (builder.Configuration["Deployment:Target"])
        {
            // Helm wants all parameter values when it is published, and makes `migrations` a Deployment: it applies what is
            // missing and ends, again and again. Take it out of the chart and run it as a Job where that is a nuisance.
            case "kubernetes":
                builder.AddKubernetesEnvironment("k8s").WithHelm(helm => helm
                    .WithChartName("marketplace")
                    .WithChartVersion("1.0.0")
                    .WithNamespace("marketplace"));
                break;

            case "aca":
                builder.AddAzureContainerAppEnvironment("aca");
                break;

            default:
                builder.AddDockerComposeEnvironment("compose").WithDashboard();
                break;
        }
    }
}
