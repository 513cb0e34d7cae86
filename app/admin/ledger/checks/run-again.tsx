"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

/** Refreshes the page. Previous results stay until the new ones arrive. */
export function RunAgain() {
  const router = useRouter();
  const [pending, start] = useTransition();
  return (
    <Button
      variant="secondary"
      aria-busy={pending || undefined}
      onClick={() => start(() => router.refresh())}
    >
      <Icon name="rotate-cw" /> {pending ? "Running…" : "Run again"}
    </Button>
  );
}
