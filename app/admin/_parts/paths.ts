// Where each thing lives. Codes of ledger accounts contain colons, hence the encoding.
const inPath = (text: string) => encodeURIComponent(text);

export const accountHref = (code: string) => `/admin/ledger/accounts/${inPath(code)}`;
export const categoryHref = (code: string) => `/admin/ledger/categories/${inPath(code)}`;
export const statementHref = (id: string) => `/admin/ledger/statements/${inPath(id)}`;
export const transactionHref = (id: string) => `/admin/ledger/transactions/${inPath(id)}`;
export const applicationHref = (id: string) => `/admin/applications/${inPath(id)}`;
export const loanHref = (id: string) => `/admin/loans/${inPath(id)}`;
export const investmentHref = (id: string) => `/admin/investments/${inPath(id)}`;
export const paymentHref = (id: string) => `/admin/payments/${inPath(id)}`;
export const webhookHref = (id: string) => `/admin/payments/webhooks/${inPath(id)}`;
export const writebackHref = (borrowerId: string) => `/admin/settings/writeback/${inPath(borrowerId)}`;
export const writebackEntryHref = (eventId: string) => `/admin/settings/writeback/log/${inPath(eventId)}`;
export const personHref = (userId: string) => `/admin/people/${inPath(userId)}`;
export const messageHref = (threadId: string) => `/admin/messages/${inPath(threadId)}`;
