"""Checks a seller's statement (CSV) offline: python3 verify_statement.py statement.csv – see statement.md."""
import csv, hashlib, sys
from decimal import Decimal

FIELDS = ["number", "posted_at", "kind", "reference", "account", "currency", "amount", "balance", "entry", "position", "line"]
balances, previous, count = {}, "0" * 64, 0
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline="")):
    account = row["account"], row["currency"]
    if row["kind"] == "opening":
        balances[account], previous, number = Decimal(row["balance"]), row["hash"], int(row["number"])
        continue
    text = previous + "\n" + "\t".join(row[field] for field in FIELDS)
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != row["hash"]:
        sys.exit(f"Posting {row['number']}: the hash does not fit.")
    if int(row["number"]) != number + 1 or balances.get(account, 0) + Decimal(row["amount"]) != Decimal(row["balance"]):
        sys.exit(f"Posting {row['number']}: a posting is missing before it, or the balance does not fit.")
    balances[account], previous, number, count = Decimal(row["balance"]), row["hash"], number + 1, count + 1
print(f"{count} postings fit. Last hash: {previous}")
