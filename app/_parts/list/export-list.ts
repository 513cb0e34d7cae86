import { businessDate } from "@/lib/clock";
import { eachOnReplica } from "@/lib/read-replica";
import { csvDownload } from "../csv";
import type { ListFilters, ListView } from "./list-view";
import { readQuery } from "./read-list";

/** The rows of a list as a CSV file: all pages of what the address asks for. */
export async function exportList<Filters extends ListFilters, Key extends string, Row>(
  view: ListView<Filters, Key, Row>,
  request: Request,
  fixed: object = {},
): Promise<Response> {
  const address = Object.fromEntries(new URL(request.url).searchParams);
  const { values, sort } = await readQuery(view, Promise.resolve(address));
  const fileName = `${view.name}-${await businessDate()}.csv`;
  return csvDownload(fileName, view.csv, eachOnReplica(view.list.batches({ ...values, ...fixed, sort })));
}
