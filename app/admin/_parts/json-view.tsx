/** A payload: JSON is indented, other text is shown as received. React escapes it. */
export function JsonView({ value, label }: { value: unknown; label: string }) {
  return (
    <pre
      tabIndex={0}
      role="region"
      aria-label={label}
      className="max-h-128 overflow-auto rounded-md border bg-sunken p-4 text-sm wrap-anywhere whitespace-pre-wrap"
    >
      <code className="figures">
        {typeof value === "string" ? pretty(value) : JSON.stringify(value, null, 2)}
      </code>
    </pre>
  );
}

function pretty(text: string) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
