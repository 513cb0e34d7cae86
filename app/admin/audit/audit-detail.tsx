import { words } from "../_parts/words";

/** The figures that were recorded, one a line. */
export function AuditDetail({ detail }: { detail: unknown }) {
  const figures = detail && typeof detail === "object" ? Object.entries(detail) : [];
  return (
    <span className="block">
      {figures.map(([name, value]) => (
        <span key={name} className="block wrap-anywhere">
          <span className="text-muted">{words(name)}: </span>
          {typeof value === "object" ? JSON.stringify(value) : String(value)}
        </span>
      ))}
    </span>
  );
}
