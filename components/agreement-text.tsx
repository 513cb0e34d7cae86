import { agreementBlocks, type AgreementBlock } from "./agreement-blocks";

/** The text of an agreement, set for reading on any screen and on paper. */
export function AgreementText({ body }: { body: string }) {
  return (
    <div className="grid grid-cols-1 gap-2">
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
    case "heading":
      return <h3 className="mt-3 font-semibold">{block.text}</h3>;
    case "rule":
      return <hr className="border-t" />;
    case "fact":
      return (
        <p className="flex flex-wrap justify-between gap-x-6">
          <span>{block.label}</span>
          <span className="tnum font-medium">{block.value}</span>
        </p>
      );
    case "table":
      return (
        // Wide tables scroll by themselves; the focus lets a keyboard scroll them too.
        <div role="group" aria-label="Table" tabIndex={0} className="mt-2 overflow-x-auto">
          <pre className="figures">{block.lines.join("\n")}</pre>
        </div>
      );
    default:
      return <p className="max-w-prose">{block.text}</p>;
  }
}
