"use client";

import { useEffect } from "react";
import { hrefWith } from "../_parts/search-params";
import { STEPS } from "./steps";

const PAUSE_MS = 250; // browsers allow a hundred changes of the address in half a minute

/** Keeps what is typed and chosen in the page's address, so that a reload and a return find it. */
export function useChoiceInAddress({ amount, option }: { amount: string; option: string }) {
  useEffect(() => {
    const timer = setTimeout(() => {
      const address = hrefWith(STEPS.term, { option, amount });
      if (address !== `${location.pathname}${location.search}`) history.replaceState(null, "", address);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [amount, option]);
}
