using System.Text;

namespace Marketplace.Tests.Packages.Passport;

/// <param name="Secret">What must be found, on a line where it stands; null for a decoy.</param>
internal sealed record CorpusFile(string Path, string Text, string? Secret)
{
    /// <summary>A finding of the whole file holds it as well.</summary>
    public bool Holds(int? line) => line is null || Text.Split('\n')[line.Value - 1].Contains(Secret![..Math.Min(Secret!.Length, 12)], StringComparison.Ordinal);
}

/// <summary>
/// Files with secrets, in the languages and formats where people leave them. Every key is put together here from parts and a fixed
/// sequence of random characters, so that this repository holds nothing that looks alive.
/// </summary>
internal sealed class SecretCorpus
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string Hex = "0123456789abcdef";
    private const string Base64 = Alphanumeric + "+/";

    private readonly Random random = new(20261128);
    private readonly List<CorpusFile> files = [];

    /// <summary>Every third file is held out: rules are not tuned on it.</summary>
    public static bool IsHeldOut(int index) => index % 3 == 2;

    public static IReadOnlyList<CorpusFile> Secrets()
    {
        var corpus = new SecretCorpus();
        corpus.Clouds();
        corpus.Forges();
        corpus.Services();
        corpus.KeyFiles();
        corpus.Settings();
        corpus.Code();
        return corpus.files;
    }

    private string Of(string alphabet, int length) => new([.. Enumerable.Range(0, length).Select(_ => alphabet[random.Next(alphabet.Length)])]);

    private void Add(string path, string secret, string text) => files.Add(new(path, text.ReplaceLineEndings("\n"), secret));

    private void Clouds()
    {
        var aws = "AK" + "IA" + Of(Upper, 16);
        var awsSecret = Of(Base64, 40);
        Add("deploy/upload.py", aws, $"import boto3\n\ns3 = boto3.client(\n    's3',\n    aws_access_key_id='{aws}',\n    aws_secret_access_key=os.environ['X'],\n)\n");
        Add(".aws/credentials", awsSecret, $"[default]\nregion = eu-central-1\naws_secret_access_key = {awsSecret}\n");
        var session = "AS" + "IA" + Of(Upper, 16);
        Add("scripts/session.sh", session, $"#!/bin/sh\nexport AWS_ACCESS_KEY_ID={session}\naws s3 ls\n");
        var gcp = Of(Base64, 400);
        Add("config/service-account.json", "private_key\"", $$"""
            {
              "type": "service_account",
              "project_id": "shop-{{Of(Hex, 6)}}",
              "private_key_id": "{{Of(Hex, 40)}}",
              "private_key": "-----BEGIN {{"PRIVATE"}} KEY-----\n{{gcp}}\n-----END {{"PRIVATE"}} KEY-----\n",
              "client_email": "app@shop.iam.gserviceaccount.com"
            }
            """);
        var google = "AI" + "za" + Of(Alphanumeric + "_-", 35);
        Add("web/src/maps.ts", google, $"export const loader = new Loader({{\n  apiKey: \"{google}\",\n  version: 'weekly',\n}});\n");
        var azure = Of(Base64, 86) + "==";
        Add("appsettings.Production.json", azure, $$"""
            {
              "ConnectionStrings": {
                "Storage": "DefaultEndpointsProtocol=https;AccountName=shopfiles;AccountKey={{azure}};EndpointSuffix=core.windows.net"
              }
            }
            """);
        var bus = Of(Base64, 43) + "=";
        Add("src/Bus.cs", bus, $"public static class Bus\n{{\n    public const string Address = \"Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey={bus}\";\n}}\n");
        var sas = Of(Base64.Replace("+", "").Replace("/", ""), 43) + "%3D";
        Add("docs/download.md", sas, $"# Download\n\nGet it at https://shopfiles.blob.core.windows.net/data/all.zip?sv=2024-11-04&se=2031-01-01T00%3A00%3A00Z&sr=b&sp=r&sig={sas}\n");
        var digitalOcean = "do" + "p_v1_" + Of(Hex, 64);
        Add("infra/do.tf", digitalOcean, $"provider \"digitalocean\" {{\n  token = \"{digitalOcean}\"\n}}\n");
        var alibaba = "LT" + "AI" + Of(Alphanumeric, 20);
        Add("oss.properties", alibaba, $"oss.endpoint=oss-eu.aliyuncs.com\noss.accessKeyId={alibaba}\n");
        var heroku = "HR" + "KU-" + Guid.Parse(Of(Hex, 32)).ToString();
        Add("ci/heroku.yml", heroku, $"deploy:\n  provider: heroku\n  key: {heroku}\n");
    }

    private void Forges()
    {
        var classic = "gh" + "p_" + Of(Alphanumeric, 36);
        Add(".github/workflows/release.yml", classic, $"jobs:\n  release:\n    steps:\n      - run: gh release create\n        env:\n          GH_TOKEN: {classic}\n");
        var fine = "github" + "_pat_" + Of(Alphanumeric, 22) + "_" + Of(Alphanumeric, 59);
        Add("tools/Sync.java", fine, $"class Sync {{\n    private static final String T = \"{fine}\";\n}}\n");
        var server = "gh" + "s_" + Of(Alphanumeric, 36);
        Add("log/build.log", server, $"12:00:01 Cloning\n12:00:02 https://x-access-token:{server}@github.com/acme/shop\n");
        var gitlab = "gl" + "pat-" + Of(Alphanumeric + "_-", 20);
        Add("bin/mirror.sh", gitlab, $"#!/bin/bash\ncurl --header \"PRIVATE-TOKEN: {gitlab}\" https://gitlab.com/api/v4/projects\n");
        var npm = "np" + "m_" + Of(Alphanumeric, 36);
        Add(".npmrc", npm, $"registry=https://registry.npmjs.org/\n//registry.npmjs.org/:_authToken={npm}\n");
        var uuid = Guid.Parse(Of(Hex, 32)).ToString();
        Add("web/.npmrc", uuid, $"//npm.acme.dev/:_authToken={uuid}\nalways-auth=true\n");
        var pypi = "py" + "pi-AgEIcHlwaS5vcmc" + Of(Alphanumeric + "_-", 80);
        Add(".pypirc", pypi, $"[pypi]\nusername = __token__\npassword = {pypi}\n");
        var nuget = "oy2" + Of("abcdefghijklmnopqrstuvwxyz234567", 43);
        Add("build/push.ps1", nuget, $"dotnet pack\ndotnet nuget push *.nupkg --api-key {nuget} --source https://api.nuget.org/v3/index.json\n");
        var docker = Convert.ToBase64String(Encoding.ASCII.GetBytes("deploy:" + Of(Alphanumeric, 20)));
        Add(".docker/config.json", docker, $"{{\n  \"auths\": {{\n    \"ghcr.io\": {{ \"auth\": \"{docker}\" }}\n  }}\n}}\n");
        var hub = "dckr" + "_pat_" + Of(Alphanumeric + "_-", 27);
        Add("Makefile", hub, $"push:\n\techo {hub} | docker login -u acme --password-stdin\n\tdocker push acme/shop\n");
        var ruby = "ruby" + "gems_" + Of(Hex, 48);
        Add(".gem/credentials", ruby, $"---\n:rubygems_api_key: {ruby}\n");
    }

    private void Services()
    {
        var stripe = "sk" + "_live_" + Of(Alphanumeric, 24);
        Add("server/payments.js", stripe, $"const stripe = require('stripe')('{stripe}');\nmodule.exports = stripe;\n");
        var restricted = "rk" + "_live_" + Of(Alphanumeric, 99);
        Add("app/billing.rb", restricted, $"require 'stripe'\nStripe.api_key = '{restricted}'\n");
        var hook = "wh" + "sec_" + Of(Alphanumeric, 32);
        Add("src/Hook.php", hook, $"<?php\n$endpointSecret = '{hook}';\n");
        var openAi = "sk" + "-proj-" + Of(Alphanumeric + "_-", 60) + "T3Blbk" + "FJ" + Of(Alphanumeric + "_-", 60);
        Add("chat/bot.py", openAi, $"from openai import OpenAI\n\nclient = OpenAI(api_key=\"{openAi}\")\n");
        var anthropic = "sk" + "-ant-api03-" + Of(Alphanumeric + "_-", 93) + "AA";
        Add("chat/claude.ts", anthropic, $"import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic({{ apiKey: '{anthropic}' }});\n");
        var slack = "xo" + "xb-" + Of("0123456789", 12) + "-" + Of("0123456789", 12) + "-" + Of(Alphanumeric, 24);
        Add("notify.go", slack, $"package main\n\nvar api = slack.New(\"{slack}\")\n");
        var slackHook = "https://hooks.slack" + ".com/services/T" + Of(Upper, 8) + "/B" + Of(Upper, 8) + "/" + Of(Alphanumeric, 24);
        Add("alert.sh", slackHook, $"curl -X POST -d '{{\"text\":\"down\"}}' {slackHook}\n");
        var sendGrid = "SG" + "." + Of(Alphanumeric + "_-", 22) + "." + Of(Alphanumeric + "_-", 43);
        Add("mail/Mailer.kt", sendGrid, $"object Mailer {{\n    private val sg = SendGrid(\"{sendGrid}\")\n}}\n");
        var twilio = Of(Hex, 32);
        Add("sms/sms.py", twilio, $"from twilio.rest import Client\nclient = Client('AC{Of(Hex, 32)}', '{twilio}')\n");
        var telegram = Of("123456789", 10) + ":AA" + Of(Alphanumeric + "_-", 33);
        Add("bot/main.rs", telegram, $"fn main() {{\n    let bot = Bot::new(\"{telegram}\");\n}}\n");
        var discord = "M" + Of(Alphanumeric, 23) + "." + Of(Alphanumeric, 6) + "." + Of(Alphanumeric + "_-", 38);
        Add("discord/index.js", discord, $"const client = new Client();\nclient.login('{discord}'); // discord\n");
        var shopify = "shp" + "at_" + Of(Hex, 32);
        Add("shopify/app.toml", shopify, $"[app]\nname = \"shop\"\naccess_token = \"{shopify}\"\n");
        var jwt = "ey" + "J" + Of(Alphanumeric, 33) + ".ey" + "J" + Of(Alphanumeric + "_-", 80) + "." + Of(Alphanumeric + "_-", 43);
        Add("http/requests.http", jwt, $"GET https://api.acme.dev/orders\nAuthorization: Bearer {jwt}\n");
        var mailgun = "key" + "-" + Of(Hex, 32);
        Add("mail/mailgun.ex", mailgun, $"config :shop, Shop.Mailer,\n  adapter: Swoosh.Adapters.Mailgun,\n  api_key: \"{mailgun}\"\n");
        var vault = "hv" + "s." + Of(Alphanumeric + "_-", 95);
        Add("vault/run.sh", vault, $"export VAULT_ADDR=https://vault.acme.dev\nexport VAULT_TOKEN={vault}\n");
        var hugging = "hf" + "_" + Of(Alphanumeric, 34);
        Add("ml/train.ipynb", hugging, $"{{\"cells\":[{{\"source\":[\"login(token=\\\"{hugging}\\\")\"]}}]}}\n");
        var teams = Of(Alphanumeric, 40);
        Add("sentry/upload.sh", teams, $"sentry-cli --auth-token {teams} releases new 1.0\n");
    }

    private void KeyFiles()
    {
        foreach (var (path, kind) in new[]
        {
            ("certs/server.key", "RSA PRIVATE"), ("ssh/id_ed25519", "OPENSSH PRIVATE"), ("certs/ec.pem", "EC PRIVATE"), ("keys/encrypted.pem", "ENCRYPTED PRIVATE"),
            ("keys/gpg.asc", "PGP PRIVATE"),
        })
        {
            var block = kind.StartsWith("PGP", StringComparison.Ordinal) ? " BLOCK" : "";
            Add(path, "-----BEGIN " + kind, $"-----BEGIN {kind} KEY{block}-----\n{string.Join('\n', Enumerable.Range(0, 12).Select(_ => Of(Base64, 64)))}\n-----END {kind} KEY{block}-----\n");
        }

        Add("keys/deploy.ppk", "PuTTY-User" + "-Key-File", $"PuTTY-User{"-Key-File"}-3: ssh-ed25519\nEncryption: none\nComment: deploy\nPublic-Lines: 2\n{Of(Base64, 64)}\n{Of(Base64, 40)}\nPrivate-Lines: 1\n{Of(Base64, 48)}\n");
        var inline = Of(Base64, 64);
        Add("src/Signer.java", "-----BEGIN", $"class Signer {{\n  static final String KEY = \"-----BEGIN {"PRIVATE"} KEY-----\\n\"\n    + \"{inline}\\n\"\n    + \"{Of(Base64, 64)}\\n\"\n    + \"-----END {"PRIVATE"} KEY-----\";\n}}\n");
        var age = "AGE-SECRET" + "-KEY-1" + Of("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58);
        Add("sops/key.txt", age, $"# created: 2026-01-02\n# public key: age1{Of(Hex, 58)}\n{age}\n");
        var kube = Convert.ToBase64String(Encoding.ASCII.GetBytes("-----BEGIN RSA " + "PRIVATE KEY-----\n" + Of(Base64, 64)));
        Add("k8s/kubeconfig.yaml", kube, $"apiVersion: v1\nkind: Config\nusers:\n- name: admin\n  user:\n    client-certificate-data: {Of(Base64, 80)}\n    client-key-data: {kube}\n");
        var netrc = Of(Alphanumeric, 16);
        Add(".netrc", netrc, $"machine api.acme.dev\n  login deploy\n  password {netrc}\n");
        var pass = Of(Alphanumeric, 14);
        Add(".pgpass", pass, $"db.acme.dev:5432:shop:shop:{pass}\n");
    }

    private void Settings()
    {
        var plain = Of(Alphanumeric, 18);
        Add(".env", plain, $"NODE_ENV=production\nPORT=8080\nDB_PASSWORD={plain}\n");
        var session = Of(Hex, 64);
        Add("backend/.env.production", session, $"APP_URL=https://acme.dev\nSESSION_SECRET=\"{session}\"\n");
        var url = Of(Alphanumeric, 15);
        Add("docker-compose.yml", url, $"services:\n  api:\n    environment:\n      DATABASE_URL: postgres://shop:{url}@db.acme.dev:5432/shop\n");
        var mongo = Of(Alphanumeric, 15);
        Add("db.js", mongo, $"mongoose.connect('mongodb+srv://admin:{mongo}@cluster0.ab1cd.mongodb.net/shop');\n");
        var sql = Of(Alphanumeric, 9) + "!" + Of(Alphanumeric, 4);
        Add("Web.config", sql, $"<configuration>\n  <connectionStrings>\n    <add name=\"Db\" connectionString=\"Server=tcp:shop.database.windows.net;User ID=shop;Password={sql};Encrypt=True\" />\n  </connectionStrings>\n</configuration>\n");
        var spring = Of(Alphanumeric, 16);
        Add("src/main/resources/application.properties", spring, $"spring.datasource.username=shop\nspring.datasource.password={spring}\n");
        var yaml = Of(Alphanumeric, 20);
        Add("config/secrets.yml", yaml, $"production:\n  redis:\n    password: {yaml}\n");
        var toml = Of(Base64, 32);
        Add("settings.toml", toml, $"[auth]\nclient_secret = \"{toml}\"\n");
        var xml = Of(Alphanumeric, 22);
        Add("app.xml", xml, $"<settings>\n  <ftp>\n    <password>{xml}</password>\n  </ftp>\n</settings>\n");
        var maven = Of(Alphanumeric, 18);
        Add("m2/settings.xml", maven, $"<servers>\n  <server>\n    <id>nexus</id>\n    <username>deploy</username>\n    <password>{maven}</password>\n  </server>\n</servers>\n");
        var state = Of(Alphanumeric, 24);
        Add("infra/terraform.tfstate", state, $$"""
            {
              "version": 4,
              "terraform_version": "1.9.5",
              "resources": [
                { "type": "random_password", "instances": [ { "attributes": { "result": "{{state}}", "length": 24 } } ] },
                { "type": "aws_db_instance", "instances": [ { "attributes": { "password": "{{state}}" } } ] }
              ]
            }
            """);
        var tfvars = Of(Alphanumeric, 20);
        Add("infra/prod.tfvars", tfvars, $"region = \"eu-central-1\"\ndb_password = \"{tfvars}\"\n");
        var add = Of(Alphanumeric, 26);
        Add("App.config", add, $"<appSettings>\n  <add key=\"MailApiSecret\" value=\"{add}\" />\n</appSettings>\n");
        var docker = Of(Alphanumeric, 20);
        Add("Dockerfile", docker, $"FROM node:24\nENV JWT_SECRET={docker}\nCMD [\"node\", \"index.js\"]\n");
        var k8s = Convert.ToBase64String(Encoding.ASCII.GetBytes(Of(Alphanumeric, 24)));
        Add("k8s/secret.yaml", k8s, $"apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\ndata:\n  api-token: {k8s}\n");
        var ini = Of(Alphanumeric, 12) + "#" + Of(Alphanumeric, 4);
        Add("smtp.ini", ini, $"[smtp]\nhost = mail.acme.dev\nuser = shop\npassword = {ini}\n");
    }

    private void Code()
    {
        foreach (var (path, line) in new[]
        {
            ("a/Login.cs", "    private const string ApiSecret = \"{0}\";"), ("a/login.py", "PASSWORD = '{0}'"), ("a/login.js", "const authToken = '{0}';"),
            ("a/login.go", "\tapiKey := \"{0}\""), ("a/login.rs", "const SECRET_KEY: &str = \"{0}\";"), ("a/Login.swift", "let clientSecret = \"{0}\""),
            ("a/login.php", "define('DB_PASSWORD', '{0}');"), ("a/login.rb", "  secret_key_base: '{0}',"), ("a/Login.java", "  String password = \"{0}\";"),
            ("a/login.c", "#define API_TOKEN \"{0}\""), ("a/login.dart", "final String accessToken = '{0}';"), ("a/login.lua", "local secret = \"{0}\""),
            ("a/login.ps1", "$Password = ConvertTo-SecureString '{0}' -AsPlainText -Force"), ("a/login.sql", "CREATE USER shop WITH PASSWORD '{0}';"),
            ("a/settings.py", "SECRET_KEY = 'django-{0}'"), ("a/login.scala", "val encryptionKey = \"{0}\""), ("a/auth.tsx", "  headers: {{ 'x-api-key': '{0}' }},"),
        })
        {
            var value = Of(Alphanumeric, random.Next(18, 33));
            Add(path, value, $"// settings\n\n{string.Format(System.Globalization.CultureInfo.InvariantCulture, line, value)}\n");
        }

        var basic = Convert.ToBase64String(Encoding.ASCII.GetBytes("shop:" + Of(Alphanumeric, 18)));
        Add("http/basic.sh", basic, $"curl -H 'Authorization: Basic {basic}' https://api.acme.dev\n");
    }
}
