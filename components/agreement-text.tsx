import type { ReactNode } from "react";
import { agreementBlocks, type AgreementBlock } from "@/lib/documents/agreement-blocks";
import { DataTable } from "./ui/data-table";

/** The text of an agreement, set for reading on any screen and on paper. */
export function AgreementText({ body }: { body: string }) {
  return (
    // Relative: a table's hidden caption would otherwise lengthen the page behind the box in which the text scrolls.
    <div className="relative grid grid-cols-1 gap-2 wrap-anywhere">
      {agreementBlocks(body).map((block, index) => (
        <Block key={index} block={block} />
      ))}
    </div>
  );
}

function Block({ block }: { block: AgreementBlock }) {
  switch (block.kind) {
    case "title":
      return <p className="text-lg font-semibold">{block.text}</p>;
    case "section":
      return <h3 className="mt-5 text-lg font-semibold">{block.text}</h3>;
    case "clause":
      return <h3 className="mt-3 font-semibold">{block.text}</h3>;
    case "term":
      return <h4 className="mt-2 font-medium">{block.text}</h4>;
    case "rule":
      return <hr className="border-t" />;
    case "fact":
      return <Fact {...block} />;
    case "table":
      return <TableOfText {...block} />;
    default:
      return <p className="max-w-prose">{block.text}</p>;
  }
}

/** A label in capitals is one that the law wants more conspicuous than the rest (12 CFR 1026.17(a)(2)). */
function Fact({ label, value, isMain }: { label: string; value: string; isMain: boolean }) {
  return (
    <p className={isMain ? "flex flex-wrap justify-between gap-x-6 text-lg font-semibold" : FACT}>
      <span>{label}</span>
      <span className={isMain ? "tnum text-xl" : "tnum font-medium"}>{value}</span>
    </p>
  );
}

const FACT = "flex flex-wrap justify-between gap-x-6";

function TableOfText({ header, rows }: { header: string[]; rows: string[][] }) {
  return (
    <div className="-mx-4 mt-2 sm:mx-0">
      <DataTable
        caption={header.join(", ")}
        rows={rows}
        rowKey={(row) => row.join(" ")}
        columns={header.map((title, at) => ({
          header: title,
          cell: (row: string[]) => (at === 0 ? <Numbered title={title}>{row[at]}</Numbered> : row[at]),
          rowHeader: at === 0,
          numeric: at !== 0,
        }))}
      />
    </div>
  );
}

/** A number alone would head the card that a row becomes on a phone. */
function Numbered({ title, children }: { title: string; children: ReactNode }) {
  return (
    <span>
      <span className="sm:hidden">{title} </span>
      {children}
    </span>
  );
}
