import { allLogView } from "@/app/_writeback/log-view";
import { nameOfThing } from "../../../_parts/filter-names";
import { LOG } from "../desk-facts";

export const WRITEBACK_LOG = allLogView(LOG, nameOfThing);
