import { DomainError } from "@/lib/errors";
import { customerProof, type Customer } from "@/lib/pool/proof/customer-proof";
import { apiRefusal } from "@/lib/session";

/** A customer's proof as a file to keep; the route that serves it has checked who asks. */
export async function proofFile(customer: Customer): Promise<Response> {
  try {
    const proof = await customerProof(customer);
    return new Response(`${JSON.stringify(proof, null, 2)}\n`, {
      headers: {
        "Content-Type": "application/json",
        "Content-Disposition": `attachment; filename="proof-${customer.kind}-${proof.businessDate}.json"`,
        "Cache-Control": "private, no-store",
      },
    });
  } catch (error) {
    if (error instanceof DomainError && error.code === "not-found") return apiRefusal(404, error.message);
    throw error;
  }
}
