"use client";

import { useContext, useEffect } from "react";
import { FormContext } from "@/components/ui/form-context";
import { hrefWith } from "../_parts/search-params";
import { STEPS } from "./steps";

const PAUSE_MS = 250; // browsers allow a hundred changes of the address in half a minute

/**
 * Keeps what is typed and chosen in the page's address, so that a reload and a return find it. Not while the form
 * around it is on its way: Next drops a running action when the address changes.
 */
export function ChoiceInAddress({ amount, option }: { amount: string; option: string }) {
  const isSending = useContext(FormContext)?.pending ?? false;
  useEffect(() => {
    if (isSending) return;
    const timer = setTimeout(() => {
      const address = hrefWith(STEPS.term, { option, amount });
      if (address !== `${location.pathname}${location.search}`) history.replaceState(null, "", address);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [amount, option, isSending]);
  return null;
}
