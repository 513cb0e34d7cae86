"use client";

import { useRouter } from "next/navigation";
import { useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-message";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

const FORMATS = [
  ["bai2", "BAI2"],
  ["camt053", "CAMT.053"],
  ["ofx", "OFX or QFX"],
  ["mt940", "MT940"],
  ["csv", "CSV with a column map"],
] as const;

const UNREACHABLE = "The file could not be sent. Check your connection and try again.";

/** Sends a statement file as it is, and shows the refusal beside the form. */
export function UploadForm() {
  const router = useRouter();
  const [format, setFormat] = useState("bai2");
  const [error, setError] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);

  async function send(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const file = data.get("file");
    if (!(file instanceof File) || file.name === "") return setError("Choose a file.");
    setSending(true);
    const refusal = await post(file, { format, map: textOf(data.get("map")) });
    setSending(false);
    setError(refusal);
    if (refusal !== null) return;
    form.reset();
    setFormat("bai2");
    router.refresh();
  }

  return (
    <form
      onSubmit={(event) => void send(event)}
      aria-label="Import a statement"
      className="grid gap-4"
      noValidate
    >
      {error && <FormError message={error} />}
      <Field name="format" label="Format">
        <Select value={format} onChange={(event) => setFormat(event.target.value)}>
          {FORMATS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <Field name="file" label="File" hint="At most 20 MiB and 200,000 lines.">
        <Input type="file" className="py-2" />
      </Field>
      {format === "csv" && (
        <Field
          name="map"
          label="Column map"
          hint='JSON, for example {"account":"4100200300","currency":"USD","columns":{"postedOn":"Date","amount":"Amount"}}'
        >
          <Textarea rows={4} />
        </Field>
      )}
      <div>
        <Button type="submit" disabled={isSending} aria-busy={isSending || undefined}>
          {isSending ? "Sending…" : "Read file"}
        </Button>
      </div>
    </form>
  );
}

const textOf = (value: FormDataEntryValue | null) => (typeof value === "string" ? value : "");

/** @returns why the file was refused, or null */
async function post(file: File, { format, map }: { format: string; map: string }): Promise<string | null> {
  const query = new URLSearchParams({ name: file.name, format, ...(format === "csv" && { map }) });
  try {
    const answer = await fetch(`/api/admin/bank/files?${query}`, {
      method: "POST",
      body: file,
      headers: { "Content-Type": "application/octet-stream" },
    });
    if (answer.ok) return null;
    const body = (await answer.json()) as { error?: { message?: string } };
    return body.error?.message ?? UNREACHABLE;
  } catch {
    return UNREACHABLE;
  }
}
