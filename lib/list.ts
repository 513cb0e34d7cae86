// Lists that the database sorts: a page at a time for a screen, in batches for a file.
import { chunksOf } from "@/lib/chunks";

export type Direction = "asc" | "desc";
export type Sort<Key extends string> = { by: Key; direction: Direction };
/** Which part of the sorted list; absent: all of it. */
export type Slice = { skip: number; take: number };

type ListRequest<Filters, Key extends string> = Filters & {
  sort?: Sort<Key> | undefined;
  page?: number | undefined;
  pageSize?: number | undefined;
};

type ListPage<Row> = { rows: Row[]; total: number; page: number; pageSize: number };

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
 * A list in three questions: how many rows, which ones in which order, and what to show of these. The type parameter is
 * the database's own type for an order.
 *
 * An export asks for the order once and then loads rows by id. Rows that arrive or move while it runs shift nothing, and
 * only ids are in memory, never all rows.
 *
 * @param list `orders`: what it can be sorted by; `tie`: a unique order, so that no row is on two pages;
 *             `where`: the filters as the database takes them, made once for all questions; `load`: rows in any order
 */
export const defineList =
  <Order>() =>
  <Filters extends object, Where, Key extends string, Row, RowId extends Id>({
    orders,
    tie,
    defaultSort,
    where,
    count,
    ids,
    load,
    idOf,
  }: {
    orders: Record<Key, (to: Direction) => Order>;
    tie: (to: Direction) => Order[];
    defaultSort: Sort<NoInfer<Key>>;
    where: (filters: Filters) => Where | Promise<Where>;
    count: (where: Where) => Promise<number>;
    ids: (where: Where, orderBy: Order[], slice: Slice | undefined) => Promise<{ id: RowId }[]>;
    load: (ids: RowId[], filters: Filters) => Promise<Row[]>;
    idOf: (row: Row) => Id;
  }): List<Filters, Key, Row> => {
    const loadInOrder = async (wanted: { id: RowId }[], filters: Filters) => {
      const rows =
        wanted.length === 0
          ? []
          : await load(
              wanted.map(({ id }) => id),
              filters,
            );
      const byId = new Map(rows.map((row) => [String(idOf(row)), row]));
      return wanted.flatMap(({ id }) => byId.get(String(id)) ?? []);
    };
    const orderBy = ({ by, direction }: Sort<Key>) => [orders[by](direction), ...tie(direction)];
    return {
      defaultSort,
      async page(request = {} as ListRequest<Filters, Key>) {
        const { sort = defaultSort, page = 1, pageSize = PAGE_SIZE, ...rest } = request;
        const filters = rest as unknown as Filters;
        const chosen = await where(filters);
        const total = await count(chosen);
        const last = Math.max(1, Math.ceil(total / pageSize));
        const shown = Math.min(Math.max(1, Math.trunc(page)), last);
        const wanted = await ids(chosen, orderBy(sort), { skip: (shown - 1) * pageSize, take: pageSize });
        return { rows: await loadInOrder(wanted, filters), total, page: shown, pageSize };
      },
      async *batches(request = {} as ListRequest<Filters, Key>) {
        const { sort = defaultSort, page: _page, pageSize: _pageSize, ...rest } = request;
        const filters = rest as unknown as Filters;
        const wanted = await ids(await where(filters), orderBy(sort), undefined);
        for (const some of chunksOf(wanted, BATCH_SIZE)) yield await loadInOrder(some, filters);
      },
    };
  };

/** What a list can be sorted by. */
export type SortKeyOf<Of> = Of extends List<infer _Filters, infer Key, infer _Row> ? Key : never;

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

/** The same list with filters that are made into its filters: for words that only a screen knows. */
export function mapFilters<Filters, Key extends string, Row, Other extends object>(
  list: List<Filters, Key, Row>,
  change: (filters: Other) => Filters,
): List<Other, Key, Row> {
  const changed = ({ sort, page, pageSize, ...rest }: ListRequest<Other, Key>) => ({
    ...change(rest as unknown as Other),
    ...{ sort, page, pageSize },
  });
  return {
    defaultSort: list.defaultSort,
    page: (request = {} as ListRequest<Other, Key>) => list.page(changed(request)),
    batches: (request = {} as ListRequest<Other, Key>) => list.batches(changed(request)),
  };
}

/** A list that is short and computed as a whole, such as a roll-up. */
export function shortList<Filters extends object, Key extends string, Row>({
  orders,
  defaultSort,
  rows,
}: {
  orders: Record<Key, (a: Row, b: Row) => number>;
  defaultSort: Sort<NoInfer<Key>>;
  rows: (filters: Filters) => Promise<Row[]>;
}): List<Filters, Key, Row> {
  const sorted = async (request: ListRequest<Filters, Key>) => {
    const { sort = defaultSort, page: _page, pageSize: _pageSize, ...filters } = request;
    const sign = sort.direction === "asc" ? 1 : -1;
    return (await rows(filters as unknown as Filters)).toSorted((a, b) => sign * orders[sort.by](a, b));
  };
  return {
    defaultSort,
    async page(request = {} as ListRequest<Filters, Key>) {
      const { page = 1, pageSize = PAGE_SIZE } = request;
      const all = await sorted(request);
      const shown = Math.min(Math.max(1, Math.trunc(page)), Math.max(1, Math.ceil(all.length / pageSize)));
      const from = (shown - 1) * pageSize;
      return { rows: all.slice(from, from + pageSize), total: all.length, page: shown, pageSize };
    },
    async *batches(request = {} as ListRequest<Filters, Key>) {
      yield await sorted(request);
    },
  };
}
