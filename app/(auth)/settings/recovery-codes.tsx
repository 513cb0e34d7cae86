/** Shown once, when they are made. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  return (
    <div>
      <p>
        Keep these recovery codes where you find them without your phone. Each signs you in once. They are not
        shown again.
      </p>
      <ul aria-label="Recovery codes" className="mt-3 grid grid-cols-2 gap-x-6 gap-y-1 font-mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </div>
  );
}
