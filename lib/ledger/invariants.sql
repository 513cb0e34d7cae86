-- What must hold in the books at every moment: tests, the command line, the benchmark and a scheduled job all run this
-- file. Each statement returns what breaks its sentence, one row `offending` each, and nothing when all is well. They
-- share no code with the guards, so that one finds what the other lets through; and they report, they never repair.
-- A line `-- <id> <sentence>` begins a statement, a semicolon at the end of a line ends it.

-- I1 Every transaction debits what it credits, per currency, posted and pending.
SELECT DISTINCT 'transaction ' || transaction_id AS offending FROM ledger.entries
GROUP BY transaction_id, currency, layer HAVING sum(side * amount) <> 0;

-- I2 All balances together are zero, per currency, posted and pending.
SELECT 'currency ' || currency AS offending FROM ledger.balances GROUP BY currency
HAVING sum(posted_debits - posted_credits) <> 0 OR sum(pending_debits - pending_credits) <> 0;

-- I3 Every balance is the sum of its account's entries.
WITH fold AS (
  SELECT account_id,
    COALESCE(sum(amount) FILTER (WHERE layer = 0 AND side = 1), 0) AS pd, COALESCE(sum(amount) FILTER (WHERE layer = 0 AND side = -1), 0) AS pc,
    COALESCE(sum(amount) FILTER (WHERE layer = 1 AND side = 1), 0) AS nd, COALESCE(sum(amount) FILTER (WHERE layer = 1 AND side = -1), 0) AS nc
  FROM ledger.entries GROUP BY account_id)
SELECT 'account ' || COALESCE(a.code, COALESCE(f.account_id, b.account_id)::text) AS offending
FROM ledger.balances b FULL JOIN fold f ON f.account_id = b.account_id
LEFT JOIN ledger.accounts a ON a.id = COALESCE(f.account_id, b.account_id)
WHERE b.account_id IS NULL OR (b.posted_debits, b.posted_credits, b.pending_debits, b.pending_credits)
  IS DISTINCT FROM (COALESCE(f.pd, 0), COALESCE(f.pc, 0), COALESCE(f.nd, 0), COALESCE(f.nc, 0));

-- I4 An account's entries are numbered from 1 without a gap, and its version is their number.
SELECT 'account ' || a.code AS offending
FROM ledger.accounts a LEFT JOIN ledger.balances b ON b.account_id = a.id
LEFT JOIN (SELECT account_id, count(*) AS n, min(account_version) AS first, max(account_version) AS last
  FROM ledger.entries GROUP BY account_id) e ON e.account_id = a.id
WHERE b.version IS DISTINCT FROM COALESCE(e.n, 0) OR (e.n IS NOT NULL AND (e.first <> 1 OR e.last <> e.n));

-- I5 Each entry's running balance is the one before it plus the entry.
SELECT 'account ' || a.code || ' entry ' || e.account_version AS offending FROM (
  SELECT account_id, account_version, balance_after,
    sum(side * amount) FILTER (WHERE layer = 0) OVER (PARTITION BY account_id ORDER BY account_version) AS running
  FROM ledger.entries) e JOIN ledger.accounts a ON a.id = e.account_id
WHERE e.balance_after <> a.normal_side * COALESCE(e.running, 0);

-- I6 The day buckets are the sums of the entries by effective date.
WITH fold AS (
  SELECT account_id, effective_on AS day,
    COALESCE(sum(amount) FILTER (WHERE layer = 0 AND side = 1), 0) AS pd, COALESCE(sum(amount) FILTER (WHERE layer = 0 AND side = -1), 0) AS pc,
    COALESCE(sum(amount) FILTER (WHERE layer = 1 AND side = 1), 0) AS nd, COALESCE(sum(amount) FILTER (WHERE layer = 1 AND side = -1), 0) AS nc
  FROM ledger.entries GROUP BY account_id, effective_on)
SELECT 'account ' || a.code || ' on ' || COALESCE(d.day, f.day) AS offending
FROM ledger.account_days d FULL JOIN fold f ON f.account_id = d.account_id AND f.day = d.day
JOIN ledger.accounts a ON a.id = COALESCE(d.account_id, f.account_id)
WHERE d.account_id IS NULL OR (d.debits, d.credits, d.pending_debits, d.pending_credits)
  IS DISTINCT FROM (COALESCE(f.pd, 0), COALESCE(f.pc, 0), COALESCE(f.nd, 0), COALESCE(f.nc, 0));

