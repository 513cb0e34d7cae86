-- What statements over many loans or investments may know of the ledger: the posted balance of an account, in units of its
-- currency, above zero where it stands on its normal side. Everything else is asked through lib/ledger.
CREATE VIEW ledger_balances AS
SELECT b.code, (b.posted / power(10::numeric, b.exponent))::numeric(20, 2) AS posted FROM ledger.account_balances b;
REVOKE ALL ON ledger_balances FROM modern_lending_app;
GRANT SELECT ON ledger_balances TO modern_lending_app;
