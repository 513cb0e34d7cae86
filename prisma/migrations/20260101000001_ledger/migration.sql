-- The double-entry ledger. Tables that the application may read, and two functions that are the only way to write them.
-- Words used here: docs of lib/ledger. Codes: kind 1 post, 2 hold, 3 settle, 4 release, 5 reversal; mode 1 authorize
-- (our own decision, a floor refuses it), 2 record (a fact at the bank, never refused by a floor); layer 0 posted,
-- 1 pending; side and sign +1 debit, -1 credit. Amounts are minor units (cents).

CREATE SCHEMA IF NOT EXISTS ledger;

-- The role that the posting functions run as. It may insert into the books but owns no table, so that not even a
-- mistake inside a function can change or delete an entry.
DO $$ BEGIN
  CREATE ROLE ledger_owner NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
  EXECUTE format('GRANT ledger_owner TO %I', current_user);
END $$;

-- Tables ----------------------------------------------------------------------------------------------------------

-- Static and never hot: the target of all foreign keys.
CREATE TABLE ledger.accounts (
  id          BIGSERIAL NOT NULL,
  code        TEXT NOT NULL,
  name        TEXT NOT NULL,
  normal_side SMALLINT NOT NULL,
  currency    CHAR(3) NOT NULL DEFAULT 'USD',
  exponent    SMALLINT NOT NULL DEFAULT 2,
  created_at  TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT accounts_pkey PRIMARY KEY (id),
  CONSTRAINT accounts_normal_side CHECK (normal_side IN (1, -1)),
  CONSTRAINT accounts_currency CHECK (currency ~ '^[A-Z]{3}$'),
  CONSTRAINT accounts_exponent CHECK (exponent BETWEEN 0 AND 8),
  CONSTRAINT accounts_code CHECK (code ~ '^[A-Za-z0-9_-]+(:[A-Za-z0-9_-]+)*$' AND length(code) <= 200),
  CONSTRAINT accounts_name CHECK (length(name) BETWEEN 1 AND 200)
);
CREATE UNIQUE INDEX accounts_code_key ON ledger.accounts (code);
CREATE UNIQUE INDEX accounts_id_currency_key ON ledger.accounts (id, currency);

-- The hot row of an account. No index but the primary key and room on the page, so that every update can be HOT.
-- What is available counts money that is promised away but not money that is only announced.
CREATE TABLE ledger.balances (
  account_id      BIGINT NOT NULL,
  currency        CHAR(3) NOT NULL,
  sign            SMALLINT NOT NULL,
  posted_debits   BIGINT NOT NULL DEFAULT 0,
  posted_credits  BIGINT NOT NULL DEFAULT 0,
  pending_debits  BIGINT NOT NULL DEFAULT 0,
  pending_credits BIGINT NOT NULL DEFAULT 0,
  version         BIGINT NOT NULL DEFAULT 0,
  min_available   BIGINT,
  shortfall       BIGINT NOT NULL DEFAULT 0,
  is_frozen       BOOLEAN NOT NULL DEFAULT false,
  CONSTRAINT balances_pkey PRIMARY KEY (account_id, currency),
  CONSTRAINT balances_sign CHECK (sign IN (1, -1)),
  CONSTRAINT balances_counters CHECK (posted_debits >= 0 AND posted_credits >= 0 AND pending_debits >= 0
    AND pending_credits >= 0 AND version >= 0 AND shortfall >= 0),
  -- The floor: what is missing below it is stated, to the cent, in shortfall; and only a RECORD may raise that.
  CONSTRAINT balances_floor CHECK (shortfall = GREATEST(0, COALESCE(min_available - CASE sign
    WHEN 1 THEN posted_debits - posted_credits - pending_credits
    ELSE posted_credits - posted_debits - pending_debits END, 0)))
) WITH (fillfactor = 50);
ALTER TABLE ledger.balances ADD CONSTRAINT balances_account_id_currency_fkey
  FOREIGN KEY (account_id, currency) REFERENCES ledger.accounts (id, currency) ON DELETE RESTRICT ON UPDATE CASCADE;

-- Once only, for both outcomes: two unique keys on transactions and on rejections would let one key land in both.
CREATE TABLE ledger.keys (
  idem_key     TEXT NOT NULL,
  request_hash BYTEA NOT NULL,
  outcome      TEXT NOT NULL,
  ref_id       BIGINT NOT NULL,
  created_at   TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT keys_pkey PRIMARY KEY (idem_key),
  CONSTRAINT keys_outcome CHECK (outcome IN ('posted', 'refused')),
  CONSTRAINT keys_request_hash CHECK (length(request_hash) = 32)
);

CREATE TABLE ledger.transactions (
  id           BIGSERIAL NOT NULL,
  kind         SMALLINT NOT NULL,
  mode         SMALLINT NOT NULL,
  parent_id    BIGINT,
  idem_key     TEXT NOT NULL,
  event_type   TEXT NOT NULL,
  effective_on DATE NOT NULL,
  posted_at    TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  xact_id      XID8 NOT NULL DEFAULT pg_current_xact_id(),
  entry_count  SMALLINT NOT NULL,
  metadata     JSONB NOT NULL DEFAULT '{}',
  CONSTRAINT transactions_pkey PRIMARY KEY (id),
  CONSTRAINT transactions_kind CHECK (kind BETWEEN 1 AND 5),
  CONSTRAINT transactions_mode CHECK (mode IN (1, 2)),
  CONSTRAINT transactions_parent CHECK ((parent_id IS NOT NULL) = (kind >= 3)),
  CONSTRAINT transactions_entry_count CHECK (entry_count >= 2),
  CONSTRAINT transactions_metadata CHECK (jsonb_typeof(metadata) = 'object')
);
CREATE UNIQUE INDEX transactions_one_resolution ON ledger.transactions (parent_id) WHERE (kind = ANY (ARRAY[3, 4]));
CREATE UNIQUE INDEX transactions_one_reversal ON ledger.transactions (parent_id) WHERE (kind = 5);
CREATE INDEX transactions_effective_on_idx ON ledger.transactions (effective_on);
ALTER TABLE ledger.transactions ADD CONSTRAINT transactions_parent_id_fkey
  FOREIGN KEY (parent_id) REFERENCES ledger.transactions (id) ON DELETE RESTRICT ON UPDATE CASCADE;

