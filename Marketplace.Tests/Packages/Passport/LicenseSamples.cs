namespace Marketplace.Tests.Packages.Passport;

/// <summary>The sentences by which licences are known, wrapped as their authors wrap them.</summary>
internal static class LicenseSamples
{
    public const string Mit = """
        Copyright (c) 2026 Somebody

        Permission is hereby granted, free of charge, to any person obtaining a copy
        of this software and associated documentation files (the "Software"), to deal
        in the Software without restriction, including without limitation the rights
        to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
        copies of the Software.

        The above copyright notice and this permission notice shall be included in all
        copies or substantial portions of the Software.
        """;

    public const string Gpl3 = """
                            GNU GENERAL PUBLIC LICENSE
                               Version 3, 29 June 2007

         Copyright (C) 2007 Free Software Foundation, Inc. <https://fsf.org/>
         Everyone is permitted to copy and distribute verbatim copies
         of this license document, but changing it is not allowed.

          13. Use with the GNU Affero General Public License.
        """;

    private const string Bsd = """
        Redistribution and use in source and binary forms, with or without
        modification, are permitted provided that the following conditions are met:
        1. Redistributions of source code must retain the above copyright notice.
        2. Redistributions in binary form must reproduce the above copyright notice.
        """;

    private const string Isc = """
        Permission to use, copy, modify, and/or distribute this software for any
        purpose with or without fee is hereby granted
        """;

    public static IEnumerable<TestCaseData> All() => new (string Text, string? Id)[]
    {
        (Mit, "MIT"),
        ("  Apache License\n  Version 2.0, January 2004\n  http://www.apache.org/licenses/", "Apache-2.0"),
        (Bsd, "BSD-2-Clause"),
        (Bsd + "3. Neither the name of the copyright holder nor the names of its\ncontributors may be used to endorse", "BSD-3-Clause"),
        (Isc + ", provided that the above\ncopyright notice and this permission notice appear in all copies.", "ISC"),
        (Isc + ".", "0BSD"),
        ("Mozilla Public License Version 2.0\n==================================", "MPL-2.0"),
        (Gpl3, "GPL-3.0-only"),
        (Gpl3.Replace("Version 3, 29 June 2007", "Version 2, June 1991"), "GPL-2.0-only"),
        (Gpl3.Replace("GNU GENERAL", "GNU LESSER GENERAL"), "LGPL-3.0-only"),
        (Gpl3.Replace("GNU GENERAL", "GNU LESSER GENERAL").Replace("Version 3, 29 June 2007", "Version 2.1, February 1999"), "LGPL-2.1-only"),
        (Gpl3.Replace("GNU GENERAL", "GNU AFFERO GENERAL"), "AGPL-3.0-only"),
        ("This is free and unencumbered software released into the public domain.", "Unlicense"),
        ("Creative Commons Legal Code\n\nCC0 1.0 Universal", "CC0-1.0"),
        ("Creative Commons Attribution 4.0 International Public License", "CC-BY-4.0"),
        ("Attribution-NonCommercial 4.0 International", "CC-BY-NC-4.0"),
        ("Attribution-ShareAlike 4.0 International", "CC-BY-SA-4.0"),
        ("Eclipse Public License - v 2.0", "EPL-2.0"),
        ("Boost Software License - Version 1.0 - August 17th, 2003", "BSL-1.0"),
        ("Copyright 2026 Acme. All rights reserved.", "LicenseRef-Proprietary"),
        ("Do as you like, dear reader.", null),
        ("", null),
    }.Select(sample => new TestCaseData(sample.Text, sample.Id).SetArgDisplayNames(sample.Id ?? "unknown"));
}
