using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.NativeHost.Graph;

namespace Marketplace.NativeHost.Running;

/// <summary>The local servers' passwords, made once: a database keeps the one it was created with.</summary>
internal static class KeptPasswords
{
    public static void Apply(string path, IEnumerable<ParameterResource> parameters)
    {
        var kept = File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))! : [];
        var known = kept.Count;
        foreach (var parameter in parameters.Where(parameter => parameter.IsGenerated))
        {
            if (!kept.TryGetValue(parameter.Name, out var password))
            {
                // Hexadecimal digits need no escaping in a connection string, an address or a command line.
                kept[parameter.Name] = password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            }

            parameter.Generated = password;
        }

        if (kept.Count > known)
        {
            DataFolder.WriteAtomically(path, JsonSerializer.Serialize(kept));
        }
    }
}
