import type { IsoDate } from "@/lib/calendar/dates";
import { readJournal } from "@/lib/ledger/journal";
import {
  beancountHead,
  beancountNames,
  beancountTotals,
  beancountTransaction,
} from "@/lib/ledger/journal-beancount";
import {
  csvHead,
  csvTransaction,
  hledgerHead,
  hledgerTags,
  hledgerTransaction,
} from "@/lib/ledger/journal-formats";
import { listAccounts } from "@/lib/ledger/queries";
import type { Format, Write } from "./ledger-output";

export async function printJournal(format: Format, asOf: IsoDate | undefined, write: Write): Promise<number> {
  if (format === "hledger") {
    write(hledgerHead(await listAccounts()));
    const tags = new Set<string>();
    await readJournal(asOf, (transaction) =>
      write(hledgerTags(transaction, tags) + hledgerTransaction(transaction)),
    );
  } else if (format === "beancount") {
    const accounts = await listAccounts();
    const names = beancountNames(accounts);
    const totals = beancountTotals(accounts, names);
    write(beancountHead(accounts, names));
    await readJournal(asOf, (transaction) => {
      totals.add(transaction);
      write(beancountTransaction(transaction, names));
    });
    write(totals.assertions());
  } else if (format === "csv") {
    write(csvHead());
    await readJournal(asOf, (transaction) => write(csvTransaction(transaction)));
  } else {
    const accounts = (await listAccounts()).map(({ code, name, normalSide, currency }) => ({
      code,
      name,
      normalSide,
      currency,
    }));
    write(
      `{"asOf":${JSON.stringify(asOf ?? null)},\n"accounts":${JSON.stringify(accounts)},\n"transactions":[`,
    );
    let separator = "\n";
    await readJournal(asOf, (transaction) => {
      write(`${separator}${JSON.stringify(transaction)}`);
      separator = ",\n";
    });
    write("\n]}\n");
  }
  return 0;
}
