import type { ReactNode } from "react";
import { buttonStyle, LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { may } from "@/lib/permissions";
import { optionalActor } from "@/lib/session";
import { count } from "../words";
import type { ListFilters } from "./list-view";
import { ListFilterForm } from "./list-filter-form";
import { listHref, type ReadList } from "./read-list";
import { Icon } from "@/components/ui/icon";

/** A page that is one list: filters, count, table, paging and a CSV file of the same rows. */
export function ListPage<Filters extends ListFilters, Key extends string, Row>({
  list,
  title,
  description,
  breadcrumbs,
  status,
  actions,
  above,
  empty,
  children,
  footer,
  below,
}: {
  list: ReadList<Filters, Key, Row>;
  title: string;
  description?: ReactNode;
  breadcrumbs?: ReactNode;
  status?: ReactNode;
  actions?: ReactNode;
  /** Between the header and the filters. */
  above?: ReactNode;
  /** Shown when there is nothing to list. */
  empty: { title: string; text: ReactNode };
  /** The rows, where a table is not the right shape. */
  children?: ReactNode;
  /** Totals, as a <TFoot>. */
  footer?: ReactNode;
  below?: ReactNode;
}) {
  return (
    <>
      <PageHeader
        title={title}
        description={description}
        breadcrumbs={breadcrumbs}
        status={status}
        actions={
          <>
            {actions}
            <ExportLink list={list} />
          </>
        }
      />
      {above && <div className="mb-6">{above}</div>}
      <ListSection list={list} empty={empty} footer={footer} caption={title} hasSortField={Boolean(children)}>
        {children}
      </ListSection>
      {below}
    </>
  );
}

/** The list without the page around it, for pages with their own frame. */
function ListSection<Filters extends ListFilters, Key extends string, Row>({
  list,
  caption,
  empty,
  children,
  footer,
  hasSortField = false,
}: {
  list: ReadList<Filters, Key, Row>;
  caption: string;
  empty: { title: string; text: ReactNode };
  children?: ReactNode;
  footer?: ReactNode;
  hasSortField?: boolean;
}) {
  const { view, rows, total, sort } = list;
  const [one, many] = view.noun;
  return (
    <>
      <ListFilterForm list={list} hasSortField={hasSortField} />
      <Chips list={list} />
      <Card id="list">
        {total > 0 && <p className="px-4 py-3 font-medium sm:px-6">{count(total, one, many)}</p>}
        {total === 0 ? (
          <Nothing list={list} empty={empty} />
        ) : (
          (children ?? (
            <DataTable
              caption={caption}
              rows={rows}
              rowKey={view.rowKey}
              columns={view.columns}
              sorting={{ ...sort, href: (key) => listHref(list, { sort: key }) }}
              footer={footer}
            />
          ))
        )}
        <Pages list={list} />
      </Card>
    </>
  );
}

function Nothing<Filters extends ListFilters, Key extends string, Row>({
  list,
  empty,
}: {
  list: ReadList<Filters, Key, Row>;
  empty: { title: string; text: ReactNode };
}) {
  if (!list.isFiltered) return <EmptyState title={empty.title}>{empty.text}</EmptyState>;
  return (
    <EmptyState
      kind="no-results"
      title={`No ${list.view.noun[1]} match these filters`}
      action={
        <LinkButton href={list.view.path} variant="secondary" size="sm">
          Clear filters
        </LinkButton>
      }
    />
  );
}

/** The filters in force; each can be removed separately. */
function Chips<Filters extends ListFilters, Key extends string, Row>({
  list: { chips, view },
}: {
  list: ReadList<Filters, Key, Row>;
}) {
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Active filters" className="no-print mb-4 flex flex-wrap items-center gap-2">
      {chips.map(({ name, label, value, href }) => (
        <li key={name} className="min-w-0">
          <Link
            href={href}
            scroll={false}
            className="inline-flex max-w-full items-center gap-1.5 rounded-md border border-edge bg-surface px-2.5 py-1 text-sm hover:bg-sunken"
          >
            <span className="sr-only">Remove filter </span>
            <span className="min-w-0 wrap-anywhere">
              {label}: {value}
            </span>
            <Icon name="x" className="size-4 shrink-0 text-muted" />
          </Link>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <Link href={view.path} scroll={false} className="link px-1 text-sm">
            Clear all
          </Link>
        </li>
      )}
    </ul>
  );
}

function Pages<Filters extends ListFilters, Key extends string, Row>({
  list,
}: {
  list: ReadList<Filters, Key, Row>;
}) {
  const { rows, total, page, pageSize } = list;
  if (total <= pageSize) return null;
  const first = (page - 1) * pageSize;
  const last = first + rows.length;
  return (
    <Pagination
      previousHref={page > 1 ? listHref(list, { page: page - 1 }) : undefined}
      nextHref={last < total ? listHref(list, { page: page + 1 }) : undefined}
    >
      Rows {(first + 1).toLocaleString("en-US")} to {last.toLocaleString("en-US")} of{" "}
      {total.toLocaleString("en-US")}
    </Pagination>
  );
}

/** For whoever may have the file. */
async function ExportLink<Filters extends ListFilters, Key extends string, Row>({
  list,
}: {
  list: ReadList<Filters, Key, Row>;
}) {
  const { permission } = list.view;
  if (permission && !may((await optionalActor())?.roles ?? [], permission)) return null;
  return (
    // A plain link: the router must not fetch a file ahead of the click.
    <a
      className={buttonStyle({ variant: "secondary" })}
      href={listHref(list, {}, list.view.exportPath)}
      download
    >
      Export CSV
    </a>
  );
}