-- balance_after is the posted balance by the account's normal side, after this entry in posting order.
CREATE TABLE ledger.entries (
  account_id      BIGINT NOT NULL,
  account_version BIGINT NOT NULL,
  transaction_id  BIGINT NOT NULL,
  currency        CHAR(3) NOT NULL,
  layer           SMALLINT NOT NULL,
  side            SMALLINT NOT NULL,
  amount          BIGINT NOT NULL,
  balance_after   BIGINT NOT NULL,
  effective_on    DATE NOT NULL,
  metadata        JSONB,
  CONSTRAINT entries_pkey PRIMARY KEY (account_id, account_version),
  CONSTRAINT entries_layer CHECK (layer IN (0, 1)),
  CONSTRAINT entries_side CHECK (side IN (1, -1)),
  CONSTRAINT entries_amount CHECK (amount > 0 OR (layer = 1 AND amount < 0)),
  CONSTRAINT entries_version CHECK (account_version > 0)
);
CREATE INDEX entries_transaction_id_idx ON ledger.entries (transaction_id);
ALTER TABLE ledger.entries ADD CONSTRAINT entries_account_id_currency_fkey
  FOREIGN KEY (account_id, currency) REFERENCES ledger.accounts (id, currency) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE ledger.entries ADD CONSTRAINT entries_transaction_id_fkey
  FOREIGN KEY (transaction_id) REFERENCES ledger.transactions (id) ON DELETE RESTRICT ON UPDATE CASCADE;

-- Entries added up by effective date: a balance as of a date is a sum of these, a backdated entry one row. The pending
-- sums may be negative: a hold is taken back on the day it resolves.
CREATE TABLE ledger.account_days (
  account_id      BIGINT NOT NULL,
  day             DATE NOT NULL,
  debits          BIGINT NOT NULL DEFAULT 0,
  credits         BIGINT NOT NULL DEFAULT 0,
  pending_debits  BIGINT NOT NULL DEFAULT 0,
  pending_credits BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT account_days_pkey PRIMARY KEY (account_id, day),
  CONSTRAINT account_days_counters CHECK (debits >= 0 AND credits >= 0)
) WITH (fillfactor = 70);
ALTER TABLE ledger.account_days ADD CONSTRAINT account_days_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES ledger.accounts (id) ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE ledger.rejections (
  id            BIGSERIAL NOT NULL,
  idem_key      TEXT NOT NULL,
  event_type    TEXT NOT NULL,
  mode          SMALLINT NOT NULL,
  effective_on  DATE NOT NULL,
  reason        TEXT NOT NULL,
  account_id    BIGINT,
  balances_seen JSONB,
  request       JSONB NOT NULL,
  refused_at    TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT rejections_pkey PRIMARY KEY (id)
);

-- Notes for others, written with the posting that caused them.
CREATE TABLE ledger.outbox (
  id         BIGSERIAL NOT NULL,
  xact_id    XID8 NOT NULL DEFAULT pg_current_xact_id(),
  topic      TEXT NOT NULL,
  payload    JSONB NOT NULL,
  created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT outbox_pkey PRIMARY KEY (id)
);

-- Balances as people read them: signed by the normal side, so that positive is what the account normally holds.
CREATE VIEW ledger.account_balances AS
SELECT a.id AS account_id, a.code, a.name, a.normal_side, a.currency, b.version, b.min_available, b.shortfall, b.is_frozen,
  b.sign * (b.posted_debits - b.posted_credits) AS posted,
  b.sign * (b.posted_debits + b.pending_debits - b.posted_credits - b.pending_credits) AS pending,
  b.sign * (b.posted_debits - b.posted_credits)
    - CASE b.sign WHEN 1 THEN b.pending_credits ELSE b.pending_debits END AS available,
  CASE b.sign WHEN 1 THEN b.pending_debits ELSE b.pending_credits END AS pending_in,
  CASE b.sign WHEN 1 THEN b.pending_credits ELSE b.pending_debits END AS pending_out
FROM ledger.accounts a JOIN ledger.balances b ON b.account_id = a.id;

-- Guards ----------------------------------------------------------------------------------------------------------
-- LG001 unbalanced, LG002 entry added to an old transaction, LG003 incomplete transaction, LG004 append-only,
-- LG005 a settle, release or reversal that does not mirror its parent, LG006 balance row changed by hand,
-- LG007 malformed request, LG008 isolation level, LG009 unknown account, LG010 unknown parent,
-- LG011 account exists with other terms.

CREATE FUNCTION ledger.guard_append_only() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'Rows of ledger.% are never changed or deleted (%).', TG_TABLE_NAME, lower(TG_OP) USING ERRCODE = 'LG004';
END $$;

