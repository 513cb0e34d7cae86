"use client";

import { useEffect } from "react";
import { useActionResult } from "@/components/action-form";

/** Closes what contains a form once the server has accepted it. */
export function CloseWhenSaved({ close }: { close: () => void }) {
  const result = useActionResult();
  useEffect(() => {
    if (result.status === "ok") close();
    // Once an answer: `close` is another function at each render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [result]);
  return null;
}
