#!/usr/bin/env bash
# One would guess: Intl.NumberFormat gives a currency the decimals of ISO 4217, as ECMA-402 says (CurrencyDigits), so a bank file can be read by it.
# True: it gives those that people write (CLDR): 0 for HUF, PKR and IQD, where ISO 4217 has 2, 2 and 3. "10.50 HUF" of a statement, or the
# 1050 of a format with implied decimals, is then another amount.
# Version: Node 20 (V8's ICU). Source: ISO 4217 list one (HUF 2, PKR 2, IQD 3, ISK 0, KWD 3), ECMA-402 CurrencyDigits, and the run below.
set -euo pipefail
node -e '
const digits = (currency) => new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
const iso = { HUF: 2, PKR: 2, IQD: 3, ISK: 0, KWD: 3 };
const wrong = Object.entries(iso).filter(([currency, exponent]) => digits(currency) !== exponent).map(([currency]) => currency);
console.log(`Node ${process.version}, ICU ${process.versions.icu}:`, Object.keys(iso).map((currency) => `${currency} ${digits(currency)} (ISO ${iso[currency]})`).join(", "));
process.exit(wrong.join() === "HUF,PKR,IQD" ? 0 : 1);
'