DO $$ DECLARE name text; BEGIN
  FOREACH name IN ARRAY ARRAY['accounts', 'keys', 'transactions', 'entries', 'rejections', 'outbox'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON ledger.%I FOR EACH ROW
      EXECUTE FUNCTION ledger.guard_append_only()', name || '_append_only', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['balances', 'account_days'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE DELETE ON ledger.%I FOR EACH ROW
      EXECUTE FUNCTION ledger.guard_append_only()', name || '_no_delete', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['accounts', 'keys', 'transactions', 'entries', 'rejections', 'outbox', 'balances', 'account_days'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON ledger.%I FOR EACH STATEMENT
      EXECUTE FUNCTION ledger.guard_append_only()', name || '_no_truncate', name);
  END LOOP;
END $$;

-- What every statement that inserts entries must satisfy by itself, for all its transactions at once.
CREATE FUNCTION ledger.guard_entries() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE bad bigint; has_children boolean;
BEGIN
  SELECT e.transaction_id INTO bad FROM added e GROUP BY e.transaction_id, e.currency, e.layer
    HAVING sum(e.side * e.amount) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Debits and credits of transaction % differ.', bad USING ERRCODE = 'LG001';
  END IF;

  SELECT e.transaction_id INTO bad FROM added e LEFT JOIN ledger.transactions t ON t.id = e.transaction_id
    WHERE t.xact_id IS DISTINCT FROM pg_current_xact_id() LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Transaction % is complete: no entry can be added to it.', bad USING ERRCODE = 'LG002';
  END IF;

  SELECT e.transaction_id INTO bad FROM added e JOIN ledger.transactions t ON t.id = e.transaction_id
    WHERE e.effective_on <> t.effective_on
       OR CASE t.kind WHEN 1 THEN e.layer <> 0 OR e.amount < 0
                      WHEN 2 THEN e.layer <> 1 OR e.amount < 0
                      WHEN 3 THEN e.layer = 1 AND e.amount > 0
                      WHEN 4 THEN e.layer <> 1 OR e.amount > 0
                      ELSE e.layer <> 0 OR e.amount < 0 END LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'An entry of transaction % does not suit its kind or date.', bad USING ERRCODE = 'LG005';
  END IF;

  SELECT EXISTS (SELECT 1 FROM added e JOIN ledger.transactions t ON t.id = e.transaction_id WHERE t.kind >= 3) INTO has_children;
  IF has_children THEN
    bad := ledger.first_broken_mirror(ARRAY(SELECT DISTINCT e.transaction_id FROM added e));
    IF bad IS NOT NULL THEN
      RAISE EXCEPTION 'Transaction % does not mirror its parent.', bad USING ERRCODE = 'LG005';
    END IF;
  END IF;
  RETURN NULL;
END $$;

-- Of the given settles, releases and reversals the first that does not mirror its parent, account by account and side
-- by side: settle and release take back all of the hold, a settle posts no more than was held, a reversal swaps sides.
CREATE FUNCTION ledger.first_broken_mirror(ids bigint[]) RETURNS bigint LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH child AS (
    SELECT t.id, t.kind, t.parent_id, p.kind AS parent_kind
    FROM ledger.transactions t LEFT JOIN ledger.transactions p ON p.id = t.parent_id
    WHERE t.id = ANY (ids) AND t.kind >= 3
  ), sums AS (
    -- per account and side: what the parent calls for, what was taken back of it, what was posted
    SELECT c.id, c.kind, e.account_id, CASE c.kind WHEN 5 THEN -e.side ELSE e.side END AS side,
      sum(e.amount) AS asked, 0::numeric AS taken_back, 0::numeric AS posted
    FROM child c JOIN ledger.entries e ON e.transaction_id = c.parent_id
    WHERE e.layer = CASE c.kind WHEN 5 THEN 0 ELSE 1 END
    GROUP BY 1, 2, 3, 4
    UNION ALL
    SELECT c.id, c.kind, e.account_id, e.side, 0,
      -COALESCE(sum(e.amount) FILTER (WHERE e.layer = 1), 0), COALESCE(sum(e.amount) FILTER (WHERE e.layer = 0), 0)
    FROM child c JOIN ledger.entries e ON e.transaction_id = c.id
    GROUP BY 1, 2, 3, 4
  ), compared AS (
    SELECT id, kind, sum(asked) AS asked, sum(taken_back) AS taken_back, sum(posted) AS posted
    FROM sums GROUP BY id, kind, account_id, side
  )
  SELECT min(id) FROM (
    SELECT id FROM compared WHERE CASE kind
      WHEN 3 THEN taken_back <> asked OR posted > asked
      WHEN 4 THEN taken_back <> asked
      ELSE posted <> asked END
    UNION ALL
    SELECT id FROM child WHERE parent_kind IS NULL OR parent_kind <> ALL (CASE kind WHEN 5 THEN ARRAY[1, 3] ELSE ARRAY[2] END)
  ) broken
$$;

CREATE TRIGGER entries_guard AFTER INSERT ON ledger.entries REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.guard_entries();

-- At commit: a header has all its entries and its key. SECURITY DEFINER because before PostgreSQL 18 a deferred
-- trigger runs as whoever is current at COMMIT.
CREATE FUNCTION ledger.guard_complete() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE found_entries bigint;
BEGIN
  SELECT count(*) INTO found_entries FROM ledger.entries e WHERE e.transaction_id = NEW.id;
  IF found_entries <> NEW.entry_count THEN
    RAISE EXCEPTION 'Transaction % states % entries but has %.', NEW.id, NEW.entry_count, found_entries USING ERRCODE = 'LG003';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM ledger.keys k WHERE k.idem_key = NEW.idem_key AND k.outcome = 'posted' AND k.ref_id = NEW.id) THEN
    RAISE EXCEPTION 'Transaction % has no idempotency key.', NEW.id USING ERRCODE = 'LG003';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER transactions_complete AFTER INSERT ON ledger.transactions DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION ledger.guard_complete();

-- A balance row begins empty, its posted counters and its version only grow, and its shortfall only by a RECORD.
CREATE FUNCTION ledger.guard_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'The balance of account % cannot be changed like this.', NEW.account_id USING ERRCODE = 'LG006';
END $$;

CREATE TRIGGER balances_begin_empty BEFORE INSERT ON ledger.balances FOR EACH ROW
  WHEN (NEW.posted_debits + NEW.posted_credits + NEW.pending_debits + NEW.pending_credits + NEW.version + NEW.shortfall <> 0)
  EXECUTE FUNCTION ledger.guard_balance();
CREATE TRIGGER balances_only_grow BEFORE UPDATE ON ledger.balances FOR EACH ROW
  WHEN (NEW.account_id <> OLD.account_id OR NEW.sign <> OLD.sign OR NEW.version < OLD.version
    OR NEW.posted_debits < OLD.posted_debits OR NEW.posted_credits < OLD.posted_credits
    OR (NEW.min_available IS DISTINCT FROM OLD.min_available AND NEW.shortfall > OLD.shortfall))
  EXECUTE FUNCTION ledger.guard_balance();

