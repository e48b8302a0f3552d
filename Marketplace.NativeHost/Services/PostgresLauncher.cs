using System.Diagnostics;
using System.Globalization;
using Marketplace.NativeHost.Graph;
using Marketplace.NativeHost.Running;
using Npgsql;

namespace Marketplace.NativeHost.Services;

internal sealed class PostgresLauncher(PostgresServerResource server, HostContext host) : ILauncher
{
    private readonly HashSet<string> created = [];

    public string Kind => "PostgreSQL 18";

    // Fast shutdown: sessions are ended, nothing is lost.
    public int StopSignal => Posix.Interrupt;

    private string Folder => Path.Combine(host.Data.Root, server.Name);

    private string Cluster => Path.Combine(Folder, "cluster");

    public async Task<ProcessStartInfo> PrepareAsync(CancellationToken cancellationToken)
    {
        await host.Packages.EnsureAsync(cancellationToken);
        var binaries = Path.GetDirectoryName(Directory.EnumerateFiles(host.Packages.File("@embedded-postgres"), "initdb", SearchOption.AllDirectories).First())!;
        DataFolder.MakePrivateFolder(Folder);
        var account = PostgresAccount.For(binaries, Folder);
        if (!Directory.Exists(Cluster))
        {
            await CreateClusterAsync(account, binaries, cancellationToken);
        }

        await EndEarlierServerAsync(Path.Combine(binaries, "postgres"), cancellationToken);
        return account.StartInfo(Path.Combine(binaries, "postgres"), Folder,
        [
            "-D", Cluster, "-p", server.Tcp.PortText, "-c", "listen_addresses=localhost", "-c", "unix_socket_directories=",
            "-c", "max_connections=200", "-c", "shared_buffers=64MB",
        ]).WithoutHostsOwn();
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(server.ConnectionStringTo("postgres") + ";Pooling=false;Timeout=5");
            await connection.OpenAsync(cancellationToken);
            foreach (var database in server.Databases.Select(database => database.DatabaseName).Where(name => !created.Contains(name)))
            {
                await CreateDatabaseAsync(connection, database, cancellationToken);
                created.Add(database);
            }

            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new HostProblemException("PostgreSQL refuses the password that the data folder keeps: its database was created with another one.", $"Delete {Folder} to start with an empty database.");
        }
    }

    // Made beside its place and moved there when complete: a host killed in between leaves no half cluster.
    private async Task CreateClusterAsync(PostgresAccount account, string binaries, CancellationToken cancellationToken)
    {
        var unfinished = Cluster + ".new";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        var passwordFile = Path.Combine(Folder, "password");
        DataFolder.WritePrivate(passwordFile, server.Password.Value);
        account.TakeOver(passwordFile);
        var (exitCode, output) = await Command.RunAsync(
            account.StartInfo(Path.Combine(binaries, "initdb"), Folder,
            [
                "-D", unfinished, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", passwordFile, "-E", "UTF8",
                "--locale=C", "--locale-provider=icu", "--icu-locale=en-US", "--no-sync", "--no-instructions",
            ]),
            null,
            cancellationToken);
        File.Delete(passwordFile);
        if (exitCode != 0)
        {
            throw new HostProblemException($"PostgreSQL's initdb failed as {account}: {output}", $"Check the rights on {Folder} and on the clone; an ordinary user account works everywhere.");
        }

        Directory.Move(unfinished, Cluster);
    }

    // Beyond the pid files: a server that lives although its pid file was lost would keep the new one from starting, and so would a file that names a stranger.
    private async Task EndEarlierServerAsync(string program, CancellationToken cancellationToken)
    {
        var pidFile = Path.Combine(Cluster, "postmaster.pid");
        if (File.Exists(pidFile) && int.TryParse(File.ReadLines(pidFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid)
            && ProcessTable.Identify(pid) is { } earlier && ProcessTable.CommandLine(pid)?.Contains(Cluster, StringComparison.Ordinal) == true)
        {
            Posix.Signal(pid, StopSignal);
            await ProcessTable.WaitForEndAsync(earlier, TimeSpan.FromSeconds(10), cancellationToken);
        }

        // Only now may the file go: it is what keeps two servers from writing to one cluster.
        await EndOrphansAsync(program, cancellationToken);
        File.Delete(pidFile);
    }

    // A killed postmaster leaves the sessions that were busy. Each holds the cluster's shared memory until its query is done, and no new server starts meanwhile.
    // Nothing is lost by ending them: what they have committed is in the log, from which the new server recovers.
    private async Task EndOrphansAsync(string program, CancellationToken cancellationToken)
    {
        foreach (var orphan in ProcessTable.RunningIn(Cluster, program))
        {
            Posix.Signal(orphan.Pid, Posix.Kill);
            await ProcessTable.WaitForEndAsync(orphan, TimeSpan.FromSeconds(10), cancellationToken);
        }
    }

    private static async Task CreateDatabaseAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = name } } };
        if (await exists.ExecuteScalarAsync(cancellationToken) is null)
        {
            await using var create = new NpgsqlCommand($"CREATE DATABASE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
