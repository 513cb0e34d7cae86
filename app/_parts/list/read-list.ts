import type { Sort } from "@/lib/list";
import { hrefWith } from "../href-with";
import { readFilters, type SearchParams } from "../search";
import type { FilterValues, ListFilters, ListView } from "./list-view";

type Chip = { name: string; label: string; value: string; href: string };

/** What an address requests from a list. */
export type ListQuery<Filters extends ListFilters, Key extends string> = {
  values: FilterValues<Filters>;
  sort: Sort<Key>;
  page: number;
};

export type ReadList<Filters extends ListFilters, Key extends string, Row> = ListQuery<Filters, Key> & {
  view: ListView<Filters, Key, Row>;
  rows: Row[];
  total: number;
  pageSize: number;
  chips: Chip[];
  isFiltered: boolean;
};

/**
 * A page of a list as its address asks for it. A filter, sort key or page that makes no sense counts as not given.
 *
 * @param fixed filters that the address does not decide, such as whose list it is
 */
export async function readList<Filters extends ListFilters, Key extends string, Row>(
  view: ListView<Filters, Key, Row>,
  searchParams: SearchParams,
  fixed: object = {},
): Promise<ReadList<Filters, Key, Row>> {
  const query = await readQuery(view, searchParams);
  const { values, sort } = query;
  const [found, chips] = await Promise.all([
    view.list.page({ ...values, ...fixed, sort, page: query.page }),
    chipsOf(view, query),
  ]);
  const { rows, total, page, pageSize } = found;
  return { view, values, sort, page, rows, total, pageSize, chips, isFiltered: chips.length > 0 };
}

export async function readQuery<Filters extends ListFilters, Key extends string, Row>(
  view: ListView<Filters, Key, Row>,
  searchParams: SearchParams,
): Promise<ListQuery<Filters, Key>> {
  const given = await searchParams;
  const rules = Object.fromEntries(Object.entries(view.filters).map(([name, { rule }]) => [name, rule]));
  return {
    values: (await readFilters(rules, searchParams)) as FilterValues<Filters>,
    sort: readSort(view, first(given.sort)),
    page: readPage(first(given.page)),
  };
}

/** The address of the list with other filters, sorted differently, or on another page; back to page 1 unless one is named. */
export function listHref<Filters extends ListFilters, Key extends string, Row>(
  {
    view,
    values,
    sort,
  }: { view: ListView<Filters, Key, Row> } & Pick<ListQuery<Filters, Key>, "values" | "sort">,
  change: { filters?: Record<string, string | undefined>; sort?: string; page?: number } = {},
  path = view.path,
): string {
  const key = change.sort ?? sortKey(sort);
  return hrefWith(path, {
    ...asTexts(values),
    ...change.filters,
    sort: key === sortKey(view.list.defaultSort) ? undefined : key,
    page: change.page === 1 ? undefined : change.page,
  });
}

/** "amount", or "-amount" for the largest first. */
export function sortKey({ by, direction }: Sort<string>): string {
  return direction === "desc" ? `-${by}` : by;
}

/** What the columns of a list can be sorted by. */
export function sortsOf<Filters extends ListFilters, Key extends string, Row>(
  view: ListView<Filters, Key, Row>,
): { by: Key; header: string }[] {
  if (view.sorts)
    return Object.entries<string | undefined>(view.sorts).map(([by, header = by]) => ({
      by: by as Key,
      header,
    }));
  return view.columns.flatMap(({ sort, header }) =>
    sort === undefined ? [] : [{ by: sort.replace(/^-/, "") as Key, header }],
  );
}

export function asTexts(values: object): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === undefined ? undefined : String(value)]),
  );
}

function readSort<Filters extends ListFilters, Key extends string, Row>(
  view: ListView<Filters, Key, Row>,
  given: string | undefined,
): Sort<Key> {
  const found = sortsOf(view).find(({ by }) => given === by || given === `-${by}`);
  if (!found) return view.list.defaultSort;
  return { by: found.by, direction: given === found.by ? "asc" : "desc" };
}

function readPage(given: string | undefined): number {
  return given !== undefined && /^[1-9]\d{0,8}$/.test(given) ? Number(given) : 1;
}

function first(value: string | string[] | undefined) {
  return Array.isArray(value) ? value[0] : value;
}

async function chipsOf<Filters extends ListFilters, Key extends string, Row>(
  view: ListView<Filters, Key, Row>,
  { values, sort }: ListQuery<Filters, Key>,
): Promise<Chip[]> {
  const set = Object.entries(asTexts(values)).filter(([, value]) => value !== undefined) as [
    string,
    string,
  ][];
  return Promise.all(
    set.map(async ([name, value]) => ({
      name,
      label: view.filters[name]!.label,
      value: await view.filters[name]!.words(value),
      href: listHref({ view, values, sort }, { filters: { [name]: undefined } }),
    })),
  );
}
