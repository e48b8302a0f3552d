using System.Text.RegularExpressions;

namespace Marketplace.Core.Packages.Passport;

/// <summary>Those of SPDX's licence ids that packages name; all are in the list that CycloneDX 1.6 refers to.</summary>
internal static partial class SpdxIds
{
    private static readonly HashSet<string> Known =
    [
        .. ("0BSD AFL-3.0 AGPL-3.0 AGPL-3.0-only AGPL-3.0-or-later Apache-1.1 Apache-2.0 Artistic-2.0 BlueOak-1.0.0 BSD-2-Clause BSD-3-Clause BSD-4-Clause BSL-1.0 BUSL-1.1 "
            + "CC-BY-3.0 CC-BY-4.0 CC-BY-SA-4.0 CC-BY-NC-4.0 CC-BY-ND-4.0 CC-BY-NC-SA-4.0 CC-BY-NC-ND-4.0 CC0-1.0 CDDL-1.0 CDDL-1.1 ECL-2.0 Elastic-2.0 EPL-1.0 EPL-2.0 EUPL-1.2 "
            + "GPL-2.0 GPL-2.0-only GPL-2.0-or-later GPL-3.0 GPL-3.0-only GPL-3.0-or-later ISC LGPL-2.0-only LGPL-2.1 LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0 LGPL-3.0-only "
            + "LGPL-3.0-or-later MIT MIT-0 MPL-1.1 MPL-2.0 MS-PL MulanPSL-2.0 OFL-1.1 OSL-3.0 PostgreSQL Python-2.0 PSF-2.0 Ruby SSPL-1.0 Unicode-DFS-2016 Unlicense UPL-1.0 Vim WTFPL X11 Zlib ZPL-2.1").Split(' '),
    ];

    public static bool IsKnown(string license) => Known.Contains(license);

    /// <summary>Known ids joined by AND, OR and WITH.</summary>
    public static bool IsExpression(string license) =>
        Expression().IsMatch(license) && license.Split([' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Any(word => word is "AND" or "OR" or "WITH")
        && license.Split([' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Where(word => word is not ("AND" or "OR" or "WITH") && !word.Contains("exception", StringComparison.OrdinalIgnoreCase)).All(word => Known.Contains(word.TrimEnd('+')));

    [GeneratedRegex(@"^\(*[A-Za-z0-9.\-+]+\)*( (AND|OR|WITH) \(*[A-Za-z0-9.\-+]+\)*)+$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Expression();
}
