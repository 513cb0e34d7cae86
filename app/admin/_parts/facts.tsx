import { detailWords, type DetailFact } from "./detail-words";
import { Code, CodeLink, NamedReference } from "./references";
import { hrefOfId } from "./subject-link";

/** Small facts recorded with something, one per line, in words. An id shows the name of what it identifies and links to it. */
export function Facts({
  facts,
  names,
}: {
  facts: Record<string, unknown>;
  names?: ReadonlyMap<string, string>;
}) {
  return (
    // Wide enough for any word, so that only a hash breaks.
    <span className="block sm:min-w-44">
      {detailWords(facts).map((fact) => (
        <span key={fact.name} className="block wrap-anywhere">
          <span className="text-muted">{fact.label}: </span>
          <FactText fact={fact} names={names} />
        </span>
      ))}
    </span>
  );
}

export function FactText({
  fact: { text, id },
  names,
}: {
  fact: DetailFact;
  names?: ReadonlyMap<string, string> | undefined;
}) {
  if (!id) return text;
  const name = names?.get(id);
  if (name) return <NamedReference compact href={hrefOfId(id)} name={name} id={id} />;
  const href = hrefOfId(id);
  return href ? <CodeLink href={href}>{text}</CodeLink> : <Code>{text}</Code>;
}

/** The ids that facts hold, to ask for their names. */
export function idsIn(facts: Record<string, unknown>): string[] {
  return detailWords(facts).flatMap(({ id }) => id ?? []);
}
