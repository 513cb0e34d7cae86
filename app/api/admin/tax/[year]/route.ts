import { strToU8, zipSync } from "fflate";
import { DomainError } from "@/lib/errors";
import { makeTaxFile } from "@/lib/paperwork/tax-file";
import { apiRefusal, requirePermissionForApi } from "@/lib/session";

/**
 * Form 1099-INT of a year for the IRS, as CSV; more than 100 returns come as several files in one ZIP. It has whole taxpayer identification
 * numbers, so making it is recorded.
 */
export async function GET(_request: Request, { params }: RouteContext<"/api/admin/tax/[year]">) {
  const admin = await requirePermissionForApi("tax-year.work");
  if (admin instanceof Response) return admin;
  const { year } = await params;
  if (!/^20\d\d$/.test(year)) return apiRefusal(404, "There is no such year.");
  try {
    const given = { form: "1099-INT", year: Number(year), template: null } as const;
    const { files } = await makeTaxFile({ ...given, staffId: admin.userId });
    if (files.length === 0) return apiRefusal(404, "No return is due for this year.");
    return fileResponse(files, `iris-1099-int-${year}`);
  } catch (error) {
    if (error instanceof DomainError) return apiRefusal(409, error.message);
    throw error;
  }
}

function fileResponse(files: readonly string[], name: string): Response {
  const [only, ...more] = files;
  const headers = (type: string, ending: string) => ({
    "Content-Type": type,
    "Content-Disposition": `attachment; filename="${name}.${ending}"`,
    "Cache-Control": "private, no-store",
  });
  if (more.length === 0) return new Response(only, { headers: headers("text/csv; charset=utf-8", "csv") });
  const named = files.map((text, at) => [`${name}-${at + 1}.csv`, strToU8(text)] as const);
  const zip = zipSync(Object.fromEntries(named));
  return new Response(new Uint8Array(zip), { headers: headers("application/zip", "zip") });
}
