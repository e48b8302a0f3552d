using Marketplace.Contracts.Catalog;

namespace Marketplace.Web.Catalog;

/// <summary>A package's flat list of paths as folders within folders.</summary>
public sealed class FileTreeNode(string name)
{
    public string Name => name;

    public List<FileTreeNode> Folders { get; } = [];

    public List<(string Name, long SizeBytes)> Files { get; } = [];

    public static FileTreeNode From(IEnumerable<PackageFileView> files)
    {
        var root = new FileTreeNode("");
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.OrdinalIgnoreCase))
        {
            var parts = file.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length > 0)
            {
                parts[..^1].Aggregate(root, (folder, part) => folder.Enter(part)).Files.Add((parts[^1], file.SizeBytes));
            }
        }

        return root;
    }

    private FileTreeNode Enter(string folder)
    {
        var found = Folders.Find(node => node.Name == folder);
        if (found is null)
        {
            found = new FileTreeNode(folder);
            Folders.Add(found);
        }

        return found;
    }
}
