using System.Reflection;
using System.Text;
using Marketplace.NativeHost.Graph;
using Marketplace.NativeHost.Running;
using Marketplace.NativeHost.Services;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.NativeHost;

/// <summary>
/// The variables that each project gets in native mode, against injected-variables.txt: names and values are those that
/// Aspire 13.5.2 injected for the same calls (its own OTEL_ and LOGGING_ extras and the absent search server apart).
/// A change of AppHost.cs changes that file, knowingly.
/// </summary>
[TestFixture]
internal sealed class InjectedVariablesTests
{
    [Test]
    public void Projects_OfTheAppHost_GetTheVariablesOfTheGoldenFile()
    {
        var application = Graph();
        var processes = application.Resources.OfType<ProcessResource>().ToList();
        new PortBook(path: null, auto: false, isFree: _ => true).Allocate(processes.SelectMany(process => process.Endpoints.Values));
        foreach (var parameter in application.Resources.OfType<ParameterResource>().Where(parameter => parameter.IsGenerated))
        {
            parameter.Generated = "{" + parameter.Name + "}";
        }

        var actual = new StringBuilder();
        foreach (var project in processes.OfType<ProjectResource>())
        {
            actual.Append("## ").Append(project.Name).Append('\n');
            foreach (var (name, value) in ProjectEnvironment.Of(project, processes.OfType<TelemetryResource>().Single()))
            {
                actual.Append(name).Append('=').Append(Normalize(name, value)).Append('\n');
            }
        }

        var golden = Path.Combine(Repository.Root, "Marketplace.Tests", "NativeHost", "injected-variables.txt");
        File.WriteAllText(Path.Combine(TestContext.CurrentContext.WorkDirectory, "injected-variables.actual.txt"), actual.ToString());
        Assert.That(actual.ToString(), Is.EqualTo(File.ReadAllText(golden)), "The variables now are in injected-variables.actual.txt beside the test program.");
    }

    // The AppHost's own Main, up to Run().
    private static DistributedApplication Graph()
    {
        DistributedApplication? application = null;
        DistributedApplication.Inspect.Value = built => application = built;
        try
        {
            var main = Assembly.LoadFrom(Repository.AppHost).EntryPoint!;
            string[] arguments = ["--Parameters:stripe-secret-key=sk_test_sandbox", "--Parameters:stripe-webhook-secret=whsec_sandbox"];
            main.Invoke(null, [arguments]);
        }
        finally
        {
            DistributedApplication.Inspect.Value = null;
        }

        return application!;
    }

    private static string Normalize(string name, string value) => name switch
    {
        "Clock__File" => "{data}/" + Path.GetFileName(value),
        "OTEL_RESOURCE_ATTRIBUTES" => value[..(value.LastIndexOf('-') + 1)] + "{host}",
        _ => value,
    };
}
