using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Tests.Packages.Passport;

/// <summary>Files that look like secrets and are none: nothing in them may be reported as a warning or worse.</summary>
internal static class SecretDecoys
{
    public static IReadOnlyList<CorpusFile> Files() =>
    [
        .. Placeholders().Concat(Examples()).Concat(Public()).Concat(Hashes()).Concat(Words()).Concat(Fixtures()).Concat(Reads())
            .Select(file => new CorpusFile(file.Path, file.Text.ReplaceLineEndings("\n"), null)),
    ];

    private static IEnumerable<(string Path, string Text)> Placeholders() =>
    [
        (".env.example", "DB_PASSWORD=changeme\nJWT_SECRET=your-secret-here\nSTRIPE_KEY=\nAPI_KEY=xxxxxxxxxxxxxxxxxxxx\n"),
        (".env.sample", "SESSION_SECRET=<random string>\nTOKEN=replace_me_with_a_real_token\n"),
        ("docs/setup.md", "Set `API_KEY=<YOUR_API_KEY>` and `PASSWORD=\"your_password\"` in your shell.\n"),
        ("config/app.yml", "api:\n  token: ${API_TOKEN}\n  secret: $(vault read secret/app)\n  password: {{ .Values.password }}\n"),
        ("src/config.ts", "export const apiKey = process.env.API_KEY;\nexport const secret = import.meta.env.VITE_SECRET;\n"),
        ("settings.py", "SECRET_KEY = os.environ['SECRET_KEY']\nPASSWORD = os.getenv(\"DB_PASSWORD\", \"\")\n"),
        ("Startup.cs", "var secret = builder.Configuration[\"Jwt:Secret\"];\nvar password = configuration.GetValue<string>(\"Db:Password\");\n"),
        ("Helm/values.yaml", "auth:\n  existingSecret: shop-credentials-secret-name\n  passwordKey: postgres-password\n  token: \"\"\n"),
        ("deploy.yml", "env:\n  GH_TOKEN: ${{ secrets.GITHUB_TOKEN }}\n  NPM_TOKEN: ${{ secrets.NPM_PUBLISH_TOKEN }}\n"),
        ("terraform/main.tf", "resource \"aws_db_instance\" \"db\" {\n  password = var.db_password\n}\nvariable \"api_token\" {\n  sensitive = true\n}\n"),
        ("application.properties", "spring.datasource.password=@db.password@\nspring.mail.password=${MAIL_PASSWORD:}\n"),
        ("compose.yml", "services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: postgres\n      DATABASE_URL: postgres://postgres:postgres@localhost:5432/app\n"),
        ("local.settings.json", "{ \"Values\": { \"AzureWebJobsStorage\": \"UseDevelopmentStorage=true\", \"ApiKey\": \"<insert key here>\" } }\n"),
        ("README.md", "mongodb+srv://<username>:<password>@cluster0.example.mongodb.net/test\nredis://user:password@host:6379\n"),
        (".npmrc", "//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n"),
        (".netrc.example", "machine api.example.com\n  login me\n  password PASSWORD\n"),
        ("k8s/secret.yaml", "apiVersion: v1\nkind: Secret\nstringData:\n  password: REPLACE_WITH_YOUR_PASSWORD_HERE\n"),
        ("Dockerfile", "ARG NPM_TOKEN\nENV API_TOKEN=$API_TOKEN\nRUN --mount=type=secret,id=token cat /run/secrets/token\n"),
        ("install.sh", "PASSWORD=$(openssl rand -base64 32)\nread -s -p 'Password: ' DB_PASSWORD\nexport TOKEN=\"$1\"\n"),
        ("ansible/vars.yml", "db_password: \"{{ vault_db_password }}\"\napi_token: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6231326164\n"),
    ];