-- I7 None of our own postings left an account below its floor, and every recorded one that did has an alert.
WITH steps AS (
  SELECT e.account_id, e.transaction_id, e.account_version, b.min_available,
    CASE WHEN e.layer = 0 THEN b.sign * e.side * e.amount WHEN e.side <> b.sign THEN -e.amount ELSE 0 END AS change
  FROM ledger.entries e JOIN ledger.balances b ON b.account_id = e.account_id WHERE b.min_available IS NOT NULL
), running AS (
  SELECT *, sum(change) OVER (PARTITION BY account_id ORDER BY account_version) AS available FROM steps
), states AS (
  SELECT account_id, transaction_id, min_available, sum(change) AS change,
    (array_agg(available ORDER BY account_version DESC))[1] AS available
  FROM running GROUP BY account_id, transaction_id, min_available
)
SELECT 'transaction ' || s.transaction_id || ' on account ' || a.code AS offending
FROM states s JOIN ledger.accounts a ON a.id = s.account_id LEFT JOIN ledger.transactions t ON t.id = s.transaction_id
WHERE s.change < 0 AND s.available < s.min_available AND (t.mode IS DISTINCT FROM 2 OR NOT EXISTS (
  SELECT 1 FROM ledger.outbox o WHERE o.topic = 'floor-alert' AND o.payload ->> 'account' = a.code
    AND o.payload ->> 'transactionId' = s.transaction_id::text))
UNION ALL
SELECT 'account ' || code FROM ledger.account_balances WHERE shortfall <> GREATEST(0, COALESCE(min_available - available, 0));

-- I8 Every transaction has the number of entries it states, all with its date, and every entry belongs to a transaction.
SELECT 'transaction ' || COALESCE(t.id, e.transaction_id) AS offending
FROM ledger.transactions t FULL JOIN (
  SELECT transaction_id, count(*) AS n, min(effective_on) AS earliest, max(effective_on) AS latest
  FROM ledger.entries GROUP BY transaction_id) e ON e.transaction_id = t.id
WHERE t.id IS NULL OR e.n IS DISTINCT FROM t.entry_count OR e.earliest <> t.effective_on OR e.latest <> t.effective_on;

-- I9 A hold is resolved at most once, released in full or settled for no more than was held, and pending balances equal open holds.
WITH resolutions AS (SELECT * FROM ledger.transactions WHERE kind IN (3, 4)), legs AS (
  SELECT r.id, r.kind, e.account_id, e.side, sum(e.amount) FILTER (WHERE e.transaction_id = r.parent_id) AS held,
    -sum(e.amount) FILTER (WHERE e.transaction_id = r.id AND e.layer = 1) AS taken_back,
    sum(e.amount) FILTER (WHERE e.transaction_id = r.id AND e.layer = 0) AS settled
  FROM resolutions r JOIN ledger.entries e ON e.transaction_id IN (r.id, r.parent_id)
  GROUP BY r.id, r.kind, e.account_id, e.side)
SELECT 'transaction ' || parent_id AS offending FROM resolutions GROUP BY parent_id HAVING count(*) > 1
UNION ALL
SELECT 'transaction ' || r.id FROM resolutions r LEFT JOIN ledger.transactions h ON h.id = r.parent_id WHERE h.kind IS DISTINCT FROM 2
UNION ALL
SELECT DISTINCT 'transaction ' || id FROM legs
WHERE taken_back IS DISTINCT FROM held OR COALESCE(settled, 0) > COALESCE(held, 0) OR (kind = 4 AND settled IS NOT NULL)
UNION ALL
SELECT 'account ' || a.code FROM ledger.balances b JOIN ledger.accounts a ON a.id = b.account_id
LEFT JOIN (
  SELECT e.account_id, sum(e.amount) FILTER (WHERE e.side = 1) AS nd, sum(e.amount) FILTER (WHERE e.side = -1) AS nc
  FROM ledger.transactions h JOIN ledger.entries e ON e.transaction_id = h.id
  WHERE h.kind = 2 AND NOT EXISTS (SELECT 1 FROM resolutions r WHERE r.parent_id = h.id) GROUP BY e.account_id) o ON o.account_id = b.account_id
WHERE (b.pending_debits, b.pending_credits) IS DISTINCT FROM (COALESCE(o.nd, 0), COALESCE(o.nc, 0));

