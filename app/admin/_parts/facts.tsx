import { detailWords, type DetailFact } from "./detail-words";
import { CodeLink } from "./references";
import { hrefOfId } from "./subject-link";

/** Small facts that were recorded beside something, one a line, in words; an id leads to what it names. */
export function Facts({ facts }: { facts: Record<string, unknown> }) {
  return (
    <span className="block min-w-0">
      {detailWords(facts).map((fact) => (
        <span key={fact.name} className="block wrap-anywhere">
          <span className="text-muted">{fact.label}: </span>
          <FactText fact={fact} />
        </span>
      ))}
    </span>
  );
}

export function FactText({ fact: { text, id } }: { fact: DetailFact }) {
  const href = id && hrefOfId(id);
  return href ? <CodeLink href={href}>{text}</CodeLink> : text;
}
