namespace Marketplace.Core.Packages.Passport;

public static class CycloneDx
{
    public static byte[] Write(PackagePassport passport, string name, string version, Guid serial, DateTimeOffset timestamp) => throw new NotSupportedException($"{passport}{name}{version}{serial}{timestamp}");
}