-- I10 A reversal mirrors what its original posted, and a transaction has at most one.
WITH reversals AS (SELECT * FROM ledger.transactions WHERE kind = 5)
SELECT 'transaction ' || parent_id AS offending FROM reversals GROUP BY parent_id HAVING count(*) > 1
UNION ALL
SELECT 'transaction ' || r.id FROM reversals r LEFT JOIN ledger.transactions t ON t.id = r.parent_id
WHERE t.kind IS NULL OR t.kind NOT IN (1, 3)
UNION ALL
SELECT DISTINCT 'transaction ' || id FROM (
  SELECT r.id FROM reversals r JOIN ledger.entries e ON e.transaction_id IN (r.id, r.parent_id) AND e.layer = 0
  GROUP BY r.id, e.account_id, CASE WHEN e.transaction_id = r.id THEN e.side ELSE -e.side END
  HAVING sum(CASE WHEN e.transaction_id = r.id THEN e.amount ELSE -e.amount END) <> 0) unequal;

-- I11 Every key names exactly one transaction or one refusal, and each of those has its key.
SELECT 'key ' || k.idem_key AS offending FROM ledger.keys k
LEFT JOIN ledger.transactions t ON k.outcome = 'posted' AND t.id = k.ref_id AND t.idem_key = k.idem_key
LEFT JOIN ledger.rejections r ON k.outcome = 'refused' AND r.id = k.ref_id AND r.idem_key = k.idem_key
WHERE t.id IS NULL AND r.id IS NULL
UNION ALL
SELECT 'transaction ' || t.id FROM ledger.transactions t
LEFT JOIN ledger.keys k ON k.idem_key = t.idem_key AND k.outcome = 'posted' AND k.ref_id = t.id WHERE k.idem_key IS NULL
UNION ALL
SELECT 'rejection ' || r.id FROM ledger.rejections r
LEFT JOIN ledger.keys k ON k.idem_key = r.idem_key AND k.outcome = 'refused' AND k.ref_id = r.id WHERE k.idem_key IS NULL;

-- I12 A refused request changed nothing.
SELECT 'rejection ' || r.id AS offending FROM ledger.rejections r JOIN ledger.transactions t ON t.idem_key = r.idem_key;

-- I13 The seal's chain of hashes is unbroken, covers every transaction up to its end, and nothing sealed has changed.
-- Where a restored database began a new chain, the link hashes its row too, and the windows begin again.
WITH chain AS (
  SELECT b.*, row_number() OVER (ORDER BY b.n) AS place, c.n AS starts,
    CASE WHEN c.n IS NULL THEN lag(b.hash, 1, sha256('Modern Lending')) OVER (ORDER BY b.n)
      ELSE sha256(lag(b.hash) OVER (ORDER BY b.n) || convert_to(jsonb_build_array(c.n, c.system_identifier, c.first_block,
        c.transactions_after, c.rejections_after, c.commits_after, c.begins::text, c.reason, c.started_by,
        (extract(epoch FROM c.started_at) * 1000000)::bigint)::text, 'UTF8')) END AS link,
    lag(b.xact_upto) OVER (ORDER BY b.n) AS upto_before, lag(b.xact_from) OVER (ORDER BY b.n) AS from_before
  FROM ledger.blocks b LEFT JOIN ledger.chains c ON c.first_block = b.n AND c.n > 1)
SELECT 'block ' || n AS offending FROM chain
WHERE n <> place OR prev_hash <> link
  OR hash <> sha256(prev_hash || convert_to(jsonb_build_array(n, xact_from::text, xact_upto::text, ids)::text, 'UTF8') || digests)
  OR (upto_before IS NOT NULL AND starts IS NULL AND xact_from <> upto_before AND (xact_from, xact_upto) IS DISTINCT FROM (from_before, upto_before))
UNION ALL
SELECT CASE WHEN x.id > 0 THEN 'transaction ' || x.id ELSE 'rejection ' || -x.id END
FROM ledger.blocks b CROSS JOIN LATERAL (
  SELECT u.id, u.ord, c.body FROM unnest(b.ids) WITH ORDINALITY u (id, ord) LEFT JOIN ledger.canonical(b.ids) c ON c.id = u.id) x
