// The status and summary amounts of a BAI2 account record (03 with its continuations).
import { quoted, readMinorUnits } from "@/lib/payments/bank/fields";
import { BankFileError } from "@/lib/payments/bank/statement";
import { Bai2Fields } from "./bai2-records";
import type { Bai2Record } from "./bai2-records";
import { readFunds } from "./bai2-funds";

type Balances = {
  /** By type code, with the physical line that states it. */
  amounts: Map<string, { amount: bigint; record: number }>;
  /** Sum of all amounts: what the account's control total includes. */
  total: bigint;
};

/**
 * The amounts of an account record: groups of type code, amount, item count and funds type.
 *
 * @returns the last amount of each type and the sum of all
 * @throws BankFileError with the physical record
 *
 * Fields are read over line ends. A bank that leaves the last fields of a group out at the end of a line cannot be read so;
 * only then each line is read by itself.
 *
 * @example "03,1234,USD,010,500000,,,015,600000,,/" // total 1100000n
 */
export function readBalances(record: Bai2Record): Balances {
  try {
    return balancesOf(record, { endsWithLine: false });
  } catch (refusal) {
    if (record.pieces.length === 1) throw refusal;
    try {
      return balancesOf(record, { endsWithLine: true });
    } catch {
      throw refusal;
    }
  }
}

function balancesOf(record: Bai2Record, { endsWithLine }: { endsWithLine: boolean }): Balances {
  const fields = new Bai2Fields(record);
  fields.next(); // account
  fields.next(); // currency
  const balances: Balances = { amounts: new Map(), total: 0n };
  while (!fields.isAtEnd) {
    const at = { record: fields.record };
    const code = fields.next();
    if (code === "") continue; // an omitted group, or nothing before a continuation
    if (!/^\d{3}$/.test(code))
      throw new BankFileError("malformed", at, `${quoted(code)} is not a BAI2 type code.`);
    const amountAt = { record: fields.record };
    const amount = fields.next();
    const hasEnded = () => fields.isAtEnd || (endsWithLine && fields.isAtLineStart);
    const count = hasEnded() ? "" : fields.next();
    if (!/^\d{0,9}$/.test(count))
      throw new BankFileError("malformed", at, `${quoted(count)} is not a number of items.`);
    if (!hasEnded()) readFunds(fields);
    if (amount === "") continue; // not reported
    const minor = readMinorUnits(amount, { signed: true }, amountAt);
    balances.amounts.set(code, { amount: minor, record: amountAt.record });
    balances.total += minor;
  }
  return balances;
}
