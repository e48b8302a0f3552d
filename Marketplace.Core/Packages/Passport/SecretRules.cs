using System.Text;
using System.Text.RegularExpressions;
using static Marketplace.Core.Packages.Passport.SecretRule;

namespace Marketplace.Core.Packages.Passport;

/// <summary>Keys that tell their kind by their form.</summary>
internal static class SecretRules
{
    private const string End = @"(?![A-Za-z0-9_\-])";
    private const string Start = @"(?<![A-Za-z0-9_])";

    public static readonly IReadOnlyList<SecretRule> Precise =
    [
        Of("aws_key_id", "AKIA ASIA", Start + @"(AKIA|ASIA)[A-Z2-7]{16}" + End, "an AWS access key"),
        Of("aws_secret", "aws_ AWS_ awsSecret AwsSecret", @"(?i:aws_?(secret)?_?(access)?_?key)[\w""'\]]{0,12}\s*[:=]>?\s*[""']?(?<v>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])", "an AWS secret key"),
        Of("google_api_key", "AIza", Start + @"AIza[A-Za-z0-9_\-]{35}" + End, "a Google API key"),
        Of("google_oauth", "ya29.", Start + @"ya29\.[A-Za-z0-9_\-]{30,}", "a Google access token"),
        Of("google_oauth", "GOCSPX-", Start + @"GOCSPX-[A-Za-z0-9_\-]{28}" + End, "a Google OAuth client secret"),
        Of("azure_storage_key", "AccountKey", @"AccountKey=(?<v>[A-Za-z0-9+/]{86}==)", "the key of an Azure storage account"),
        Of("azure_shared_key", "SharedAccessKey", @"SharedAccessKey=(?<v>[A-Za-z0-9+/]{43}=)", "an Azure shared access key"),
        Of("azure_sas", "sig=", @"[?&](se|sv)=[^\s""']{1,300}&sig=(?<v>[A-Za-z0-9%+/]{40,})", "a signed Azure address"),
        Of("azure_client_secret", "Q~", @"(?<![A-Za-z0-9_~.\-])[A-Za-z0-9_~.\-]{3}\dQ~[A-Za-z0-9_~.\-]{31,34}(?![A-Za-z0-9_~.\-])", "an Azure client secret"),
        Of("digitalocean_token", "dop_v1_ doo_v1_ dor_v1_", Start + @"do[opr]_v1_[0-9a-f]{64}" + End, "a DigitalOcean token"),
        Of("alibaba_key_id", "LTAI", Start + @"LTAI[A-Za-z0-9]{12,24}" + End, "an Alibaba Cloud access key"),
        Of("heroku_key", "HRKU-", Start + @"HRKU-[A-Za-z0-9_\-]{36,64}" + End, "a Heroku key"),
        Of("github_token", "ghp_ gho_ ghu_ ghs_ ghr_", Start + @"gh[pousr]_[A-Za-z0-9]{36,251}" + End, "a GitHub token"),
        Of("github_token", "github_pat_", Start + @"github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}" + End, "a GitHub token"),
        Of("gitlab_token", "glpat- glrt- glptt- gldt- glcbt- gloas- glsoat- glft- glimt- glagent-", Start + @"gl(pat|rt|ptt|dt|cbt|oas|soat|ft|imt|agent)-[A-Za-z0-9_\-]{20,64}" + End, "a GitLab token"),
        Of("npm_token", "npm_", Start + @"npm_[A-Za-z0-9]{36}" + End, "an npm token"),
        Of("npm_token", "_auth _password", @"(?<=^|[\s:])_(authToken|auth|password)\s*=\s*[""']?(?<v>[A-Za-z0-9_\-+/=.]{8,})", "the login of an npm registry"),
        Of("pypi_token", "pypi-", Start + @"pypi-AgE[A-Za-z0-9_\-]{50,}", "a PyPI token"),
        Of("nuget_key", "oy2", Start + @"oy2[a-z2-7]{43}" + End, "a NuGet key"),
        Of("docker_token", "dckr_", Start + @"dckr_(pat|oat)_[A-Za-z0-9_\-]{27,}", "a Docker Hub token"),
        Of("rubygems_key", "rubygems_", Start + @"rubygems_[0-9a-f]{48}" + End, "a RubyGems key"),
        Of("stripe_key", "k_live_", Start + @"(sk|rk)_live_[A-Za-z0-9]{16,247}" + End, "a live Stripe key"),
        Of("stripe_test_key", "k_test_", Start + @"(sk|rk)_test_[A-Za-z0-9]{16,247}" + End, "a Stripe key for tests", FindingSeverity.Info),
        Of("stripe_webhook", "whsec_", Start + @"whsec_[A-Za-z0-9+/=]{32,}" + End, "the secret of a Stripe webhook"),
        Of("openai_key", "sk-", Start + @"sk-((proj|svcacct|admin)-[A-Za-z0-9_\-]{40,}|[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})" + End, "an OpenAI key"),
        Of("anthropic_key", "sk-ant-", Start + @"sk-ant-[a-z]{2,8}\d{2}-[A-Za-z0-9_\-]{80,}" + End, "an Anthropic key"),
        Of("openrouter_key", "sk-or-", Start + @"sk-or-v1-[0-9a-f]{64}" + End, "an OpenRouter key"),
        Of("slack_token", "xox", Start + @"xox[abeoprs]-[0-9A-Za-z\-]{20,}" + End, "a Slack token"),
        Of("slack_webhook", "hooks.slack.com", @"hooks\.slack\.com/(services|workflows)/(?<v>[A-Z0-9]{8,14}/[A-Z0-9]{8,14}/[A-Za-z0-9]{20,})", "the address of a Slack webhook"),
        Of("discord_webhook", "/api/webhooks/", @"discord(app)?\.com/api/webhooks/\d{15,20}/(?<v>[A-Za-z0-9_\-]{60,})", "the address of a Discord webhook"),
        Of("discord_token", "discord Discord DISCORD", @"(?<![A-Za-z0-9_.])(?<v>[MNO][A-Za-z0-9_\-]{23,25}\.[A-Za-z0-9_\-]{6}\.[A-Za-z0-9_\-]{27,38})(?![A-Za-z0-9_\-.])", "a Discord bot token"),
        Of("discord_token", ".login(", @"\.login\(\s*[""'](?<v>[MNO][A-Za-z0-9_\-]{23,25}\.[A-Za-z0-9_\-]{6}\.[A-Za-z0-9_\-]{27,38})[""']", "a Discord bot token"),
        Of("sendgrid_key", "SG.", Start + @"SG\.[A-Za-z0-9_\-]{22}\.[A-Za-z0-9_\-]{43}" + End, "a SendGrid key"),
        Of("twilio_token", "AC0 AC1 AC2 AC3 AC4 AC5 AC6 AC7 AC8 AC9 ACa ACb ACc ACd ACe ACf", Start + @"AC[0-9a-f]{32}[""']?\s*[,:;]\s*[""']?(?<v>[0-9a-f]{32})" + End, "a Twilio login"),
        Of("twilio_key", "SK0 SK1 SK2 SK3 SK4 SK5 SK6 SK7 SK8 SK9 SKa SKb SKc SKd SKe SKf", Start + @"SK[0-9a-f]{32}" + End, "a Twilio key"),
        Of("telegram_token", ":AA", @"(?<!\d)\d{8,10}:AA[A-Za-z0-9_\-]{33}" + End, "a Telegram bot token"),
        Of("shopify_token", "shpat_ shpca_ shppa_ shpss_", Start + @"shp(at|ca|pa|ss)_[0-9a-fA-F]{32}" + End, "a Shopify token"),
        Of("mailgun_key", "key-", Start + @"key-[0-9a-f]{32}" + End, "a Mailgun key"),
        Of("vault_token", "hvs. hvb.", Start + @"hv[sb]\.[A-Za-z0-9_\-]{24,}", "a Vault token"),
        Of("huggingface_token", "hf_", Start + @"hf_[A-Za-z]{0}[A-Za-z0-9]{34}" + End, "a Hugging Face token"),
        Of("databricks_token", "dapi", Start + @"dapi[0-9a-f]{32}" + End, "a Databricks token"),
        Of("linear_key", "lin_api_", Start + @"lin_api_[A-Za-z0-9]{40}" + End, "a Linear key"),
        Of("square_token", "EAAA", Start + @"EAAA[A-Za-z0-9_\-]{60}" + End, "a Square token"),
        Of("newrelic_key", "NRAK-", Start + @"NRAK-[A-Z0-9]{27}" + End, "a New Relic key"),
        Of("age_key", "AGE-SECRET-KEY-", @"AGE-SECRET-KEY-(?<v>1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58})", "an age key"),
        Of("jwt", "eyJ", @"(?<![A-Za-z0-9_\-.])eyJ[A-Za-z0-9_\-]{10,}\.eyJ[A-Za-z0-9_\-]{10,}\.[A-Za-z0-9_\-]{20,}", "a signed access token", FindingSeverity.Warning),
        Of("kubeconfig", "client-key-data", @"client-key-data[""']?\s*:\s*[""']?(?<v>[A-Za-z0-9+/=]{40,})", "the private key of a Kubernetes login"),
        Of("docker_auth", "\"auth\"", @"""auth""\s*:\s*""(?<v>[A-Za-z0-9+/]{12,}={0,2})""", "the login of a container registry") with { Keeps = HoldsLogin },
        Of("basic_login", "Basic|", @"(?i:authorization)[""']?\s*[:=,]\s*[""']?Basic (?<v>[A-Za-z0-9+/]{12,}={0,2})", "a user name and password") with { Keeps = HoldsLogin },
        Of("url_password", "://", @"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.\-]{1,20}://(?<u>[^\s:/@""'<>`]{0,80}):(?<v>[^\s:/@""'<>`]{3,200})@(?<h>[^\s/""'?:<>`]{1,200})", "an address with a password") with { Keeps = IsRealAddress },
        Of("connection_string", "Password= password= PASSWORD= Pwd= pwd= PWD=", @"(?i)\b(server|data source|host|user id|uid|username|initial catalog)\s?=[^""'<>(){}]{0,300}?;\s?(password|pwd)=(?<v>[^;""'\s<>{}]{6,128})", "a connection string with a password") with { Keeps = IsRealLogin },
    ];

