namespace Marketplace.NativeHost.Running;

/// <summary>Something the person at the terminal can put right: shown as two lines without a stack trace, exit code 1.</summary>
internal sealed class HostProblemException(string problem, string fix) : Exception(problem)
{
    public string Fix => fix;
}