WHERE x.body IS NULL OR sha256(convert_to(x.body, 'UTF8')) <> substr(b.digests, (x.ord::int - 1) * 32 + 1, 32)
UNION ALL
SELECT 'transaction ' || t.id || ' is not sealed' FROM ledger.transactions t
WHERE NOT ledger.is_restored() -- until it begins a new chain, what came after the restore waits
  AND (t.xact_id < (SELECT b.xact_upto FROM ledger.blocks b ORDER BY b.n DESC LIMIT 1)
    OR t.id <= (SELECT max(c.transactions_after) FROM ledger.chains c))
  AND NOT EXISTS (SELECT 1 FROM (SELECT unnest(b.ids) AS id FROM ledger.blocks b) s WHERE s.id = t.id);

-- I14 Nothing was posted into a month after it was closed.
SELECT 'transaction ' || t.id AS offending FROM ledger.transactions t
WHERE EXISTS (SELECT 1 FROM ledger.periods p WHERE t.effective_on <= p.closed_through AND t.posted_at > p.closed_at);

-- I15 Every transaction is in the list of commits that the seal follows.
SELECT 'transaction ' || t.id AS offending FROM ledger.transactions t
WHERE NOT EXISTS (SELECT 1 FROM ledger.commits c WHERE c.xact_id = t.xact_id AND t.id BETWEEN c.first_id AND c.last_id);

-- G1 The ledger's triggers and constraints are in place and enabled.
SELECT 'trigger ' || g.name AS offending
FROM (VALUES ('entries', 'entries_guard'), ('transactions', 'transactions_guard'), ('commits', 'commits_complete'), ('account_days', 'account_days_guard'), ('periods', 'periods_forward'), ('balances', 'balances_begin_empty'),
  ('balances', 'balances_only_grow'), ('balances', 'balances_shortfall'), ('balances', 'balances_no_delete'),
  ('account_days', 'account_days_no_delete'), ('accounts', 'accounts_append_only'), ('keys', 'keys_append_only'),
  ('transactions', 'transactions_append_only'), ('entries', 'entries_append_only'), ('rejections', 'rejections_append_only'),
  ('outbox', 'outbox_append_only'), ('accounts', 'accounts_no_truncate'), ('keys', 'keys_no_truncate'),
  ('transactions', 'transactions_no_truncate'), ('entries', 'entries_no_truncate'), ('rejections', 'rejections_no_truncate'),
  ('outbox', 'outbox_no_truncate'), ('balances', 'balances_no_truncate'), ('account_days', 'account_days_no_truncate'),
  ('commits', 'commits_append_only'), ('commits', 'commits_no_truncate'), ('periods', 'periods_append_only'), ('periods', 'periods_no_truncate'), ('categories', 'categories_append_only'), ('categories', 'categories_no_truncate'), ('category_tree', 'category_tree_append_only'), ('category_tree', 'category_tree_no_truncate'), ('category_accounts', 'category_accounts_append_only'), ('category_accounts', 'category_accounts_no_truncate'), ('statements', 'statements_append_only'), ('statements', 'statements_no_truncate'), ('blocks', 'blocks_append_only'), ('blocks', 'blocks_no_truncate')
) AS g (table_name, name)
LEFT JOIN pg_trigger t ON t.tgname = g.name AND t.tgrelid = ('ledger.' || g.table_name)::regclass AND t.tgenabled = 'O'
WHERE t.oid IS NULL
UNION ALL
SELECT 'constraint ' || g.name
FROM (VALUES ('balances', 'balances_floor'), ('balances', 'balances_counters'), ('entries', 'entries_amount'),
  ('entries', 'entries_pkey'), ('keys', 'keys_pkey')
) AS g (table_name, name)
LEFT JOIN pg_constraint c ON c.conname = g.name AND c.conrelid = ('ledger.' || g.table_name)::regclass AND c.convalidated
WHERE c.oid IS NULL
UNION ALL
SELECT 'index ' || g.name FROM (VALUES ('transactions_one_resolution'), ('transactions_one_reversal')) AS g (name)
WHERE NOT EXISTS (SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  WHERE c.relname = g.name AND c.relnamespace = 'ledger'::regnamespace AND i.indisunique AND i.indisvalid);

-- G2 The application's role can read the books but not write them.
SELECT 'table ' || c.relname AS offending FROM pg_class c
WHERE c.relnamespace = 'ledger'::regnamespace AND c.relkind IN ('r', 'p')
  AND has_table_privilege('modern_lending_app', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER');

