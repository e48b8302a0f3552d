using Marketplace.Core.Tax;

namespace Marketplace.Tests.Tax;

internal sealed class TaxIdPolicyTests
{
    [TestCase("AT", "ATU13585627")]
    [TestCase("BE", "BE0428759497")]
    [TestCase("DE", "DE136695976")]
    [TestCase("DK", "DK13585628")]
    [TestCase("EE", "EE100931558")]
    [TestCase("ES", "ESB58378431")]
    [TestCase("FI", "FI20774740")]
    [TestCase("FR", "FR40303265045")]
    [TestCase("GR", "EL094259216")]
    [TestCase("HU", "HU12892312")]
    [TestCase("IT", "IT00743110157")]
    [TestCase("LU", "LU15027442")]
    [TestCase("MT", "MT11679112")]
    [TestCase("NL", "NL004495445B01")]
    [TestCase("PL", "PL8567346215")]
    [TestCase("PT", "PT501964843")]
    [TestCase("SE", "SE123456789701")]
    [TestCase("SI", "SI50223054")]
    [TestCase("SK", "SK2022749619")]
    [TestCase("GB", "GB980780684")]
    [TestCase("CH", "CHE107787577IVA")]
    [TestCase("NO", "995525828MVA")]
    [TestCase("AU", "51824753556")]
    public void ANumberThatLooksRight_IsTaken_AndOneWithAWrongDigitIsNot(string country, string number)
    {
        Assert.That(TaxIdPolicy.Read(country, number).Value, Is.EqualTo(new TaxPlace(country, number)));
        if (country is not ("ES" or "NL"))
        {
            var last = number.LastIndexOfAny([.. "0123456789"]);
            var wrong = number[..last] + (number[last] == '9' ? '0' : (char)(number[last] + 1)) + number[(last + 1)..];
            Assert.That(TaxIdPolicy.Read(country, wrong).Error?.Code, Is.EqualTo("tax_id_invalid"), wrong);
        }
    }

    [TestCase("de", " de 136.695-976 ", "DE136695976")]
    [TestCase("DE", "136695976", "DE136695976")]
    [TestCase("GR", "094259216", "EL094259216")]
    [TestCase("AU", "51 824 753 556", "51824753556")]
    [TestCase("US", "12-3456789", "123456789")]
    public void ANumber_IsWrittenInOneWay(string country, string typed, string written) =>
        Assert.That(TaxIdPolicy.Read(country, typed).Value?.TaxId, Is.EqualTo(written));

    [TestCase("FR", "DE136695976", "tax_id_invalid", "taxId")]
    [TestCase("DE", "hello", "tax_id_invalid", "taxId")]
    [TestCase("DE", "DE 1366 95976; drop table", "tax_id_invalid", "taxId")]
    [TestCase(null, "DE136695976", "tax_country_needed", "country")]
    [TestCase("Germany", null, "validation_failed", "country")]
    public void WhatIsNoNumber_IsRefusedAtItsField(string? country, string? typed, string code, string field)
    {
        var error = TaxIdPolicy.Read(country, typed).Error;
        Assert.That((error?.Code, error?.Field), Is.EqualTo((code, field)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("  ")]
    public void NothingGiven_IsNothing(string? text) => Assert.That(TaxIdPolicy.Read(text, text).Value, Is.EqualTo(TaxPlace.Unknown));
}
