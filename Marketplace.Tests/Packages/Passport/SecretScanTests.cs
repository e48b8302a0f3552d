using Marketplace.Core.Packages.Passport;

namespace Marketplace.Tests.Packages.Passport;

internal sealed class SecretScanTests
{
    [Test]
    public async Task Corpus_OfSecretsAndDecoys_IsToldApart()
    {
        CorpusFile[] corpus = [.. SecretCorpus.Secrets(), .. SecretDecoys.Files()];
        Assert.That(corpus, Has.Length.GreaterThanOrEqualTo(120));
        var zip = Scanning.Zip([.. corpus.Select((file, index) => ($"{index:D3}/{file.Path}", file.Text))]);
        var passport = (await Scanning.ScanAsync(zip)).Passport!;
        var tuned = Measure(corpus, passport, heldOut: false);
        var heldOut = Measure(corpus, passport, heldOut: true);
        using (Assert.EnterMultipleScope())
        {
            foreach (var (name, measure) in new[] { ("tuned", tuned), ("held out", heldOut) })
            {
                await TestContext.Out.WriteLineAsync($"{name}: {measure.Files} files, recall {measure.Recall:P1}, precision {measure.Precision:P1}; missed [{string.Join(", ", measure.Missed)}]; false [{string.Join(", ", measure.False)}]");
                Assert.That(measure.Recall, Is.GreaterThanOrEqualTo(0.95), name);
                Assert.That(measure.Precision, Is.GreaterThanOrEqualTo(0.90), name);
            }
        }
    }

    [Test]
    public async Task Finding_MasksAllSecretsOfItsLine_AndKeepsItsIdInARescan()
    {
        var secrets = SecretCorpus.Secrets().Where(file => file.Secret!.Length < 100 && !file.Secret.Contains("BEGIN", StringComparison.Ordinal) && !file.Secret.Contains('"')).ToArray();
        var zip = Scanning.Zip([.. secrets.Select((file, index) => ($"{index:D3}/{file.Path}", file.Text))]);
        var first = (await Scanning.ScanAsync(zip)).Passport!;
        var second = (await Scanning.ScanAsync(zip)).Passport!;
        Assert.That(second.Findings, Is.EqualTo(first.Findings));
        Assert.That(first.Findings.Select(finding => finding.Id), Is.Unique);
        foreach (var finding in first.Findings.Where(finding => finding.Excerpt is not null))
        {
            var secret = secrets[int.Parse(finding.Path[..3], System.Globalization.CultureInfo.InvariantCulture)].Secret!;
            Assert.That(finding.Excerpt, Does.Not.Contain(secret[^10..]), finding.Path);
            Assert.That(finding.Excerpt, Has.Length.LessThanOrEqualTo(160));
        }
    }

    [Test]
    public async Task Finding_OfASecretInAMinifiedLine_IsFound()
    {
        var key = "gh" + "p_" + "a8Kd02mfLq81nDkeP3xZvB7tRyUo5hWcJ1sG";
        var text = string.Concat(Enumerable.Repeat("function a(b){return b.token&&b.key?b.c:null}", 2_000)) + $"var t=\"{key}\";" + string.Concat(Enumerable.Repeat("function a(b){return b.token}", 2_000));
        var passport = await Scanning.PassportAsync(("dist/app.min.js", text));
        Assert.That(passport.Findings.Select(finding => (finding.Rule, finding.Line)), Is.EqualTo(new[] { ("secret.github_token", (int?)1) }));
    }

    // False alarms that a scan of real code gave: npm packages, Python's, and this repository.
    [TestCase("a.py", "Authorization: Basic czZCaGRSa3F0MzpnWDFmQmF0" + "M2JW")]
    [TestCase("b.py", "\"access_token\":\"2YotnFZFEjr1zCsicMWpAA\",")]
    [TestCase("c.cs", "var url = $\"https://x-access-token:{token}@github.com/acme/shop\";")]
    [TestCase("d.js", "new Error('x');this.userName=e,this.password=t,this.other=n.password&&n.other;return e.prototype")]
    [TestCase("e.cs", "var putty = text.IndexOf(\"PuTTY-User-Key-File-\"); // and Private-Lines:")]
    public async Task Findings_OfRealCode_HaveNoFalseAlarm(string path, string text) =>
        Assert.That((await Scanning.PassportAsync((path, text + "\n"))).Findings, Is.Empty);

    [TestCase("src/Db.cs", FindingSeverity.Blocking)]
    [TestCase("tests/DbTests.cs", FindingSeverity.Warning)]
    public async Task Finding_OfAConnectionString_BlocksUnlessItIsATests(string path, FindingSeverity severity)
    {
        var passport = await Scanning.PassportAsync((path, "var db = \"Host=db.acme.dev;Username=shop;Password=" + "k9Xq4Zr7TwB2\";\n"));
        Assert.That(passport.Findings.Select(finding => (finding.Rule, finding.Severity)), Is.EqualTo(new[] { ("secret.connection_string", severity) }));
    }

    [Test]
    public async Task Findings_BeyondTheLimit_AreCounted_AndTheWorstAreKept()
    {
        var lines = string.Concat(Enumerable.Range(0, 1_200).Select(number => $"password{number} = \"k9Xq{number:D4}Zr7TwB2m\"\n"));
        var key = "gh" + "p_" + "a8Kd02mfLq81nDkeP3xZvB7tRyUo5hWcJ1sG";
        var passport = await Scanning.PassportAsync(("a.py", lines), ("z.py", $"x = '{key}'\n"));
        Assert.That((passport.Findings.Count, passport.MoreFindings), Is.EqualTo((500, 701)));
        Assert.That(passport.Findings[0].Rule, Is.EqualTo("secret.github_token"));
        Assert.That(PassportPolicy.BadgeOf(passport, passport.Findings.Select(finding => finding.Id).ToHashSet()), Is.EqualTo(PassportBadge.Basic));
    }

    private static Measured Measure(CorpusFile[] corpus, PackagePassport passport, bool heldOut)
    {
        var (hits, positives, alarms, wrong) = (0, 0, 0, 0);
        var (missed, wrongs) = (new List<string>(), new List<string>());
        var files = 0;
        for (var index = 0; index < corpus.Length; index++)
        {
            if (SecretCorpus.IsHeldOut(index) != heldOut)
            {
                continue;
            }

            files++;
            var file = corpus[index];
            var findings = passport.Findings.Where(finding => finding.Path == $"{index:D3}/{file.Path}" && finding.Severity > FindingSeverity.Info && finding.Rule.StartsWith("secret.", StringComparison.Ordinal)).ToArray();
            var right = file.Secret is null ? [] : findings.Where(finding => file.Holds(finding.Line)).ToArray();
            positives += file.Secret is null ? 0 : 1;
            hits += right.Length > 0 ? 1 : 0;
            alarms += findings.Length;
            wrong += findings.Length - right.Length;
            if (file.Secret is not null && right.Length == 0)
            {
                missed.Add(file.Path);
            }

            wrongs.AddRange(findings.Except(right).Select(finding => $"{file.Path}:{finding.Line} {finding.Rule}"));
        }

        return new(files, (double)hits / positives, alarms == 0 ? 1 : (double)(alarms - wrong) / alarms, missed, wrongs);
    }

    private sealed record Measured(int Files, double Recall, double Precision, List<string> Missed, List<string> False);
}
