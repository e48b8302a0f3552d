using Marketplace.Tests.NativeHost;
using Microsoft.Testing.Platform.Builder;

// Besides running the tests this program plays the parts that the native host's tests need as real processes.
if (ProbeProgram.IsAsked)
{
    return await ProbeProgram.RunAsync();
}

var builder = await TestApplication.CreateBuilderAsync(args);
Marketplace.Tests.SelfRegisteredExtensions.AddSelfRegisteredExtensions(builder, args);
using var app = await builder.BuildAsync();
return await app.RunAsync();
