"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type Verify = (file: unknown, published?: string) => Promise<string[]>;
type Verdict = { isFound: boolean; lines: string[] } | null;

// The same file that customers download, not a copy of it in our own scripts.
const PROGRAM: string = "/verify-proof.mjs";

/** Verifies the latest proof, or one that was saved, in the browser and without us. */
export function ProofChecker({ file, fingerprint }: { file: string; fingerprint: string }) {
  const [verdict, setVerdict] = useState<Verdict>(null);
  const [isChecking, setIsChecking] = useState(false);

  async function verify(read: () => Promise<string>, published?: string) {
    setIsChecking(true);
    setVerdict(await verdictOn(read, published));
    setIsChecking(false);
  }

  return (
    <div className="grid grid-cols-1 gap-4">
      <Button
        className="justify-self-start"
        disabled={isChecking}
        onClick={() => verify(() => download(file), fingerprint)}
      >
        {isChecking ? "Verifying…" : "Verify my proof"}
      </Button>
      <Field
        name="saved"
        label="Or verify a file that you saved"
        hint="It is read in your browser and sent nowhere."
        required={false}
      >
        <Input
          type="file"
          accept="application/json,.json"
          onChange={(event) => {
            const [saved] = event.target.files ?? [];
            if (saved) void verify(() => saved.text());
          }}
        />
      </Field>
      <div aria-live="polite">{verdict && <Found verdict={verdict} />}</div>
    </div>
  );
}

function Found({ verdict: { isFound, lines } }: { verdict: NonNullable<Verdict> }) {
  return (
    <Alert
      tone={isFound ? "posted" : "failed"}
      title={isFound ? "The proof holds" : "The proof does not hold"}
    >
      {lines.map((line) => (
        <p key={line} className="wrap-anywhere">
          {line}
        </p>
      ))}
    </Alert>
  );
}

async function verdictOn(read: () => Promise<string>, published?: string): Promise<Verdict> {
  try {
    const { verifyProof } = (await import(/* turbopackIgnore: true */ PROGRAM)) as { verifyProof: Verify };
    return { isFound: true, lines: await verifyProof(JSON.parse(await read()), published) };
  } catch (error) {
    return { isFound: false, lines: [error instanceof Error ? error.message : String(error)] };
  }
}

async function download(file: string): Promise<string> {
  const response = await fetch(file);
  if (response.ok) return response.text();
  const refusal = (await response.json().catch(() => null)) as { error?: { message?: string } } | null;
  throw new Error(refusal?.error?.message ?? "Your proof could not be downloaded. Try again.");
}
