"use client";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

/** The books could not be asked: why, and another try. */
export function CannotList({ words, retry }: { words: string; retry: () => void }) {
  return (
    <Alert
      tone="pending"
      role="status"
      actions={
        <Button variant="secondary" size="sm" onClick={retry}>
          Try again
        </Button>
      }
    >
      {words}
    </Alert>
  );
}