    private static IEnumerable<(string Path, string Text)> Examples() =>
    [
        ("docs/aws.md", "aws_access_key_id = AKIA" + "IOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCY" + "EXAMPLEKEY\n"),
        ("docs/stripe.md", "Use the test key `sk_test_" + "4eC39HqLyjWDarjtT1zdp7dc` of Stripe's documentation, or pk_live_" + Random(24) + " in the browser.\n"),
        ("src/stripe.js", "loadStripe('pk_live_" + Random(24) + "');\nconst test = 'pk_test_" + Random(24) + "';\n"),
        ("docs/github.md", "export GITHUB_TOKEN=ghp_" + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\nghp_" + new string('1', 36) + "\n"),
        ("docs/jwt.md", "The payload `eyJ" + "zdWIiOiIxMjM0NTY3ODkwIn0` is not signed: eyJ" + "hbGciOiJub25lIn0.eyJ" + "zdWIiOiIxIn0.\n"),
        ("docs/slack.md", "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX\nxoxb-your-token-here\n"),
        ("docs/openai.md", "client = OpenAI(api_key=\"sk-...\")\nOPENAI_API_KEY=sk-your-key-here\n"),
        ("docs/telegram.md", "TELEGRAM_TOKEN=123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11\n"),
        ("docs/azure.md", "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw" + "==\n"),
        ("docs/key.md", "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n"),
        ("docs/url.md", "https://user:pass@example.com/path and ftp://anonymous:guest@ftp.example.org\n"),
        ("docs/curl.md", "curl -u admin:admin http://localhost:8080\ncurl -H \"Authorization: Bearer <token>\" https://api.example.com\ncurl -H 'Authorization: Bearer YOUR_ACCESS_TOKEN' x\n"),
        ("docs/jwtio.md", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9" + ".eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ" + ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c\n"),
    ];

    private static IEnumerable<(string Path, string Text)> Public() =>
    [
        ("keys/id_rsa.pub", "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ" + Random(300) + " me@laptop\n"),
        ("certs/ca.pem", "-----BEGIN CERTIFICATE-----\n" + Lines() + "\n-----END CERTIFICATE-----\n"),
        ("keys/public.pem", "-----BEGIN PUBLIC KEY-----\n" + Lines() + "\n-----END PUBLIC KEY-----\n"),
        ("keys/release.asc", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n" + Lines() + "\n-----END PGP PUBLIC KEY BLOCK-----\n"),
        ("CHANGELOG.md.sig", "-----BEGIN PGP SIGNATURE-----\n\n" + Lines() + "\n-----END PGP SIGNATURE-----\n"),
        ("known_hosts", "github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl\n"),
        ("Lib.csproj", "<Project><PropertyGroup><PublicKeyToken>b77a5c561934e089</PublicKeyToken><UserSecretsId>" + Id(1) + "</UserSecretsId></PropertyGroup></Project>\n"),
        ("AssemblyInfo.cs", "[assembly: InternalsVisibleTo(\"Tests, PublicKey=00240000048000009400000006020000" + HexOf("key") + HexOf("key2") + "\")]\n"),
        ("recaptcha.html", "<div class=\"g-recaptcha\" data-sitekey=\"6Le" + Random(37) + "\"></div>\n"),
        ("src/keys.go", "const publicKey = \"" + Random(43) + "=\"\nconst verifyKey = \"" + Random(43) + "\"\n"),
    ];

    private static IEnumerable<(string Path, string Text)> Hashes() =>
    [
        ("package-lock.json", "{\n \"packages\": { \"node_modules/a\": { \"resolved\": \"https://registry.npmjs.org/a/-/a-1.0.0.tgz\", \"integrity\": \"sha512-" + Random(86) + "==\" },\n \"node_modules/auth-token\": { \"version\": \"5.1.2\", \"integrity\": \"sha512-" + Random(86) + "==\" } }\n}\n"),
        ("yarn.lock", "js-tokens@^4.0.0:\n  version \"4.0.0\"\n  resolved \"https://registry.yarnpkg.com/js-tokens/-/js-tokens-4.0.0.tgz#" + HexOf("a")[..40] + "\"\n  integrity sha512-" + Random(86) + "==\n"),
        ("go.sum", "github.com/golang-jwt/jwt v3.2.1 h1:" + Random(43) + "=\ngithub.com/x/token v1.0.0/go.mod h1:" + Random(43) + "=\n"),
        ("Cargo.lock", "[[package]]\nname = \"secrecy\"\nversion = \"0.8.0\"\nchecksum = \"" + HexOf("secrecy") + "\"\n"),
        ("composer.lock", "{ \"content-hash\": \"" + HexOf("c")[..32] + "\", \"packages\": [ { \"name\": \"paragonie/password-lock\", \"dist\": { \"shasum\": \"" + HexOf("p")[..40] + "\", \"reference\": \"" + HexOf("r")[..40] + "\" } } ] }\n"),
        ("poetry.lock", "[[package]]\nname = \"keyring\"\nfiles = [\n  {file = \"keyring.whl\", hash = \"sha256:" + HexOf("k") + "\"},\n]\n"),
        ("git.md", "Fixed in commit " + HexOf("commit")[..40] + " and " + HexOf("other")[..40] + ".\n"),
        ("ids.sql", "INSERT INTO tokens (id, token_type) VALUES ('" + Id(2) + "', 'refresh');\nINSERT INTO secrets (id) VALUES ('" + Id(3) + "');\n"),
        ("image.css", ".logo { background: url(data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA" + Random(400) + "); }\n"),
        ("inline.html", "<img src=\"data:image/jpeg;base64,/9j/4AAQSkZJRgABAQ" + Random(900) + "\"><script src=\"a.js\" integrity=\"sha384-" + Random(64) + "\"></script>\n"),
        ("dist/app.min.js", "!function(e,t){var password=\"\",token=e.token||t.getToken(),n=\"" + Random(60) + "\";" + string.Concat(Enumerable.Repeat("function a(b){return b.secret&&b.key?b.apiKey:\"none\"}", 60)) + "}(window,document);\n"),
        ("static/manifest.json", "{ \"main.js\": \"main." + HexOf("m")[..20] + ".js\", \"token.css\": \"token." + HexOf("t")[..20] + ".css\" }\n"),
        ("styles.module.css", ".password_" + HexOf("s")[..8] + " { color: #a1b2c3; }\n.token__" + HexOf("s2")[..8] + " { margin: 0 }\n"),
        ("app.js.map", "{\"version\":3,\"mappings\":\"" + string.Concat(Enumerable.Repeat("AAAA,SAASA,EAAMC,GACb,", 100)) + "\",\"names\":[\"password\",\"secretKey\"]}\n"),
        ("checksums.txt", HexOf("1") + "  secret-tool_linux_amd64.tar.gz\n" + HexOf("2") + "  token_windows.zip\n"),
        ("Migration.cs", "migrationBuilder.InsertData(table: \"roles\", columns: [\"id\", \"concurrency_stamp\"], values: [\"" + Id(4) + "\", \"" + Id(5) + "\"]);\n"),
        ("flake.lock", "{ \"nodes\": { \"nixpkgs\": { \"locked\": { \"narHash\": \"sha256-" + Random(43) + "=\", \"rev\": \"" + HexOf("n")[..40] + "\" } } } }\n"),
    ];

    private static IEnumerable<(string Path, string Text)> Words() =>
    [
        ("i18n/de.json", "{ \"password\": \"Passwort\", \"forgotPassword\": \"Passwort vergessen?\", \"token\": \"Zugangsschlüssel\", \"passwordHint\": \"Mindestens-12-Zeichen,Ziffern\" }\n"),
        ("i18n/en.yml", "en:\n  password: Password\n  new_password: Choose a new password\n  secret_question: What was your first pet called?\n"),
        ("i18n/fr.po", "msgid \"password\"\nmsgstr \"Mot de passe\"\n"),
        ("Resources.resx", "<root><data name=\"PasswordTooShort\"><value>The password must have at least twelve characters.</value></data></root>\n"),
        ("strings.xml", "<resources><string name=\"password_hint\">Your_password_please</string><string name=\"token_error\">InvalidTokenException</string></resources>\n"),
        ("Login.razor", "<InputText type=\"password\" name=\"password\" autocomplete=\"current-password\" placeholder=\"Password\" />\n<label for=\"password\">Password</label>\n"),
        ("login.html", "<input id=\"api-key\" name=\"api_key\" placeholder=\"Enter-your-API-key\"><input type=\"hidden\" name=\"csrf_token\" value=\"{{ csrf_token() }}\">\n"),
        ("Tokens.cs", "public const string AccessTokenCookieName = \"marketplace.access_token\";\npublic const string SecretHeader = \"X-Shop-Secret-Header-Name\";\n"),
        ("routes.ts", "export const passwordResetUrl = '/account/password/reset/:token';\nexport const tokenEndpoint = 'https://login.acme.dev/oauth2/v2.0/token';\n"),
        ("parser.c", "enum { TOKEN_IDENT = 258, TOKEN_NUMBER = 259 };\nstatic const char *token = \"identifier_or_keyword\";\n"),
        ("lexer.py", "TOKEN_REGEX = r'(?P<NUMBER>\\d+)|(?P<IDENT>[A-Za-z_]\\w*)|(?P<OP>[+*/-])'\ntoken = tokens[position]\npassword = getpass.getpass('Password: ')\n"),
        ("theme.json", "{ \"tokenColors\": [ { \"scope\": \"keyword.control.token\", \"settings\": { \"foreground\": \"#C586C0\" } } ] }\n"),
        ("design-tokens.css", ":root { --token-color-primary-background-hover: #1a2b3c; --secret: var(--token-surface-1); }\n"),
        ("errors.go", "var ErrBadPassword = errors.New(\"password does not match the stored hash\")\nconst secretName = \"projects/shop/secrets/db-password/versions/latest\"\n"),
        ("openapi.yaml", "components:\n  securitySchemes:\n    apiKey:\n      type: apiKey\n      name: X-API-Key\n      in: header\n    token: { type: http, scheme: bearer, bearerFormat: JWT }\n"),
        ("Alphabet.java", "static final String TOKEN_ALPHABET = \"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\";\nString keyChars = \"0123456789abcdef\";\n"),
        ("Policy.cs", "options.Password.RequiredLength = 12;\noptions.TokenLifespan = TimeSpan.FromHours(3);\npublic required string PasswordHash { get; init; }\n"),
    ];

    private static IEnumerable<(string Path, string Text)> Fixtures() =>
    [
        ("tests/test_login.py", "PASSWORD = 'password123'\nclient.login(username='alice', password='test-password')\nsecret = 'dummy-secret-for-tests'\n"),
        ("spec/user_spec.rb", "let(:password) { 'Sup3rSecretTestPassword' }\ntoken = 'fake-token-1234567890'\n"),
        ("LoginTests.cs", "private const string Password = \"Pa55word!Pa55word!\";\nvar token = \"invalid-token\";\nvar apiKey = \"test-api-key-test-api-key\";\n"),
        ("__tests__/api.test.ts", "const apiKey = 'test_key_abcdefghijklmnop';\nconst token = 'aaaaaaaaaaaaaaaaaaaaaaaa';\nconst secret = '0123456789abcdef0123456789abcdef';\n"),
        ("fixtures/config.json", "{ \"secret\": \"not-a-real-secret-just-a-fixture\", \"apiKey\": \"11111111-2222-3333-4444-555555555555\" }\n"),
        ("seed.sql", "INSERT INTO users (name, password_hash) VALUES ('demo', '$2a$12$" + Random(53) + "');\n"),
        ("mock.go", "const mockToken = \"mock-access-token-value\"\nconst fakeSecret = \"sshhh_this_is_not_secret\"\n"),
        ("src/test/resources/application.yml", "jwt:\n  secret: test-secret-test-secret-test-secret-test\n  token: sample_token_for_unit_tests\n"),
    ];

    private static IEnumerable<(string Path, string Text)> Reads() =>
    [
        ("vault.cs", "var secret = await client.GetSecretAsync(\"database-password-production\");\nvar token = tokenProvider.CreateAccessToken(user, expires);\n"),
        ("hash.js", "const passwordHash = await bcrypt.hash(password, saltRounds);\nconst token = crypto.randomBytes(32).toString('hex');\nconst apiKey = req.headers['x-api-key'];\n"),
        ("auth.rs", "let token = Token::new(claims).sign_with_key(&key)?;\nlet password = matches.get_one::<String>(\"password\").unwrap();\n"),
        ("Auth.kt", "val secret = System.getenv(\"APP_SECRET\") ?: error(\"APP_SECRET is missing\")\nval password = passwordEncoder.encode(request.password)\n"),
        ("auth.php", "$password = $_POST['password'];\n$token = bin2hex(random_bytes(32));\n$secret = getenv('STRIPE_WEBHOOK_SECRET');\n"),
        ("auth.sh", "TOKEN=$(aws ecr get-login-password --region eu-central-1)\nSECRET=\"$(cat /run/secrets/app)\"\nPASSWORD=`pass show shop/db`\n"),
    ];

    private static string HexOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Id(int number) => new Guid(MD5Of(number)).ToString();

    private static byte[] MD5Of(int number) => SHA256.HashData(BitConverter.GetBytes(number))[..16];

    private static string Lines() => string.Join('\n', Enumerable.Range(0, 10).Select(_ => Random(64)));

    private static string Random(int length)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        return new([.. Enumerable.Range(0, length).Select(index => alphabet[HexSeed(length, index) % alphabet.Length])]);
    }

    private static int HexSeed(int length, int index) => SHA256.HashData(BitConverter.GetBytes(((long)length << 32) | (uint)index))[0];
}
