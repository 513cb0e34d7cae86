-- The ledger engine, first part: tables, guards, and the functions beside the hot path. The posting function follows in
-- the next migration. Words and codes as in the ledger's first migration; new here: field 1 posted, 2 pending,
-- 3 available (4, in a condition, the account's version before the transaction); op 1 gt, 2 gte, 3 lt, 4 lte, 5 eq.

-- Tables ----------------------------------------------------------------------------------------------------------

-- A hold may end by itself; a fact that belongs to a closed period says so.
ALTER TABLE ledger.transactions
  ADD COLUMN expires_at TIMESTAMPTZ(6),
  ADD COLUMN belongs_on DATE,
  ADD CONSTRAINT transactions_expires CHECK (expires_at IS NULL OR kind = 2),
  ADD CONSTRAINT transactions_belongs CHECK (belongs_on IS NULL OR belongs_on < effective_on);
CREATE INDEX transactions_expires_at_idx ON ledger.transactions (expires_at) WHERE (expires_at IS NOT NULL);

-- Which database transaction refused it, for the seal. Rows from before get the one of this migration.
ALTER TABLE ledger.rejections ADD COLUMN xact_id XID8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX rejections_xact_id_idx ON ledger.rejections (xact_id);

-- One row for each statement that wrote headers: what has to be complete at COMMIT, and what the sealer walks along.
CREATE TABLE ledger.commits (
  id       BIGSERIAL NOT NULL,
  xact_id  XID8 NOT NULL DEFAULT pg_current_xact_id(),
  first_id BIGINT NOT NULL,
  last_id  BIGINT NOT NULL,
  CONSTRAINT commits_pkey PRIMARY KEY (id),
  CONSTRAINT commits_range CHECK (first_id <= last_id)
);
CREATE INDEX commits_xact_id_idx ON ledger.commits (xact_id);
INSERT INTO ledger.commits (xact_id, first_id, last_id)
  SELECT xact_id, min(id), max(id) FROM ledger.transactions GROUP BY xact_id ORDER BY min(id);

-- Nothing of our own posts into a closed month.
CREATE TABLE ledger.periods (
  closed_through DATE NOT NULL,
  closed_at      TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  closed_by      TEXT NOT NULL,
  CONSTRAINT periods_pkey PRIMARY KEY (closed_through),
  CONSTRAINT periods_month_end CHECK (EXTRACT(DAY FROM closed_through + 1) = 1),
  CONSTRAINT periods_closed_by CHECK (length(closed_by) BETWEEN 1 AND 200)
);

-- Roll-ups: a category has accounts and categories below it. A total is summed on reading; stored, it would be a second
-- hot row. Entries reference accounts only, so nothing can be posted to a category.
CREATE TABLE ledger.categories (
  id          BIGSERIAL NOT NULL,
  code        TEXT NOT NULL,
  name        TEXT NOT NULL,
  normal_side SMALLINT NOT NULL,
  CONSTRAINT categories_pkey PRIMARY KEY (id),
  CONSTRAINT categories_code CHECK (code ~ '^[A-Za-z0-9_-]+(:[A-Za-z0-9_-]+)*$' AND length(code) <= 200),
  CONSTRAINT categories_name CHECK (length(name) BETWEEN 1 AND 200),
  CONSTRAINT categories_normal_side CHECK (normal_side IN (1, -1))
);
CREATE UNIQUE INDEX categories_code_key ON ledger.categories (code);
-- Every pair of a category and one above it, itself included at depth 0.
CREATE TABLE ledger.category_tree (
  ancestor_id   BIGINT NOT NULL,
  descendant_id BIGINT NOT NULL,
  depth         SMALLINT NOT NULL,
  CONSTRAINT category_tree_pkey PRIMARY KEY (ancestor_id, descendant_id),
  CONSTRAINT category_tree_depth CHECK (depth >= 0 AND (depth = 0) = (ancestor_id = descendant_id))
);
ALTER TABLE ledger.category_tree ADD CONSTRAINT category_tree_ancestor_id_fkey
  FOREIGN KEY (ancestor_id) REFERENCES ledger.categories (id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE ledger.category_tree ADD CONSTRAINT category_tree_descendant_id_fkey
  FOREIGN KEY (descendant_id) REFERENCES ledger.categories (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TABLE ledger.category_accounts (
  category_id BIGINT NOT NULL,
  account_id  BIGINT NOT NULL,
  CONSTRAINT category_accounts_pkey PRIMARY KEY (category_id, account_id)
);
ALTER TABLE ledger.category_accounts ADD CONSTRAINT category_accounts_category_id_fkey
  FOREIGN KEY (category_id) REFERENCES ledger.categories (id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE ledger.category_accounts ADD CONSTRAINT category_accounts_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES ledger.accounts (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX category_accounts_account_id_idx ON ledger.category_accounts (account_id);

-- What a statement said, and the version of the account it was said at, so that it can be said again.
CREATE TABLE ledger.statements (
  id              BIGSERIAL NOT NULL,
  account_id      BIGINT NOT NULL,
  from_on         DATE NOT NULL,
  to_on           DATE NOT NULL,
  account_version BIGINT NOT NULL,
  opening         BIGINT NOT NULL,
  closing         BIGINT NOT NULL,
  created_at      TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT statements_pkey PRIMARY KEY (id),
  CONSTRAINT statements_dates CHECK (from_on <= to_on),
  CONSTRAINT statements_version CHECK (account_version >= 0)
);
ALTER TABLE ledger.statements ADD CONSTRAINT statements_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES ledger.accounts (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX statements_account_id_idx ON ledger.statements (account_id);

-- Whom to tell when a balance comes to a threshold. A wish, not a fact: it can be taken back.
CREATE TABLE ledger.monitors (
  id         BIGSERIAL NOT NULL,
  account_id BIGINT NOT NULL,
  name       TEXT NOT NULL,
  field      SMALLINT NOT NULL,
  op         SMALLINT NOT NULL,
  threshold  BIGINT NOT NULL,
  created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT monitors_pkey PRIMARY KEY (id),
  CONSTRAINT monitors_name CHECK (length(name) BETWEEN 1 AND 200),
  CONSTRAINT monitors_field CHECK (field BETWEEN 1 AND 3),
  CONSTRAINT monitors_op CHECK (op BETWEEN 1 AND 5)
);
ALTER TABLE ledger.monitors ADD CONSTRAINT monitors_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES ledger.accounts (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX monitors_account_id_idx ON ledger.monitors (account_id);

-- The seal: a chain of hashes over complete windows of committed transactions. ids: transactions as they are,
-- rejections negative, in the order of the digests (SHA-256, 32 bytes each).
CREATE TABLE ledger.blocks (
  n         BIGINT NOT NULL,
  xact_from XID8 NOT NULL,
  xact_upto XID8 NOT NULL,
  ids       BIGINT[] NOT NULL,
  digests   BYTEA NOT NULL,
  prev_hash BYTEA NOT NULL,
  hash      BYTEA NOT NULL,
  sealed_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT blocks_pkey PRIMARY KEY (n),
  CONSTRAINT blocks_digests CHECK (length(digests) = 32 * cardinality(ids) AND length(hash) = 32 AND length(prev_hash) = 32)
);

-- As before, with the decimals of the currency.
CREATE OR REPLACE VIEW ledger.account_balances AS
SELECT a.id AS account_id, a.code, a.name, a.normal_side, a.currency, b.version, b.min_available, b.shortfall, b.is_frozen,
  b.sign * (b.posted_debits - b.posted_credits) AS posted,
  b.sign * (b.posted_debits + b.pending_debits - b.posted_credits - b.pending_credits) AS pending,
  b.sign * (b.posted_debits - b.posted_credits)
    - CASE b.sign WHEN 1 THEN b.pending_credits ELSE b.pending_debits END AS available,
  CASE b.sign WHEN 1 THEN b.pending_debits ELSE b.pending_credits END AS pending_in,
  CASE b.sign WHEN 1 THEN b.pending_credits ELSE b.pending_debits END AS pending_out,
  a.exponent
FROM ledger.accounts a JOIN ledger.balances b ON b.account_id = a.id;

-- Guards ----------------------------------------------------------------------------------------------------------
-- LG012 period closed, LG013 a category that would be its own parent. An unknown account keeps PostgreSQL's own 23503.

DO $$ DECLARE name text; BEGIN
  FOREACH name IN ARRAY ARRAY['commits', 'periods', 'categories', 'category_tree', 'category_accounts', 'statements', 'blocks'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON ledger.%I FOR EACH ROW
      EXECUTE FUNCTION ledger.guard_append_only()', name || '_append_only', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON ledger.%I FOR EACH STATEMENT
      EXECUTE FUNCTION ledger.guard_append_only()', name || '_no_truncate', name);
  END LOOP;
END $$;

-- Accounts and headers are never changed or deleted, so whether a row refers to one that exists is settled when it is
-- inserted. PostgreSQL's own foreign keys ask that row by row, at half of the cost of a posting; the triggers below ask
-- it once for a whole statement. From PostgreSQL 18 on the declared keys are therefore kept for readers and tools but
-- not enforced a second time; on older servers, which cannot say so, they stay enforced. EXECUTE keeps them from reading
-- the words: PL/pgSQL parses the whole block.
DO $$ BEGIN
  IF current_setting('server_version_num')::int >= 180000 THEN
    EXECUTE 'ALTER TABLE ledger.entries ALTER CONSTRAINT entries_account_id_currency_fkey NOT ENFORCED';
    EXECUTE 'ALTER TABLE ledger.entries ALTER CONSTRAINT entries_transaction_id_fkey NOT ENFORCED';
    EXECUTE 'ALTER TABLE ledger.account_days ALTER CONSTRAINT account_days_account_id_fkey NOT ENFORCED';
  END IF;
END $$;

-- What every statement that inserts entries must satisfy by itself, for all its transactions at once.
CREATE OR REPLACE FUNCTION ledger.guard_entries() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE first_bad bigint; bad record; account bigint; has_children boolean;
BEGIN
  -- One pass over the statement: per transaction, currency and layer the sum, per transaction what its header must agree with.
  SELECT min(s.transaction_id) FILTER (WHERE s.total <> 0 OR t.xact_id IS DISTINCT FROM pg_current_xact_id() OR s.n <> t.entry_count
      OR s.first_on <> t.effective_on OR s.last_on <> t.effective_on
      OR CASE t.kind WHEN 1 THEN s.high <> 0 OR s.least_posted < 0
                     WHEN 2 THEN s.low <> 1 OR s.least_pending < 0
                     WHEN 3 THEN s.most_pending > 0
                     WHEN 4 THEN s.low <> 1 OR s.most_pending > 0
                     ELSE s.high <> 0 OR s.least_posted < 0 END), COALESCE(bool_or(t.kind >= 3), false)
    INTO first_bad, has_children
    FROM (SELECT g.transaction_id, max(abs(g.total)) AS total, sum(g.n)::bigint AS n, min(g.first_on) AS first_on, max(g.last_on) AS last_on,
        min(g.layer) AS low, max(g.layer) AS high, min(g.least) FILTER (WHERE g.layer = 0) AS least_posted,
        min(g.least) FILTER (WHERE g.layer = 1) AS least_pending, max(g.most) FILTER (WHERE g.layer = 1) AS most_pending
      FROM (SELECT e.transaction_id, e.currency, e.layer, sum(e.side * e.amount) AS total, count(*)::int AS n,
          min(e.effective_on) AS first_on, max(e.effective_on) AS last_on, min(e.amount) AS least, max(e.amount) AS most
        FROM added e GROUP BY e.transaction_id, e.currency, e.layer) g
      GROUP BY g.transaction_id) s
    LEFT JOIN ledger.transactions t ON t.id = s.transaction_id;
  IF first_bad IS NOT NULL THEN -- what exactly is wrong with it
    SELECT t.idem_key, t.xact_id, t.entry_count, count(*) AS n, EXISTS (SELECT 1 FROM added x WHERE x.transaction_id = first_bad
        GROUP BY x.currency, x.layer HAVING sum(x.side * x.amount) <> 0) AS unbalanced
      INTO bad FROM added e LEFT JOIN ledger.transactions t ON t.id = e.transaction_id WHERE e.transaction_id = first_bad
      GROUP BY t.idem_key, t.xact_id, t.entry_count;
    IF bad.unbalanced THEN
      RAISE EXCEPTION 'Debits and credits of the transaction % differ.', COALESCE(bad.idem_key, first_bad::text) USING ERRCODE = 'LG001';
    ELSIF bad.xact_id IS DISTINCT FROM pg_current_xact_id() THEN
      RAISE EXCEPTION 'Transaction % is complete: no entry can be added to it.', first_bad USING ERRCODE = 'LG002';
    ELSIF bad.n <> bad.entry_count THEN
      RAISE EXCEPTION 'Transaction % states % entries but has %.', first_bad, bad.entry_count, bad.n USING ERRCODE = 'LG003';
    END IF;
    RAISE EXCEPTION 'An entry of transaction % does not suit its kind or date.', first_bad USING ERRCODE = 'LG005';
  END IF;

  SELECT d.account_id INTO account FROM (SELECT DISTINCT e.account_id, e.currency FROM added e) d
    WHERE NOT EXISTS (SELECT 1 FROM ledger.accounts a WHERE a.id = d.account_id AND a.currency = d.currency) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'There is no account % in that currency.', account USING ERRCODE = '23503', CONSTRAINT = 'entries_account_id_currency_fkey';
  END IF;

  IF has_children THEN
    account := ledger.first_broken_mirror(ARRAY(SELECT DISTINCT e.transaction_id FROM added e));
    IF account IS NOT NULL THEN
      RAISE EXCEPTION 'Transaction % does not mirror its parent.', account USING ERRCODE = 'LG005';
    END IF;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION ledger.guard_days() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE account bigint;
BEGIN
  SELECT d.account_id INTO account FROM added d
    WHERE NOT EXISTS (SELECT 1 FROM ledger.accounts a WHERE a.id = d.account_id) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'There is no account %.', account USING ERRCODE = '23503', CONSTRAINT = 'account_days_account_id_fkey';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER account_days_guard AFTER INSERT ON ledger.account_days REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.guard_days();

-- Headers: none into a closed period, and each statement notes what has to be complete at COMMIT. The lock is the one
-- that a close takes for itself alone, so that no header slips past a close that is under way.
CREATE FUNCTION ledger.guard_headers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE closed date; earliest date; first_id bigint; last_id bigint;
BEGIN
  SELECT min(t.id), max(t.id), min(t.effective_on) INTO first_id, last_id, earliest FROM added t;
  IF first_id IS NULL THEN
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock_shared(7232636);
  SELECT max(p.closed_through) INTO closed FROM ledger.periods p;
  IF earliest <= closed THEN
    RAISE EXCEPTION 'The books are closed through %.', closed USING ERRCODE = 'LG012';
  END IF;
  INSERT INTO ledger.commits (first_id, last_id) VALUES (first_id, last_id);
  RETURN NULL;
END $$;
CREATE TRIGGER transactions_guard AFTER INSERT ON ledger.transactions REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.guard_headers();

-- At commit: every header of the statement has all its entries and its key. One question for the statement, where the
-- first version asked it for each header. SECURITY DEFINER because before PostgreSQL 18 a deferred trigger runs as
-- whoever is current at COMMIT.
DROP TRIGGER transactions_complete ON ledger.transactions;
CREATE OR REPLACE FUNCTION ledger.guard_complete() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE bad record;
BEGIN
  SELECT t.id, t.entry_count, e.n INTO bad
    FROM ledger.transactions t
    CROSS JOIN LATERAL (SELECT count(*) AS n FROM ledger.entries x WHERE x.transaction_id = t.id) e
    WHERE t.id BETWEEN NEW.first_id AND NEW.last_id AND t.xact_id = NEW.xact_id AND (e.n <> t.entry_count
      OR NOT EXISTS (SELECT 1 FROM ledger.keys k WHERE k.idem_key = t.idem_key AND k.outcome = 'posted' AND k.ref_id = t.id))
    LIMIT 1;
  IF FOUND THEN
    IF bad.n <> bad.entry_count THEN
      RAISE EXCEPTION 'Transaction % states % entries but has %.', bad.id, bad.entry_count, bad.n USING ERRCODE = 'LG003';
    END IF;
    RAISE EXCEPTION 'Transaction % has no idempotency key.', bad.id USING ERRCODE = 'LG003';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER commits_complete AFTER INSERT ON ledger.commits DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION ledger.guard_complete();

-- Periods only go forward.
CREATE FUNCTION ledger.guard_periods() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM ledger.periods p WHERE p.closed_through > NEW.closed_through) THEN
    RAISE EXCEPTION 'The books are already closed beyond %.', NEW.closed_through USING ERRCODE = 'LG012';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER periods_forward AFTER INSERT ON ledger.periods FOR EACH ROW EXECUTE FUNCTION ledger.guard_periods();

-- Functions beside the hot path -----------------------------------------------------------------------------------

-- Closes the books through the last day of a month: waits for every posting under way, and none passes it afterwards.
CREATE FUNCTION ledger.close_period(through date, by_whom text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7232636);
  INSERT INTO ledger.periods (closed_through, closed_by) VALUES (through, by_whom);
END $$;

-- The floor and the freeze of an account. Locked like a posting, so that the floor is compared with what is there.
CREATE FUNCTION ledger.set_floor(account_code text, floor bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE ledger.balances b SET min_available = floor
    FROM ledger.accounts a WHERE a.code = account_code AND b.account_id = a.id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Unknown account: %.', account_code USING ERRCODE = 'LG009', DETAIL = account_code;
  END IF;
END $$;
CREATE FUNCTION ledger.set_frozen(account_code text, frozen boolean) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE ledger.balances b SET is_frozen = frozen
    FROM ledger.accounts a WHERE a.code = account_code AND b.account_id = a.id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Unknown account: %.', account_code USING ERRCODE = 'LG009', DETAIL = account_code;
  END IF;
END $$;

CREATE FUNCTION ledger.set_monitor(account_code text, monitor_name text, monitor_field smallint, monitor_op smallint, monitor_threshold bigint)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE made bigint;
BEGIN
  INSERT INTO ledger.monitors (account_id, name, field, op, threshold)
    SELECT a.id, monitor_name, monitor_field, monitor_op, monitor_threshold FROM ledger.accounts a WHERE a.code = account_code
    RETURNING id INTO made;
  IF made IS NULL THEN
    RAISE EXCEPTION 'Unknown account: %.', account_code USING ERRCODE = 'LG009', DETAIL = account_code;
  END IF;
  RETURN made;
END $$;
CREATE FUNCTION ledger.drop_monitor(monitor_id bigint) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM ledger.monitors WHERE id = monitor_id;
  RETURN FOUND;
END $$;

-- Opens a category, under another one when parent is not ''. One that exists is left as it is; a second parent is added.
CREATE FUNCTION ledger.open_category(category_code text, category_name text, side smallint, parent text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE child_id bigint; parent_id bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(7232637); -- the tree is changed by one at a time
  INSERT INTO ledger.categories (code, name, normal_side) VALUES (category_code, category_name, side) ON CONFLICT (code) DO NOTHING;
  SELECT c.id INTO child_id FROM ledger.categories c WHERE c.code = category_code;
  INSERT INTO ledger.category_tree VALUES (child_id, child_id, 0) ON CONFLICT DO NOTHING;
  IF parent <> '' THEN
    SELECT c.id INTO parent_id FROM ledger.categories c WHERE c.code = parent;
    IF parent_id IS NULL THEN
      RAISE EXCEPTION 'Unknown category: %.', parent USING ERRCODE = 'LG009', DETAIL = parent;
    END IF;
    IF EXISTS (SELECT 1 FROM ledger.category_tree t WHERE t.ancestor_id = child_id AND t.descendant_id = parent_id) THEN
      RAISE EXCEPTION 'The category % cannot stand below itself.', category_code USING ERRCODE = 'LG013';
    END IF;
    INSERT INTO ledger.category_tree (ancestor_id, descendant_id, depth)
      SELECT up.ancestor_id, down.descendant_id, up.depth + down.depth + 1
      FROM ledger.category_tree up, ledger.category_tree down
      WHERE up.descendant_id = parent_id AND down.ancestor_id = child_id
      ON CONFLICT DO NOTHING;
  END IF;
END $$;

-- Puts accounts into categories, pair by pair; repeating it changes nothing.
CREATE FUNCTION ledger.categorize(category_codes text[], account_codes text[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE missing text;
BEGIN
  SELECT CASE WHEN c.id IS NULL THEN u.category ELSE u.account END INTO missing
    FROM unnest(category_codes, account_codes) u (category, account)
    LEFT JOIN ledger.categories c ON c.code = u.category LEFT JOIN ledger.accounts a ON a.code = u.account
    WHERE c.id IS NULL OR a.id IS NULL LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Unknown category or account: %.', missing USING ERRCODE = 'LG009', DETAIL = missing;
  END IF;
  INSERT INTO ledger.category_accounts (category_id, account_id)
    SELECT DISTINCT c.id, a.id FROM unnest(category_codes, account_codes) u (category, account)
    JOIN ledger.categories c ON c.code = u.category JOIN ledger.accounts a ON a.code = u.account
    ORDER BY 1, 2 ON CONFLICT DO NOTHING;
END $$;

-- Notes what an account's statement says now. One statement reads version and day sums, so both are of one moment.
CREATE FUNCTION ledger.create_statement(account_code text, from_day date, to_day date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE made bigint;
BEGIN
  INSERT INTO ledger.statements (account_id, from_on, to_on, account_version, opening, closing)
    SELECT a.id, from_day, to_day, b.version,
      b.sign * COALESCE((SELECT sum(d.debits - d.credits) FROM ledger.account_days d WHERE d.account_id = a.id AND d.day < from_day), 0),
      b.sign * COALESCE((SELECT sum(d.debits - d.credits) FROM ledger.account_days d WHERE d.account_id = a.id AND d.day <= to_day), 0)
    FROM ledger.accounts a JOIN ledger.balances b ON b.account_id = a.id WHERE a.code = account_code
    RETURNING id INTO made;
  IF made IS NULL THEN
    RAISE EXCEPTION 'Unknown account: %.', account_code USING ERRCODE = 'LG009', DETAIL = account_code;
  END IF;
  RETURN made;
END $$;

-- The seal ---------------------------------------------------------------------------------------------------------

-- What is hashed of a transaction (id > 0) or a rejection (id < 0): every column of it, its key and its entries, as JSON,
-- which no two different rows share. Instants in microseconds, so that no time zone shows.
CREATE FUNCTION ledger.canonical(ids bigint[]) RETURNS TABLE (id bigint, body text) LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
  SELECT t.id, jsonb_build_array('transaction', t.id, t.kind, t.mode, t.parent_id, t.idem_key, encode(k.request_hash, 'hex'), t.event_type,
      t.effective_on, t.belongs_on, (extract(epoch FROM t.posted_at) * 1000000)::bigint, (extract(epoch FROM t.expires_at) * 1000000)::bigint,
      t.xact_id::text, t.entry_count, t.metadata, (
        SELECT jsonb_agg(jsonb_build_array(a.code, e.account_version, e.currency, e.layer, e.side, e.amount, e.balance_after, e.effective_on, e.metadata)
          ORDER BY e.account_id, e.account_version)
        FROM ledger.entries e LEFT JOIN ledger.accounts a ON a.id = e.account_id WHERE e.transaction_id = t.id))::text
  FROM unnest(ids) u (id) JOIN ledger.transactions t ON t.id = u.id LEFT JOIN ledger.keys k ON k.idem_key = t.idem_key
  UNION ALL
  SELECT -r.id, jsonb_build_array('rejection', r.id, r.idem_key, encode(k.request_hash, 'hex'), r.event_type, r.mode, r.effective_on, r.reason,
      r.account_id, r.balances_seen, r.request, (extract(epoch FROM r.refused_at) * 1000000)::bigint, r.xact_id::text)::text
  FROM unnest(ids) u (id) JOIN ledger.rejections r ON r.id = -u.id LEFT JOIN ledger.keys k ON k.idem_key = r.idem_key
$$;

-- Seals what was committed since the last time: every database transaction below the oldest one still running is
-- finished, so the window is complete, which a range of ids is not. At most about `most` items a call; whole database
-- transactions only. Returns how many were sealed; 0 too when somebody else is sealing.
CREATE FUNCTION ledger.seal(most int DEFAULT 20000) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  begins xid8; ends xid8; capped xid8; items bigint[]; part bigint[]; sums bytea; last record; link bytea; sealed int := 0;
BEGIN
  IF NOT pg_try_advisory_xact_lock(7232638) THEN
    RETURN 0;
  END IF;
  SELECT b.n, b.xact_upto, b.hash INTO last FROM ledger.blocks b ORDER BY b.n DESC LIMIT 1;
  begins := COALESCE(last.xact_upto, '0'::xid8);
  ends := pg_snapshot_xmin(pg_current_snapshot());
  -- The first database transaction that no longer fits begins the next call's window.
  SELECT c.xact_id INTO capped FROM (
    SELECT x.xact_id, sum(x.last_id - x.first_id + 1) OVER (ORDER BY x.xact_id, x.id) AS n
    FROM (SELECT * FROM ledger.commits y WHERE y.xact_id >= begins AND y.xact_id < ends ORDER BY y.xact_id, y.id LIMIT most + 1) x) c
    WHERE c.n > most AND c.xact_id > (SELECT y.xact_id FROM ledger.commits y WHERE y.xact_id >= begins ORDER BY y.xact_id LIMIT 1)
    ORDER BY c.xact_id LIMIT 1;
  ends := LEAST(ends, COALESCE(capped, ends));
  items := ARRAY(SELECT w.id FROM (
    SELECT c.xact_id, t.id FROM ledger.commits c JOIN ledger.transactions t ON t.id BETWEEN c.first_id AND c.last_id AND t.xact_id = c.xact_id
      WHERE c.xact_id >= begins AND c.xact_id < ends
    UNION SELECT r.xact_id, -r.id FROM ledger.rejections r WHERE r.xact_id >= begins AND r.xact_id < ends) w
    ORDER BY w.xact_id, w.id);
  link := COALESCE(last.hash, sha256('Modern Lending'));
  WHILE sealed < cardinality(items) LOOP
    part := items[sealed + 1 : sealed + 1000];
    SELECT string_agg(sha256(convert_to(c.body, 'UTF8')), ''::bytea ORDER BY u.ord) INTO sums
      FROM unnest(part) WITH ORDINALITY u (id, ord) JOIN ledger.canonical(part) c ON c.id = u.id;
    last.n := COALESCE(last.n, 0) + 1;
    INSERT INTO ledger.blocks (n, xact_from, xact_upto, ids, digests, prev_hash, hash)
      VALUES (last.n, begins, ends, part, sums, link,
        sha256(link || convert_to(jsonb_build_array(last.n, begins::text, ends::text, part)::text, 'UTF8') || sums))
      RETURNING hash INTO link;
    sealed := sealed + cardinality(part);
  END LOOP;
  RETURN sealed;
END $$;

-- Who may do what -------------------------------------------------------------------------------------------------

GRANT SELECT ON ALL TABLES IN SCHEMA ledger TO ledger_owner, modern_lending_app;
GRANT INSERT ON ledger.commits, ledger.periods, ledger.categories, ledger.category_tree, ledger.category_accounts, ledger.statements,
  ledger.blocks, ledger.monitors TO ledger_owner;
GRANT DELETE ON ledger.monitors TO ledger_owner;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA ledger TO ledger_owner;
GRANT CREATE ON SCHEMA ledger TO ledger_owner;
DO $$ DECLARE f regprocedure; BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'ledger'::regnamespace AND p.proowner <> 'ledger_owner'::regrole LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO ledger_owner', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA ledger FROM ledger_owner;
GRANT EXECUTE ON FUNCTION ledger.close_period, ledger.set_floor, ledger.set_frozen, ledger.set_monitor, ledger.drop_monitor, ledger.open_category,
  ledger.categorize, ledger.create_statement, ledger.canonical, ledger.seal TO modern_lending_app;

-- The roll-ups that everybody asks for; lib/transaction-types/account-codes.ts names them too.
SELECT ledger.open_category(c.code, c.name, c.side::smallint, c.parent) FROM (VALUES
  (1, 'assets', 'Assets', 1, ''), (2, 'assets:cash', 'Cash', 1, 'assets'),
  (3, 'assets:loans', 'Loans', 1, 'assets'), (4, 'assets:loans:principal', 'Loan principal', 1, 'assets:loans'),
  (5, 'assets:loans:interest', 'Loan interest', 1, 'assets:loans'),
  (6, 'liabilities', 'Liabilities', -1, ''), (7, 'liabilities:investments', 'Investments', -1, 'liabilities'),
  (8, 'liabilities:investments:principal', 'Investment principal', -1, 'liabilities:investments'),
  (9, 'liabilities:investments:interest', 'Investment interest', -1, 'liabilities:investments'),
  (10, 'equity', 'Equity', -1, ''), (11, 'equity:revenue', 'Revenue', -1, 'equity')) c (place, code, name, side, parent) ORDER BY c.place;
SELECT ledger.categorize(array_agg(m.category), array_agg(m.account)) FROM (
  SELECT CASE WHEN a.code = 'cash' THEN 'assets:cash' WHEN a.code LIKE 'revenue:%' THEN 'equity:revenue'
    WHEN a.code LIKE 'borrower:%:loan:%:principal' THEN 'assets:loans:principal' WHEN a.code LIKE 'borrower:%:loan:%:interest' THEN 'assets:loans:interest'
    WHEN a.code LIKE 'investor:%:investment:%:principal' THEN 'liabilities:investments:principal'
    WHEN a.code LIKE 'investor:%:investment:%:interest' THEN 'liabilities:investments:interest' END AS category, a.code AS account
  FROM ledger.accounts a) m WHERE m.category IS NOT NULL;

-- Which notes of the outbox somebody has been told of: the ledger keeps the notes, the application what it did with them.
CREATE TABLE "told_ledger_notes" (
  "note_id" BIGINT NOT NULL,
  "told_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "told_ledger_notes_pkey" PRIMARY KEY ("note_id")
);