CREATE FUNCTION ledger.guard_shortfall() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM ledger.entries e JOIN ledger.transactions t ON t.id = e.transaction_id
    WHERE e.account_id = NEW.account_id AND e.account_version > OLD.version AND e.account_version <= NEW.version
      AND t.mode = 2 AND t.xact_id = pg_current_xact_id()
  ) THEN
    RAISE EXCEPTION 'Only a recorded fact may take account % below its floor.', NEW.account_id USING ERRCODE = 'LG006';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER balances_shortfall AFTER UPDATE ON ledger.balances FOR EACH ROW
  WHEN (NEW.shortfall > OLD.shortfall) EXECUTE FUNCTION ledger.guard_shortfall();

-- Writing ---------------------------------------------------------------------------------------------------------

-- Opens accounts with their balance rows. An account that exists is left as it is, and must have the same terms.
-- floors: minor units as text, '' for none (the drivers cannot pass a NULL inside an array).
CREATE FUNCTION ledger.open_accounts(codes text[], names text[], sides smallint[], floors text[], currencies text[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE other text;
BEGIN
  IF cardinality(names) <> cardinality(codes) OR cardinality(sides) <> cardinality(codes)
    OR cardinality(floors) <> cardinality(codes) OR cardinality(currencies) <> cardinality(codes) THEN
    RAISE EXCEPTION 'The arrays of accounts differ in length.' USING ERRCODE = 'LG007';
  END IF;

  INSERT INTO ledger.accounts (code, name, normal_side, currency)
  SELECT DISTINCT ON (u.code) u.code, u.name, u.side, u.currency
  FROM unnest(codes, names, sides, currencies) AS u (code, name, side, currency)
  ORDER BY u.code
  ON CONFLICT (code) DO NOTHING;

  INSERT INTO ledger.balances (account_id, currency, sign, min_available, shortfall)
  SELECT a.id, a.currency, a.normal_side, NULLIF(u.floor, '')::bigint, 0
  FROM (SELECT DISTINCT ON (v.code) v.code, v.floor FROM unnest(codes, floors) AS v (code, floor) ORDER BY v.code) u
  JOIN ledger.accounts a ON a.code = u.code
  WHERE NOT EXISTS (SELECT 1 FROM ledger.balances b WHERE b.account_id = a.id)
  ORDER BY a.id
  ON CONFLICT DO NOTHING;

  SELECT u.code INTO other
  FROM unnest(codes, sides, floors, currencies) AS u (code, side, floor, currency)
  JOIN ledger.accounts a ON a.code = u.code
  JOIN ledger.balances b ON b.account_id = a.id
  WHERE a.normal_side <> u.side OR a.currency <> u.currency OR b.min_available IS DISTINCT FROM NULLIF(u.floor, '')::bigint
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'The account % exists with another normal side, currency or floor.', other
      USING ERRCODE = 'LG011', DETAIL = other;
  END IF;
END $$;

-- Refuses what is malformed before anything is read: a caller's bug that leaves no trace.
CREATE FUNCTION ledger.check_form(accounts text[], keys text[], hashes text[], kinds smallint[], modes smallint[], parents bigint[],
  event_types text[], dates date[], metadata jsonb[], line_counts int[],
  line_accounts int[], line_sides smallint[], line_amounts bigint[], line_metadata jsonb[])
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE n int := cardinality(keys); lines int := cardinality(line_accounts); wrong text;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'Posting needs READ COMMITTED: it waits for balance rows and must see what was committed meanwhile.'
      USING ERRCODE = 'LG008';
  END IF;
  wrong := CASE
    WHEN n IS NULL OR n = 0 THEN 'no request'
    WHEN n > 20000 THEN 'more than 20000 requests in one call'
    WHEN ARRAY[cardinality(hashes), cardinality(kinds), cardinality(modes), cardinality(parents), cardinality(event_types),
      cardinality(dates), cardinality(metadata), cardinality(line_counts)] IS DISTINCT FROM array_fill(n, ARRAY[8])
      THEN 'arrays of requests differ in length'
    WHEN accounts IS NULL OR ARRAY[cardinality(line_sides), cardinality(line_amounts), cardinality(line_metadata),
      (SELECT sum(c)::int FROM unnest(line_counts) c)] IS DISTINCT FROM array_fill(lines, ARRAY[4])
      THEN 'arrays of lines differ in length'
    WHEN (SELECT bool_or(u.key IS NULL OR length(u.key) NOT BETWEEN 1 AND 200) FROM unnest(keys) u (key)) THEN 'a key without text or too long'
    WHEN (SELECT bool_or(u.hash IS NULL OR u.hash !~ '^[0-9a-f]{64}$') FROM unnest(hashes) u (hash)) THEN 'a hash that is not SHA-256 in hexadecimal digits'
    WHEN (SELECT bool_or(u.type IS NULL OR length(u.type) NOT BETWEEN 1 AND 100) FROM unnest(event_types) u (type)) THEN 'no event type'
    WHEN (SELECT bool_or(u.day IS NULL OR u.day NOT BETWEEN '1900-01-01' AND '2999-12-31') FROM unnest(dates) u (day)) THEN 'a date outside 1900 to 2999'
    WHEN (SELECT bool_or(u.data IS NULL OR jsonb_typeof(u.data) <> 'object') FROM unnest(metadata) u (data)) THEN 'metadata that is not an object'
    WHEN (SELECT bool_or(u.kind IS NULL OR u.mode IS NULL OR u.parent IS NULL OR u.lines IS NULL OR u.mode NOT IN (1, 2) OR NOT CASE u.kind
        WHEN 1 THEN u.parent = 0 AND u.lines BETWEEN 2 AND 10000
        WHEN 2 THEN u.parent = 0 AND u.lines BETWEEN 2 AND 10000
        WHEN 3 THEN u.parent > 0 AND (u.lines = 0 OR u.lines BETWEEN 2 AND 10000)
        WHEN 4 THEN u.parent > 0 AND u.lines = 0
        WHEN 5 THEN u.parent > 0 AND u.lines = 0
        ELSE false END) FROM unnest(kinds, modes, parents, line_counts) u (kind, mode, parent, lines))
      THEN 'a kind, mode, parent or number of lines that do not belong together'
    WHEN (SELECT bool_or(u.account IS NULL OR u.account NOT BETWEEN 1 AND cardinality(accounts) OR u.side IS NULL OR u.side NOT IN (1, -1)
        OR u.amount IS NULL OR u.amount <= 0 OR u.data IS NULL OR jsonb_typeof(u.data) <> 'object')
        FROM unnest(line_accounts, line_sides, line_amounts, line_metadata) u (account, side, amount, data))
      THEN 'a line without account, side or positive amount'
  END;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'The posting request is malformed: %.', wrong USING ERRCODE = 'LG007';
  END IF;
END $$;

-- The only way to write the books: many requests in, one outcome each, in request order. It locks the balance rows once
-- and in one order, so that callers queue and never deadlock; it decides item by item in memory, because the floor, the
-- version and the running balance of an item depend on those before it; and it writes each table with one statement.
-- accounts: distinct codes; a line names its account by position in that list (from 1). parents: 0 for none.
CREATE FUNCTION ledger.post(accounts text[], keys text[], hashes text[], kinds smallint[], modes smallint[], parents bigint[],
  event_types text[], dates date[], metadata jsonb[], line_counts int[],
  line_accounts int[], line_sides smallint[], line_amounts bigint[], line_metadata jsonb[])
RETURNS TABLE (item int, status text, transaction_id bigint, reason text, account text, available bigint, replayed boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  n int := cardinality(keys);
  i int; j int; k int; a int; p int; f int; side int; amount bigint; delta bigint; refusal text; refused_account int;
  line_from int; line_to int := 0;
  -- accounts of this call, ascending by id; positions below point into these
  named_ids bigint[]; acc_ids bigint[]; codes text[]; position_of int[];
  signs smallint[]; currencies text[]; pd bigint[]; pc bigint[]; nd bigint[]; nc bigint[];
  versions bigint[]; versions_before bigint[]; floors bigint[]; frozen boolean[];
  touched_by int[]; alerted_by int[]; before bigint[]; available_now bigint;
  -- parents, ascending by id, and their entries in one list
  par_ids bigint[]; par_kinds smallint[]; par_resolved boolean[]; par_reversed boolean[]; par_from int[]; par_to int[];
  par_acc bigint[]; par_side smallint[]; par_amount bigint[]; par_metadata jsonb[]; parent_of int[];
  -- keys
  first_of int[]; known_hash bytea[]; known_outcome text[]; known_ref bigint[]; known_reason text[]; known_account text[];
  known_available bigint[];
  -- outcomes: 1 posted, 2 refused, 3 replay of a stored key, 4 conflict, 5 same as an earlier item of this call
  outcome int[] := array_fill(0, ARRAY[n]); place int[] := array_fill(0, ARRAY[n]);
  -- to write
  nt int := 0; t_item int[]; t_entries int[]; t_ids bigint[];
  m int := 0; m0 int; e_tx int[]; e_acc int[]; e_layer smallint[]; e_side smallint[]; e_amount bigint[]; e_version bigint[];
  e_balance bigint[]; e_metadata jsonb[];
  nr int := 0; r_item int[]; r_reason text[]; r_acc int[]; r_available bigint[]; r_seen jsonb[]; r_ids bigint[];
  no int := 0; o_tx int[]; o_acc int[]; o_available bigint[];
  moment timestamptz;
BEGIN
  PERFORM ledger.check_form(accounts, keys, hashes, kinds, modes, parents, event_types, dates, metadata, line_counts,
    line_accounts, line_sides, line_amounts, line_metadata);

  -- Accounts and parents never change once written, so they may be read before the locks are taken.
  SELECT array_agg(x.id ORDER BY u.ord), string_agg(u.code, ', ') FILTER (WHERE x.id IS NULL)
    INTO named_ids, refusal
    FROM unnest(accounts) WITH ORDINALITY u (code, ord) LEFT JOIN ledger.accounts x ON x.code = u.code;
  IF refusal IS NOT NULL THEN
    RAISE EXCEPTION 'Unknown account: %.', refusal USING ERRCODE = 'LG009', DETAIL = refusal;
  END IF;
  par_ids := ARRAY(SELECT DISTINCT u FROM unnest(parents) u WHERE u > 0 ORDER BY u);
  IF cardinality(par_ids) > 0 THEN
    SELECT array_agg(t.kind ORDER BY u.ord), string_agg(u.id::text, ', ') FILTER (WHERE t.id IS NULL) INTO par_kinds, refusal
      FROM unnest(par_ids) WITH ORDINALITY u (id, ord) LEFT JOIN ledger.transactions t ON t.id = u.id;
    IF refusal IS NOT NULL THEN
      RAISE EXCEPTION 'Unknown transaction: %.', refusal USING ERRCODE = 'LG010', DETAIL = refusal;
    END IF;
    -- What a child takes up: the pending entries of a hold, the posted ones of anything else. Those of a parent that will
    -- be refused are read too: its accounts are locked all the same, so that two callers with one key meet there.
    SELECT array_agg(e.account_id ORDER BY u.ord, e.account_id, e.account_version), array_agg(e.side ORDER BY u.ord, e.account_id, e.account_version),
        array_agg(e.amount ORDER BY u.ord, e.account_id, e.account_version), array_agg(e.metadata ORDER BY u.ord, e.account_id, e.account_version)
      INTO par_acc, par_side, par_amount, par_metadata
      FROM unnest(par_ids, par_kinds) WITH ORDINALITY u (id, kind, ord) JOIN ledger.entries e ON e.transaction_id = u.id
      WHERE e.layer = CASE WHEN u.kind IN (2, 4) THEN 1 ELSE 0 END;
    SELECT array_agg(s.upto - s.n + 1 ORDER BY s.ord), array_agg(s.upto ORDER BY s.ord) INTO par_from, par_to FROM (
      SELECT u.ord, count(e.amount) AS n, sum(count(e.amount)) OVER (ORDER BY u.ord) AS upto
      FROM unnest(par_ids, par_kinds) WITH ORDINALITY u (id, kind, ord)
      LEFT JOIN ledger.entries e ON e.transaction_id = u.id AND e.layer = CASE WHEN u.kind IN (2, 4) THEN 1 ELSE 0 END
      GROUP BY u.ord) s;
    SELECT array_agg(COALESCE(x.ord, 0)::int ORDER BY u.ord) INTO parent_of
      FROM unnest(parents) WITH ORDINALITY u (id, ord) LEFT JOIN unnest(par_ids) WITH ORDINALITY x (id, ord) ON x.id = u.id;
  END IF;

  -- The one lock. Values read after the wait are the latest committed ones.
  SELECT array_agg(b.account_id ORDER BY b.account_id), array_agg(b.sign ORDER BY b.account_id), array_agg(b.currency::text ORDER BY b.account_id),
      array_agg(b.posted_debits ORDER BY b.account_id), array_agg(b.posted_credits ORDER BY b.account_id),
      array_agg(b.pending_debits ORDER BY b.account_id), array_agg(b.pending_credits ORDER BY b.account_id),
      array_agg(b.version ORDER BY b.account_id), array_agg(b.min_available ORDER BY b.account_id), array_agg(b.is_frozen ORDER BY b.account_id)
    INTO acc_ids, signs, currencies, pd, pc, nd, nc, versions, floors, frozen
    FROM (SELECT * FROM ledger.balances x WHERE x.account_id = ANY (named_ids || par_acc) ORDER BY x.account_id FOR NO KEY UPDATE) b;
  moment := clock_timestamp();
  versions_before := versions;
  touched_by := array_fill(0, ARRAY[cardinality(acc_ids)]);
  alerted_by := touched_by;
  before := array_fill(0::bigint, ARRAY[cardinality(acc_ids)]);
  codes := ARRAY(SELECT x.code FROM unnest(acc_ids) WITH ORDINALITY u (id, ord) JOIN ledger.accounts x ON x.id = u.id ORDER BY u.ord);
  position_of := ARRAY(SELECT x.ord::int FROM unnest(named_ids) WITH ORDINALITY u (id, ord)
    JOIN unnest(acc_ids) WITH ORDINALITY x (id, ord) ON x.id = u.id ORDER BY u.ord);

  -- New statements, so that they see what was committed while this call waited for the lock.
  SELECT array_agg(u.first ORDER BY u.ord) INTO first_of
    FROM (SELECT x.ord, (min(x.ord) OVER (PARTITION BY x.key))::int AS first FROM unnest(keys) WITH ORDINALITY x (key, ord)) u;
  SELECT array_agg(x.request_hash ORDER BY u.ord), array_agg(x.outcome ORDER BY u.ord), array_agg(x.ref_id ORDER BY u.ord),
      array_agg(r.reason ORDER BY u.ord), array_agg(c.code ORDER BY u.ord), array_agg((r.balances_seen ->> 'available')::bigint ORDER BY u.ord)
    INTO known_hash, known_outcome, known_ref, known_reason, known_account, known_available
    FROM unnest(keys) WITH ORDINALITY u (key, ord)
    LEFT JOIN ledger.keys x ON x.idem_key = u.key
    LEFT JOIN ledger.rejections r ON x.outcome = 'refused' AND r.id = x.ref_id
    LEFT JOIN ledger.accounts c ON c.id = r.account_id;
  IF cardinality(par_ids) > 0 THEN
    SELECT array_agg(EXISTS (SELECT 1 FROM ledger.transactions t WHERE t.parent_id = u.id AND t.kind IN (3, 4)) ORDER BY u.ord),
        array_agg(EXISTS (SELECT 1 FROM ledger.transactions t WHERE t.parent_id = u.id AND t.kind = 5) ORDER BY u.ord)
      INTO par_resolved, par_reversed FROM unnest(par_ids) WITH ORDINALITY u (id, ord);
    par_acc := ARRAY(SELECT x.ord::int FROM unnest(par_acc) WITH ORDINALITY u (id, ord)
      JOIN unnest(acc_ids) WITH ORDINALITY x (id, ord) ON x.id = u.id ORDER BY u.ord);
  END IF;

  FOR i IN 1..n LOOP
    line_from := line_to + 1;
    line_to := line_to + line_counts[i];
    f := first_of[i];
    IF known_hash[i] IS NOT NULL THEN
      outcome[i] := CASE WHEN known_hash[i] = decode(hashes[i], 'hex') THEN 3 ELSE 4 END;
      CONTINUE;
    ELSIF f < i THEN
      outcome[i] := CASE WHEN hashes[f] = hashes[i] THEN 5 ELSE 4 END;
      CONTINUE;
    END IF;

    refusal := NULL;
    refused_account := NULL;
    m0 := m;
    IF kinds[i] >= 3 THEN
      p := parent_of[i];
      refusal := CASE
        WHEN kinds[i] = 5 AND par_kinds[p] NOT IN (1, 3) THEN 'not-reversible'
        WHEN kinds[i] = 5 AND par_reversed[p] THEN 'already-reversed'
        WHEN kinds[i] < 5 AND par_kinds[p] <> 2 THEN 'not-a-hold'
        WHEN kinds[i] < 5 AND par_resolved[p] THEN 'already-resolved' END;
      IF refusal IS NULL AND kinds[i] < 5 THEN
        FOR j IN par_from[p]..par_to[p] LOOP -- the hold is taken back whole
          m := m + 1;
          e_acc[m] := par_acc[j]; e_layer[m] := 1; e_side[m] := par_side[j]; e_amount[m] := -par_amount[j]; e_metadata[m] := par_metadata[j];
        END LOOP;
      END IF;
      IF refusal IS NULL AND (kinds[i] = 5 OR (kinds[i] = 3 AND line_counts[i] = 0)) THEN
        FOR j IN par_from[p]..par_to[p] LOOP -- and posted in full, or the posted entries swap sides
          m := m + 1;
          e_acc[m] := par_acc[j]; e_layer[m] := 0; e_amount[m] := par_amount[j]; e_metadata[m] := par_metadata[j];
          e_side[m] := CASE kinds[i] WHEN 5 THEN -par_side[j] ELSE par_side[j] END;
        END LOOP;
      END IF;
    END IF;
    delta := 0;
    IF refusal IS NULL THEN
      FOR j IN line_from..line_to LOOP
        m := m + 1;
        e_acc[m] := position_of[line_accounts[j]]; e_layer[m] := CASE kinds[i] WHEN 2 THEN 1 ELSE 0 END;
        e_side[m] := line_sides[j]; e_amount[m] := line_amounts[j]; e_metadata[m] := NULLIF(line_metadata[j], '{}'::jsonb);
        delta := delta + line_sides[j] * line_amounts[j];
      END LOOP;
      IF delta <> 0 THEN
        RAISE EXCEPTION 'Debits and credits of the request % differ.', keys[i] USING ERRCODE = 'LG001';
      END IF;
      IF m - m0 > 32767 THEN
        RAISE EXCEPTION 'The posting request is malformed: more than 32767 entries in one transaction.' USING ERRCODE = 'LG007';
      END IF;
      IF kinds[i] = 3 AND line_counts[i] > 0 THEN -- a partial settle: nothing that was not held, no more than was held
        FOR j IN line_from..line_to LOOP
          delta := 0;
          FOR k IN par_from[p]..par_to[p] LOOP
            IF par_acc[k] = position_of[line_accounts[j]] AND par_side[k] = line_sides[j] THEN delta := delta + par_amount[k]; END IF;
          END LOOP;
          FOR k IN line_from..line_to LOOP
            IF line_accounts[k] = line_accounts[j] AND line_sides[k] = line_sides[j] THEN delta := delta - line_amounts[k]; END IF;
          END LOOP;
          IF delta < 0 THEN
            refusal := 'exceeds-hold';
            refused_account := position_of[line_accounts[j]];
          END IF;
        END LOOP;
      END IF;
    END IF;

    -- Apply the entries, then judge the whole transaction account by account, then perhaps take them back.
    IF refusal IS NULL THEN
      FOR j IN m0 + 1..m LOOP
        a := e_acc[j]; side := e_side[j]; amount := e_amount[j];
        IF touched_by[a] <> i THEN
          touched_by[a] := i;
          before[a] := CASE signs[a] WHEN 1 THEN pd[a] - pc[a] - nc[a] ELSE pc[a] - pd[a] - nd[a] END;
        END IF;
        IF e_layer[j] = 0 THEN
          IF side = 1 THEN pd[a] := pd[a] + amount; ELSE pc[a] := pc[a] + amount; END IF;
        ELSE
          IF side = 1 THEN nd[a] := nd[a] + amount; ELSE nc[a] := nc[a] + amount; END IF;
        END IF;
        versions[a] := versions[a] + 1;
        e_version[j] := versions[a]; e_balance[j] := signs[a] * (pd[a] - pc[a]); e_tx[j] := nt + 1;
      END LOOP;
      FOR j IN m0 + 1..m LOOP
        a := e_acc[j];
        IF modes[i] = 1 AND frozen[a] AND kinds[i] IN (1, 2, 5) THEN
          refusal := 'frozen';
          refused_account := a;
        ELSIF floors[a] IS NOT NULL THEN
          available_now := CASE signs[a] WHEN 1 THEN pd[a] - pc[a] - nc[a] ELSE pc[a] - pd[a] - nd[a] END;
          IF available_now < before[a] AND available_now < floors[a] THEN
            IF modes[i] = 1 THEN
              refusal := 'insufficient-funds';
              refused_account := a;
            ELSIF alerted_by[a] <> i THEN
              alerted_by[a] := i;
              no := no + 1;
              o_tx[no] := nt + 1; o_acc[no] := a; o_available[no] := available_now;
            END IF;
          END IF;
        END IF;
        EXIT WHEN refusal IS NOT NULL;
      END LOOP;
      IF refusal IS NOT NULL THEN
        FOR j IN m0 + 1..m LOOP
          a := e_acc[j]; side := e_side[j]; amount := e_amount[j];
          IF e_layer[j] = 0 THEN
            IF side = 1 THEN pd[a] := pd[a] - amount; ELSE pc[a] := pc[a] - amount; END IF;
          ELSE
            IF side = 1 THEN nd[a] := nd[a] - amount; ELSE nc[a] := nc[a] - amount; END IF;
          END IF;
          versions[a] := versions[a] - 1;
        END LOOP;
      END IF;
    END IF;

    IF refusal IS NULL THEN
      nt := nt + 1;
      t_item[nt] := i; t_entries[nt] := m - m0;
      outcome[i] := 1; place[i] := nt;
      IF kinds[i] IN (3, 4) THEN par_resolved[p] := true; ELSIF kinds[i] = 5 THEN par_reversed[p] := true; END IF;
    ELSE
      m := m0;
      nr := nr + 1;
      r_item[nr] := i; r_reason[nr] := refusal; r_acc[nr] := refused_account;
      r_available[nr] := CASE WHEN refusal = 'insufficient-funds' THEN before[refused_account] END;
      r_seen[nr] := CASE WHEN refusal = 'insufficient-funds' THEN jsonb_build_object('available', before[refused_account]::text,
        'floor', floors[refused_account]::text, 'version', versions[refused_account]::text) END;
      outcome[i] := 2; place[i] := nr;
    END IF;
  END LOOP;

  -- Each table in one statement; keys and day buckets in one order for all callers.
  t_ids := ARRAY(SELECT nextval('ledger.transactions_id_seq') FROM generate_series(1, nt));
  r_ids := ARRAY(SELECT nextval('ledger.rejections_id_seq') FROM generate_series(1, nr));
  INSERT INTO ledger.keys (idem_key, request_hash, outcome, ref_id, created_at)
    SELECT keys[u.item], decode(hashes[u.item], 'hex'), u.outcome, u.ref, moment FROM (
      SELECT x.item, 'posted' AS outcome, x.ref FROM unnest(t_item, t_ids) x (item, ref)
      UNION ALL SELECT x.item, 'refused', x.ref FROM unnest(r_item, r_ids) x (item, ref)) u
    ORDER BY 1;
  IF nt > 0 THEN
    INSERT INTO ledger.transactions (id, kind, mode, parent_id, idem_key, event_type, effective_on, posted_at, entry_count, metadata)
      SELECT u.id, kinds[u.item], modes[u.item], NULLIF(parents[u.item], 0), keys[u.item], event_types[u.item], dates[u.item], moment,
        u.entries, metadata[u.item]
      FROM unnest(t_ids, t_item, t_entries) u (id, item, entries);
    INSERT INTO ledger.entries (account_id, account_version, transaction_id, currency, layer, side, amount, balance_after, effective_on, metadata)
      SELECT acc_ids[u.acc], u.version, t_ids[u.tx], currencies[u.acc], u.layer, u.side, u.amount, u.balance, dates[t_item[u.tx]], u.metadata
      FROM unnest(e_acc[:m], e_version[:m], e_tx[:m], e_layer[:m], e_side[:m], e_amount[:m], e_balance[:m], e_metadata[:m])
        u (acc, version, tx, layer, side, amount, balance, metadata);
    UPDATE ledger.balances b
      SET posted_debits = u.pd, posted_credits = u.pc, pending_debits = u.nd, pending_credits = u.nc, version = u.version,
        shortfall = GREATEST(0, COALESCE(b.min_available - CASE b.sign WHEN 1 THEN u.pd - u.pc - u.nc ELSE u.pc - u.pd - u.nd END, 0))
      FROM unnest(acc_ids, pd, pc, nd, nc, versions, versions_before) u (id, pd, pc, nd, nc, version, version_before)
      WHERE b.account_id = u.id AND u.version <> u.version_before;
    INSERT INTO ledger.account_days AS d (account_id, day, debits, credits, pending_debits, pending_credits)
      SELECT acc_ids[u.acc], dates[t_item[u.tx]],
        COALESCE(sum(u.amount) FILTER (WHERE u.layer = 0 AND u.side = 1), 0), COALESCE(sum(u.amount) FILTER (WHERE u.layer = 0 AND u.side = -1), 0),
        COALESCE(sum(u.amount) FILTER (WHERE u.layer = 1 AND u.side = 1), 0), COALESCE(sum(u.amount) FILTER (WHERE u.layer = 1 AND u.side = -1), 0)
      FROM unnest(e_acc[:m], e_tx[:m], e_layer[:m], e_side[:m], e_amount[:m]) u (acc, tx, layer, side, amount)
      GROUP BY 1, 2 ORDER BY 1, 2
      ON CONFLICT (account_id, day) DO UPDATE SET debits = d.debits + EXCLUDED.debits, credits = d.credits + EXCLUDED.credits,
        pending_debits = d.pending_debits + EXCLUDED.pending_debits, pending_credits = d.pending_credits + EXCLUDED.pending_credits;
  END IF;
  IF nr > 0 THEN
    INSERT INTO ledger.rejections (id, idem_key, event_type, mode, effective_on, reason, account_id, balances_seen, request, refused_at)
      SELECT u.id, keys[u.item], event_types[u.item], modes[u.item], dates[u.item], u.reason, acc_ids[u.acc], u.seen,
        jsonb_build_object('kind', kinds[u.item], 'parentId', NULLIF(parents[u.item], 0)::text, 'metadata', metadata[u.item], 'lines', (
          SELECT COALESCE(jsonb_agg(jsonb_build_object('account', accounts[l.acc], 'side', l.side, 'amount', l.amount::text, 'metadata', l.data)), '[]')
          FROM unnest(line_accounts, line_sides, line_amounts, line_metadata) WITH ORDINALITY l (acc, side, amount, data, ord)
          WHERE l.ord > (SELECT COALESCE(sum(c), 0) FROM unnest(line_counts[:u.item - 1]) c)
            AND l.ord <= (SELECT sum(c) FROM unnest(line_counts[:u.item]) c))), moment
      FROM unnest(r_ids, r_item, r_reason, r_acc, r_seen) u (id, item, reason, acc, seen);
  END IF;
  IF no > 0 THEN
    INSERT INTO ledger.outbox (topic, payload, created_at)
      SELECT 'floor-alert', jsonb_build_object('account', codes[u.acc], 'transactionId', t_ids[u.tx]::text,
        'available', u.available::text, 'floor', floors[u.acc]::text), moment
      FROM unnest(o_tx, o_acc, o_available) u (tx, acc, available);
  END IF;

  FOR i IN 1..n LOOP
    item := i; status := NULL; transaction_id := NULL; reason := NULL; account := NULL; available := NULL;
    replayed := outcome[i] IN (3, 5);
    f := CASE outcome[i] WHEN 5 THEN first_of[i] ELSE i END;
    CASE outcome[f]
      WHEN 1 THEN status := 'posted'; transaction_id := t_ids[place[f]];
      WHEN 2 THEN status := 'refused'; reason := r_reason[place[f]]; account := codes[r_acc[place[f]]]; available := r_available[place[f]];
      WHEN 3 THEN status := known_outcome[f];
        IF status = 'posted' THEN transaction_id := known_ref[f];
        ELSE reason := known_reason[f]; account := known_account[f]; available := known_available[f]; END IF;
      ELSE status := 'refused'; reason := 'key-conflict';
    END CASE;
    RETURN NEXT;
  END LOOP;
END $$;

-- Who may do what -------------------------------------------------------------------------------------------------

GRANT USAGE ON SCHEMA ledger TO ledger_owner, modern_lending_app;
GRANT SELECT ON ALL TABLES IN SCHEMA ledger TO ledger_owner, modern_lending_app;
GRANT INSERT ON ALL TABLES IN SCHEMA ledger TO ledger_owner;
REVOKE INSERT ON ledger.account_balances FROM ledger_owner;
GRANT UPDATE ON ledger.balances, ledger.account_days TO ledger_owner;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA ledger TO ledger_owner;

-- A function's new owner must be able to create in its schema while it is handed over.
GRANT CREATE ON SCHEMA ledger TO ledger_owner;
DO $$ DECLARE f regprocedure; BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'ledger'::regnamespace LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO ledger_owner', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA ledger FROM ledger_owner;
GRANT EXECUTE ON FUNCTION ledger.post, ledger.open_accounts TO modern_lending_app;

-- The accounts that every other one is posted against; lib/transaction-types/account-codes.ts names them too.
SELECT ledger.open_accounts(ARRAY['cash', 'revenue:interest', 'revenue:fees'], ARRAY['Cash', 'Interest revenue', 'Fee revenue'],
  ARRAY[1, -1, -1]::smallint[], ARRAY['0', '', ''], ARRAY['USD', 'USD', 'USD']);
