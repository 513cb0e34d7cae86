#!/usr/bin/env bash
# One would guess: Ledger and hledger read the same `commodity` directive, so one journal can state how yen are written.
# True: for a currency without decimals no `format` suits both: hledger wants a decimal mark, at which Ledger takes the symbol for
# missing; without the `format` line both read the file, and dollars with `format 1,000.00 USD` suit both.
# Version and source: Ledger 3.3.0 and hledger 1.25 as Debian 12 packages them, run below (installed when missing).
set -euo pipefail
for program in ledger hledger; do
  command -v $program >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends $program >/dev/null; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

reads() { # what both programs say of a journal in one currency, its directive on standard input
  local amount=$1
  { cat; printf '\naccount assets:loan\naccount assets:cash\n\n2026-07-01 paid out\n  assets:loan  %s\n  assets:cash  -%s\n' "$amount" "$amount"; } >journal
  local by_ledger=refuses by_hledger=refuses
  ledger -f journal --pedantic balance >/dev/null 2>&1 && by_ledger=reads
  hledger -f journal check >/dev/null 2>&1 && by_hledger=reads
  echo "ledger $by_ledger, hledger $by_hledger"
}
with_mark=$(printf 'commodity JPY\n  format 1,000. JPY\n' | reads "1000 JPY")
without_mark=$(printf 'commodity JPY\n  format 1000 JPY\n' | reads "1000 JPY")
bare=$(printf 'commodity JPY\n' | reads "1000 JPY")
dollars=$(printf 'commodity USD\n  format 1,000.00 USD\n' | reads "1000.00 USD")
ledger --version | head -n 1
hledger --version | head -n 1
printf 'format 1,000. JPY: %s\nformat 1000 JPY: %s\nno format: %s\nformat 1,000.00 USD: %s\n' "$with_mark" "$without_mark" "$bare" "$dollars"
[ "$with_mark" = "ledger refuses, hledger reads" ] && [ "$without_mark" = "ledger reads, hledger refuses" ] &&
  [ "$bare" = "ledger reads, hledger reads" ] && [ "$dollars" = "ledger reads, hledger reads" ]
