// The filters of the log as they stand in an address: of the pages and of the files. Pure.
import { z } from "zod";
import { EVENT_WORDS } from "@/lib/writeback/codat/words";
import { mark, searchText } from "@/app/_parts/search";

type State = keyof typeof EVENT_WORDS;
export const STATES = Object.keys(EVENT_WORDS) as [State, ...State[]];

export const LOG_RULES = {
  state: z.enum(STATES),
  q: searchText,
  loanId: mark,
  before: z.string().regex(/^\d{1,18}$/),
};
export const ADMIN_LOG_RULES = { ...LOG_RULES, borrowerId: mark };
