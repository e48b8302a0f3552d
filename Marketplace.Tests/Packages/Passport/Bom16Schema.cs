namespace Marketplace.Tests.Packages.Passport;

/// <summary>
/// Of the published schema (cyclonedx.org/schema/bom-1.6.schema.json) the parts that our bills use: required members, patterns, enumerations.
/// </summary>
internal static class Bom16Schema
{
    public const string Required = """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "type": "object",
          "required": ["bomFormat", "specVersion"],
          "additionalProperties": false,
          "properties": {
            "$schema": { "type": "string" },
            "bomFormat": { "type": "string", "enum": ["CycloneDX"] },
            "specVersion": { "type": "string", "enum": ["1.6"] },
            "serialNumber": { "type": "string", "pattern": "^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" },
            "version": { "type": "integer", "minimum": 1 },
            "metadata": {
              "type": "object",
              "additionalProperties": false,
              "properties": { "timestamp": { "type": "string", "format": "date-time" }, "component": { "$ref": "#/definitions/component" } }
            },
            "components": { "type": "array", "uniqueItems": true, "items": { "$ref": "#/definitions/component" } },
            "dependencies": { "type": "array", "uniqueItems": true, "items": { "$ref": "#/definitions/dependency" } }
          },
          "definitions": {
            "component": {
              "type": "object",
              "required": ["type", "name"],
              "additionalProperties": false,
              "properties": {
                "type": { "type": "string", "enum": ["application", "framework", "library", "container", "platform", "operating-system", "device", "device-driver", "firmware", "file", "machine-learning-model", "data", "cryptographic-asset"] },
                "bom-ref": { "type": "string", "minLength": 1 },
                "group": { "type": "string" },
                "name": { "type": "string" },
                "version": { "type": "string", "maxLength": 1024 },
                "scope": { "type": "string", "enum": ["required", "optional", "excluded"] },
                "hashes": { "type": "array", "items": { "$ref": "#/definitions/hash" } },
                "licenses": { "type": "array", "items": { "$ref": "#/definitions/license" } },
                "purl": { "type": "string" },
                "properties": { "type": "array", "items": { "type": "object", "required": ["name"], "additionalProperties": false, "properties": { "name": { "type": "string" }, "value": { "type": "string" } } } }
              }
            },
            "hash": {
              "type": "object",
              "required": ["alg", "content"],
              "additionalProperties": false,
              "properties": {
                "alg": { "type": "string", "enum": ["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512", "SHA3-256", "SHA3-384", "SHA3-512", "BLAKE2b-256", "BLAKE2b-384", "BLAKE2b-512", "BLAKE3"] },
                "content": { "type": "string", "pattern": "^([a-fA-F0-9]{32}|[a-fA-F0-9]{40}|[a-fA-F0-9]{64}|[a-fA-F0-9]{96}|[a-fA-F0-9]{128})$" }
              }
            },
            "license": {
              "oneOf": [
                {
                  "type": "object", "required": ["license"], "additionalProperties": false,
                  "properties": { "license": { "type": "object", "additionalProperties": false, "oneOf": [ { "required": ["id"] }, { "required": ["name"] } ], "properties": { "id": { "type": "string" }, "name": { "type": "string" } } } }
                },
                { "type": "object", "required": ["expression"], "additionalProperties": false, "properties": { "expression": { "type": "string" } } }
              ]
            },
            "dependency": {
              "type": "object",
              "required": ["ref"],
              "additionalProperties": false,
              "properties": { "ref": { "type": "string", "minLength": 1 }, "dependsOn": { "type": "array", "uniqueItems": true, "items": { "type": "string", "minLength": 1 } } }
            }
          }
        }
        """;
}
