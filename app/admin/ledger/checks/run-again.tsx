"use client";

import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";

/** Asks for the page again; the old answers stay until the new ones are there. */
export function RunAgain() {
  const router = useRouter();
  const [pending, start] = useTransition();
  return (
    <Button
      variant="secondary"
      aria-busy={pending || undefined}
      onClick={() => start(() => router.refresh())}
    >
      <RotateCw aria-hidden /> {pending ? "Running…" : "Run again"}
    </Button>
  );
}
