"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/action";
import { tinNoticeIdInput, tinNoticeInput } from "@/lib/investing/taxes/schemas";
import { recordTinNotice, resolveTinNotice } from "@/lib/investing/taxes/tin-notices";
import { correctTaxYear } from "@/lib/paperwork/tax-statements";

const PATH = "/admin/tax";
const yearInput = z.strictObject({ year: z.coerce.number("Choose a year.").int().min(2000).max(2100) });

export const recordTinNoticeAction = action(
  { permission: "tax-year.work", input: tinNoticeInput },
  async ({ userId, which }, admin) => {
    await recordTinNotice({ userId, isSecond: which === "second", staffId: admin.userId });
    revalidatePath(PATH);
  },
);

export const resolveTinNoticeAction = action(
  { permission: "tax-year.work", input: tinNoticeIdInput },
  async ({ noticeId }, admin) => {
    await resolveTinNotice({ noticeId, staffId: admin.userId });
    revalidatePath(PATH);
  },
);

export const correctTaxYearAction = action(
  { permission: "tax-year.work", input: yearInput },
  async ({ year }, admin) => {
    await correctTaxYear({ year, staffId: admin.userId });
    revalidatePath(PATH);
  },
);