    private static readonly HashSet<string> WeakPasswords = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "passw0rd", "pass", "passwd", "pwd", "postgres", "mysql", "mariadb", "root", "admin", "guest", "user", "test", "secret", "redis", "rabbitmq", "mongo",
        "sa", "dev", "demo", "docker", "app", "123456", "12345678", "token", "hunter2", "symfony", "laravel", "sail", "minioadmin", "elastic", "neo4j", "username",
    };

    public static bool IsRealPassword(string value) => !SecretText.IsPlaceholder(value) && !WeakPasswords.Contains(value) && !SecretText.IsReference(value);

    // A password that is the user's or the database's name is what a compose file for developers has.
    private static bool IsRealLogin(Match match)
    {
        var password = ValueOf(match).Value;
        return IsRealPassword(password)
            && !match.Value.Split(';').Select(part => part.Split('=', 2)).Any(part => part.Length == 2
                && !part[0].Trim().Equals("password", StringComparison.OrdinalIgnoreCase) && !part[0].Trim().Equals("pwd", StringComparison.OrdinalIgnoreCase)
                && part[1].Trim().Equals(password, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsRealAddress(Match match)
    {
        var (user, password, host) = (match.Groups["u"].Value, match.Groups["v"].Value, match.Groups["h"].Value);
        return IsRealPassword(password)
            && !password.Equals(user, StringComparison.OrdinalIgnoreCase)
            && !host.Contains("example", StringComparison.OrdinalIgnoreCase)
            && (SecretText.LooksRandom(password) || (host.Contains('.', StringComparison.Ordinal) && !host.StartsWith("127.", StringComparison.Ordinal)));
    }

    private static bool HoldsLogin(Match match)
    {
        var bytes = new byte[512];
        if (!Convert.TryFromBase64String(ValueOf(match).Value, bytes, out var length))
        {
            return false;
        }

        var login = Encoding.ASCII.GetString(bytes, 0, length);
        var colon = login.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && login.All(character => character is >= ' ' and <= '~') && IsRealPassword(login[(colon + 1)..]);
    }
}
