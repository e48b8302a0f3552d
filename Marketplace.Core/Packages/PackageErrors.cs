using Marketplace.Core.Kernel;

namespace Marketplace.Core.Packages;

public static class PackageErrors
{
    public static Error BadVersion { get; } = new(
        ErrorKind.Invalid, "packages.bad_version", "A version has three numbers, such as 1.2.0, and perhaps a suffix, such as 2.0.0-beta.1.", "version");

    public static Error TooLarge { get; } = new(ErrorKind.Invalid, "packages.too_large", "A package has at most 2 GiB.", "sizeBytes");

    public static Error NothingUploaded { get; } = new(
        ErrorKind.Invalid, "packages.nothing_uploaded", "No bytes have arrived for this version. Send the zip to its upload address, then complete it.");

    public static Error BlocksMissing { get; } = new(
        ErrorKind.Invalid, "packages.blocks_missing", "Some blocks have not arrived. Send the missing ones, then complete the version.");

    public static Error UploadGone { get; } = new(
        ErrorKind.Conflict, "packages.upload_gone", "What had arrived of this upload is no longer kept. Announce the version again and send the whole file.");

    public static Error SizeDiffers { get; } = new(
        ErrorKind.Invalid, "packages.size_differs", "What arrived has another size than was announced. Announce the version again and send the whole file.");

    public static Error NotAZip { get; } = new(
        ErrorKind.Invalid, "packages.not_a_zip", "The uploaded file is no complete zip. Pack the project as a zip and upload it again.");

    public static Error NotHigher(string version, string highest) => new(
        ErrorKind.Conflict, "packages.version_not_higher", $"{version} must be higher than {highest}, the newest release so far.", "version");

    public static Error AlreadyUploaded(string version, PackageState state) => new(
        ErrorKind.Conflict,
        "packages.already_uploaded",
        state == PackageState.Checking ? $"Version {version} is being checked." : state == PackageState.InReview ? $"Version {version} waits for approval." : $"Version {version} is published and never changes. Choose a higher version.",
        "version");

    public static Error NotUploading(string version, PackageState state) => new(
        ErrorKind.Conflict,
        "packages.not_uploading",
        state is PackageState.Refused or PackageState.Held ? $"Version {version} was not accepted. Announce it again and upload another file." : $"Version {version} is complete already.");

    public static Error WrongState(string version, PackageState expected, PackageState state) => new(
        ErrorKind.Conflict, "packages.wrong_state", $"Version {version} is {Words(state)}, not {Words(expected)}. Somebody may have been faster.");

    public static Error OnlyVersion(string version) => new(
        ErrorKind.Conflict, "packages.only_version", $"{version} is the only version that is for sale. Upload a better one first, or take the listing out of the shop.", "version");

    public static Error NotYanked(string version) => new(ErrorKind.Conflict, "packages.not_yanked", $"Version {version} is not yanked.", "version");

    public static Error UploadReplaced(string version) => new(
        ErrorKind.Conflict,
        "packages.upload_replaced",
        $"Another file was announced as version {version} since, perhaps in another window. Announce yours again, or choose a higher version.");

    public static Error OtherUploaded(string version) => new(
        ErrorKind.Conflict, "packages.other_uploaded", $"Another file was uploaded as version {version} meanwhile, perhaps in another window. Choose a higher version.");

    public static Error NotChecking(string version, PackageState state) => new(
        ErrorKind.Conflict, "packages.not_checking", $"Version {version} is {state} and does not wait for a check.");

    private static string Words(PackageState state) => state switch
    {
        PackageState.Uploading => "not uploaded yet",
        PackageState.Checking => "being checked",
        PackageState.Ready => "published",
        PackageState.Refused => "refused",
        PackageState.Held => "on hold",
        _ => "waiting for approval",
    };
}
