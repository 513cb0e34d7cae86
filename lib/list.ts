// Lists that the database sorts: a page at a time for a screen, in batches for a file.

export type Direction = "asc" | "desc";
export type Sort<Key extends string> = { by: Key; direction: Direction };
/** Which part of the sorted list; absent: all of it. */
export type Slice = { skip: number; take: number };

export type ListRequest<Filters, Key extends string> = Filters & {
  sort?: Sort<Key> | undefined;
  page?: number | undefined;
  pageSize?: number | undefined;
};

export type ListPage<Row> = { rows: Row[]; total: number; page: number; pageSize: number };

export interface List<Filters, Key extends string, Row> {
  defaultSort: Sort<Key>;
  /** One page. A page beyond the last one is the last one. */
  page(request?: ListRequest<Filters, Key>): Promise<ListPage<Row>>;
  /** Every row that the filters let through, in order, a batch at a time. */
  batches(request?: ListRequest<Filters, Key>): AsyncGenerator<Row[]>;
}

const PAGE_SIZE = 25;
const BATCH_SIZE = 500;

type Id = string | number | bigint;

/**
 * A list in three questions: how many rows, which ones in which order, and what to show of these. The order needs a
 * tie-breaker, so that no row is on two pages.
 *
 * An export asks for the order once and then loads rows by id: rows that arrive or move meanwhile shift nothing, and
 * only ids are in memory, never the rows.
 */
export function defineList<Filters extends object, Key extends string, Row, RowId extends Id>({
  defaultSort,
  count,
  ids,
  load,
  idOf,
}: {
  defaultSort: Sort<Key>;
  count: (filters: Filters) => Promise<number>;
  ids: (filters: Filters, sort: Sort<Key>, slice: Slice | undefined) => Promise<RowId[]>;
  /** In any order. */
  load: (ids: RowId[], filters: Filters) => Promise<Row[]>;
  idOf: (row: Row) => Id;
}): List<Filters, Key, Row> {
  const loadInOrder = async (wanted: RowId[], filters: Filters) => {
    const rows = wanted.length === 0 ? [] : await load(wanted, filters);
    const byId = new Map(rows.map((row) => [String(idOf(row)), row]));
    return wanted.flatMap((id) => byId.get(String(id)) ?? []);
  };
  return {
    defaultSort,
    async page(request = {} as ListRequest<Filters, Key>) {
      const { sort = defaultSort, page = 1, pageSize = PAGE_SIZE, ...rest } = request;
      const filters = rest as unknown as Filters;
      const total = await count(filters);
      const last = Math.max(1, Math.ceil(total / pageSize));
      const shown = Math.min(Math.max(1, Math.trunc(page)), last);
      const wanted = await ids(filters, sort, { skip: (shown - 1) * pageSize, take: pageSize });
      return { rows: await loadInOrder(wanted, filters), total, page: shown, pageSize };
    },
    async *batches(request = {} as ListRequest<Filters, Key>) {
      const { sort = defaultSort, page: _page, pageSize: _pageSize, ...rest } = request;
      const filters = rest as unknown as Filters;
      const wanted = await ids(filters, sort, undefined);
      for (let from = 0; from < wanted.length; from += BATCH_SIZE) {
        yield await loadInOrder(wanted.slice(from, from + BATCH_SIZE), filters);
      }
    },
  };
}

/** The same list with rows that are made of its rows, a page or batch at once: for names that another folder knows. */
export function mapList<Filters, Key extends string, Row, Other>(
  list: List<Filters, Key, Row>,
  change: (rows: Row[]) => Promise<Other[]>,
): List<Filters, Key, Other> {
  return {
    defaultSort: list.defaultSort,
    async page(request) {
      const page = await list.page(request);
      return { ...page, rows: await change(page.rows) };
    },
    async *batches(request) {
      for await (const rows of list.batches(request)) yield await change(rows);
    },
  };
}
