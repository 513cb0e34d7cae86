"use server";

import { action } from "@/lib/action";
import { requestDateMove } from "@/lib/jobs/request-date-move";
import { moveInput } from "./move-input";

export const moveBusinessDateAction = action(
  { permission: "business-date.move", input: moveInput },
  ({ toDate }, admin) => requestDateMove({ userId: admin.userId, toDate }),
);
