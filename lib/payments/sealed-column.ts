// One column of sealed values, as the rotation of keys reads and writes it. The owner of the table describes it.
import type { Tx } from "@/lib/db";

type SealedRow = { id: string; sealed: string; boundTo: string };

export type SealedColumn = {
  /** "table.column" */
  column: string;
  /** Rows after an id that do not begin with `prefix`, in the order of their ids. */
  list: (tx: Tx, page: { after: string; limit: number; prefix: string }) => Promise<SealedRow[]>;
  /** Replaces values that are still what was read. */
  write: (tx: Tx, rows: { id: string; before: string; after: string }[]) => Promise<number>;
  countByKey: (tx: Tx) => Promise<{ key: string; count: number }[]>;
};
