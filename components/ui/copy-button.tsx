"use client";

import { useState } from "react";
import { Button } from "./button";
import { Icon } from "./icon";

const SHOW_FOR_MS = 2_000;

/** Copies an id or a reference. The answer appears in the button itself, whose width does not change. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [answer, setAnswer] = useState<"idle" | "copied" | "failed">("idle");

  async function copy() {
    // Browsers refuse the clipboard on plain HTTP and when the page lacks permission.
    const done = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    setAnswer(done ? "copied" : "failed");
    setTimeout(() => setAnswer("idle"), SHOW_FOR_MS);
  }

  return (
    <>
      <Button variant="ghost" size="sm" className="w-8 px-0" onClick={copy} title={label}>
        <Icon name={answer === "copied" ? "check" : "copy"} />
        <span className="sr-only">{label}</span>
      </Button>
      <span role="status" className={answer === "failed" ? "text-sm text-failed" : "sr-only"}>
        {answer === "copied" && "Copied"}
        {answer === "failed" && "The browser did not allow copying; select the text instead."}
      </span>
    </>
  );
}
