/** The page of one approval. */
export const approvalPath = (id: string) => `/admin/approvals/${id}`;
