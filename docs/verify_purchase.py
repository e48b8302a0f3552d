#!/usr/bin/env python3
"""Checks a signed receipt or manifest, and a package against it, without the marketplace.

    python3 verify_purchase.py receipt.json keys.json [package.zip]

Needs Python 3.8 and OpenSSL 3. keys.json is the marketplace's /api-keys.json; keep a copy of it.
The document is a DSSE envelope (github.com/secure-systems-lab/dsse) with one Ed25519 signature.
"""
import base64
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

# An Ed25519 public key in DER begins like this (RFC 8410).
DER_HEAD = bytes.fromhex("302a300506032b6570032100")


def fail(reason):
    sys.exit(f"NOT GENUINE: {reason}")


def is_signed(public_key, message, signature):
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("key.der", "message", "signature")]
        for path, content in zip(paths, (DER_HEAD + public_key, message, signature)):
            path.write_bytes(content)
        return subprocess.run(
            ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", paths[0], "-rawin", "-in", paths[1], "-sigfile", paths[2]],
            capture_output=True).returncode == 0


def read(path):
    raw = Path(path).read_bytes()
    try:
        envelope = json.loads(raw)
        kind, payload, (signature,) = envelope["payloadType"], base64.b64decode(envelope["payload"], validate=True), envelope["signatures"]
        key_id, sig = signature["keyid"], base64.b64decode(signature["sig"], validate=True)
    except (ValueError, KeyError, TypeError):
        fail("this is no signed document")
    written = {"payloadType": kind, "payload": base64.b64encode(payload).decode(), "signatures": [{"keyid": key_id, "sig": base64.b64encode(sig).decode()}]}
    if json.dumps(written, separators=(",", ":")).encode() != raw:
        fail("the file was changed")
    return kind, payload, key_id, sig


def sha256_of(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    kind, payload, key_id, signature = read(sys.argv[1])
    key = next((key for key in json.loads(Path(sys.argv[2]).read_text())["keys"] if key["kid"] == key_id), None)
    if key is None or key.get("revokedAt"):
        fail(f"key {key_id} is unknown or revoked")
    public_key = base64.urlsafe_b64decode(key["x"] + "=")
    if not is_signed(public_key, f"DSSEv1 {len(kind)} {kind} {len(payload)} ".encode() + payload, signature):
        fail("the signature does not fit")
    document = json.loads(payload)
    if len(sys.argv) == 4 and sha256_of(sys.argv[3]) != (document.get("packageSha256") or document.get("sha256")):
        fail("the package is another one than the document names")
    print("GENUINE", json.dumps({name: value for name, value in document.items() if name != "files"}, indent=2))


if __name__ == "__main__":
    main()
