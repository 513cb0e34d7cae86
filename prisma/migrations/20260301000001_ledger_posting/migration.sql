-- The ledger engine, second part: the posting function, with conditions, account versions, holds that expire, closed
-- periods, monitors and several currencies; and faster. It replaces the one of the first migration.

DROP FUNCTION ledger.post;
DROP FUNCTION ledger.check_form;
DROP FUNCTION ledger.open_accounts;

-- Opens accounts with their balance rows. An account that exists is left as it is, and must have the same terms.
-- floors: minor units as text, '' for none (the drivers cannot pass a NULL inside an array).
CREATE FUNCTION ledger.open_accounts(codes text[], names text[], sides smallint[], floors text[], currencies text[], exponents smallint[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE other text;
BEGIN
  IF ARRAY[cardinality(names), cardinality(sides), cardinality(floors), cardinality(currencies), cardinality(exponents)]
    IS DISTINCT FROM array_fill(cardinality(codes), ARRAY[5]) THEN
    RAISE EXCEPTION 'The arrays of accounts differ in length.' USING ERRCODE = 'LG007';
  END IF;

  INSERT INTO ledger.accounts (code, name, normal_side, currency, exponent)
  SELECT DISTINCT ON (u.code) u.code, u.name, u.side, u.currency, u.exponent
  FROM unnest(codes, names, sides, currencies, exponents) AS u (code, name, side, currency, exponent)
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
  FROM unnest(codes, sides, floors, currencies, exponents) AS u (code, side, floor, currency, exponent)
  JOIN ledger.accounts a ON a.code = u.code
  JOIN ledger.balances b ON b.account_id = a.id
  WHERE a.normal_side <> u.side OR a.currency <> u.currency OR a.exponent <> u.exponent
    OR b.min_available IS DISTINCT FROM NULLIF(u.floor, '')::bigint
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'The account % exists with another normal side, currency or floor.', other
      USING ERRCODE = 'LG011', DETAIL = other;
  END IF;
END $$;

-- Refuses what is malformed before anything is read: a caller's bug that leaves no trace.
CREATE FUNCTION ledger.check_form(accounts text[], account_currencies text[], keys text[], hashes text[], kinds smallint[], modes smallint[], parents bigint[],
  event_types text[], dates date[], metadata jsonb[], lifetimes int[], line_counts int[],
  line_accounts int[], line_sides smallint[], line_amounts bigint[], line_metadata text[],
  cond_items int[], cond_accounts int[], cond_fields smallint[], cond_ops smallint[], cond_amounts bigint[])
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE n int := cardinality(keys); wrong text;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'Posting needs READ COMMITTED: it waits for balance rows and must see what was committed meanwhile.'
      USING ERRCODE = 'LG008';
  END IF;
  wrong := CASE
    WHEN n IS NULL OR n = 0 THEN 'no request'
    WHEN n > 20000 THEN 'more than 20000 requests in one call'
    WHEN ARRAY[cardinality(hashes), cardinality(kinds), cardinality(modes), cardinality(parents), cardinality(event_types),
      cardinality(dates), cardinality(metadata), cardinality(lifetimes), cardinality(line_counts)] IS DISTINCT FROM array_fill(n, ARRAY[9])
      THEN 'arrays of requests differ in length'
    WHEN accounts IS NULL OR cardinality(account_currencies) IS DISTINCT FROM cardinality(accounts) OR ARRAY[cardinality(line_sides), cardinality(line_amounts), cardinality(line_metadata),
      (SELECT sum(c)::int FROM unnest(line_counts) c)] IS DISTINCT FROM array_fill(cardinality(line_accounts), ARRAY[4])
      THEN 'arrays of lines differ in length'
    WHEN ARRAY[cardinality(cond_accounts), cardinality(cond_fields), cardinality(cond_ops), cardinality(cond_amounts)]
      IS DISTINCT FROM array_fill(cardinality(cond_items), ARRAY[4]) THEN 'arrays of conditions differ in length'
  END;
  IF wrong IS NULL THEN
    SELECT CASE
      WHEN bool_or(u.key IS NULL OR length(u.key) NOT BETWEEN 1 AND 200) THEN 'a key without text or too long'
      WHEN bool_or(u.hash IS NULL OR length(u.hash) <> 64) THEN 'a hash that is not SHA-256 in hexadecimal digits'
      WHEN bool_or(u.type IS NULL OR length(u.type) NOT BETWEEN 1 AND 100) THEN 'no event type'
      WHEN bool_or(u.day IS NULL OR u.day NOT BETWEEN '1900-01-01' AND '2999-12-31') THEN 'a date outside 1900 to 2999'
      WHEN bool_or(u.data IS NULL OR jsonb_typeof(u.data) <> 'object') THEN 'metadata that is not an object'
      WHEN bool_or(u.kind IS NULL OR u.mode IS NULL OR u.parent IS NULL OR u.lines IS NULL OR u.life IS NULL OR u.mode NOT IN (1, 2) OR NOT CASE u.kind
          WHEN 1 THEN u.parent = 0 AND u.life = 0 AND u.lines BETWEEN 2 AND 10000
          WHEN 2 THEN u.parent = 0 AND u.life >= 0 AND u.lines BETWEEN 2 AND 10000
          WHEN 3 THEN u.parent > 0 AND u.life = 0 AND (u.lines = 0 OR u.lines BETWEEN 2 AND 10000)
          WHEN 4 THEN u.parent > 0 AND u.life = 0 AND u.lines = 0
          WHEN 5 THEN u.parent > 0 AND u.life = 0 AND u.lines = 0
          ELSE false END)
        THEN 'a kind, mode, parent, lifetime or number of lines that do not belong together'
      END INTO wrong
    FROM unnest(keys, hashes, kinds, modes, parents, event_types, dates, metadata, lifetimes, line_counts)
      u (key, hash, kind, mode, parent, type, day, data, life, lines);
  END IF;
  IF wrong IS NULL AND (SELECT bool_or(u.account IS NULL OR u.account NOT BETWEEN 1 AND cardinality(accounts) OR u.side IS NULL OR u.side NOT IN (1, -1)
      OR u.amount IS NULL OR u.amount <= 0 OR u.data IS NULL)
      FROM unnest(line_accounts, line_sides, line_amounts, line_metadata) u (account, side, amount, data)) THEN
    wrong := 'a line without account, side or positive amount';
  END IF;
  IF wrong IS NULL AND cardinality(cond_items) > 0 AND (SELECT bool_or(u.item IS NULL OR u.item NOT BETWEEN 1 AND n OR u.item < u.before
      OR u.account IS NULL OR u.account NOT BETWEEN 1 AND cardinality(accounts) OR u.field IS NULL OR u.field NOT BETWEEN 1 AND 4
      OR u.op IS NULL OR u.op NOT BETWEEN 1 AND 5 OR u.amount IS NULL)
      FROM (SELECT x.*, lag(x.item, 1, 0) OVER (ORDER BY x.ord) AS before
        FROM unnest(cond_items, cond_accounts, cond_fields, cond_ops, cond_amounts) WITH ORDINALITY x (item, account, field, op, amount, ord)) u) THEN
    wrong := 'a condition without item, account, field, comparison or amount';
  END IF;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'The posting request is malformed: %.', wrong USING ERRCODE = 'LG007';
  END IF;
END $$;

CREATE FUNCTION ledger.compares(op smallint, value bigint, threshold bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE op WHEN 1 THEN value > threshold WHEN 2 THEN value >= threshold WHEN 3 THEN value < threshold
    WHEN 4 THEN value <= threshold ELSE value = threshold END
$$;

-- Posted, pending or available by the account's normal side, as the view ledger.account_balances has it.
CREATE FUNCTION ledger.balance_field(field smallint, sign smallint, pd bigint, pc bigint, nd bigint, nc bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT sign * (pd - pc) + CASE field WHEN 2 THEN sign * (nd - nc) WHEN 3 THEN -CASE sign WHEN 1 THEN nc ELSE nd END ELSE 0 END
$$;

-- The only way to write the books: many requests in, one outcome each, in request order. It locks the balance rows once
-- and in one order, so that callers queue and never deadlock; it decides item by item in memory, because the floor, the
-- version and the running balance of an item depend on those before it; and it writes each table with one statement.
-- accounts: distinct codes with the currency the caller takes each to be in; a line or condition names its account by
-- position in that list (from 1). parents: 0 for none. hashes: SHA-256 in hexadecimal digits.
-- lifetimes: seconds after which a hold expires, 0 for never. line_metadata: JSON, '' for none. Conditions stand in the
-- order of their items. The settings make every lookup go by an index, whatever the statistics of a young table say.
CREATE FUNCTION ledger.post(accounts text[], account_currencies text[], keys text[], hashes text[], kinds smallint[], modes smallint[], parents bigint[],
  event_types text[], dates date[], metadata jsonb[], lifetimes int[], line_counts int[],
  line_accounts int[], line_sides smallint[], line_amounts bigint[], line_metadata text[],
  cond_items int[], cond_accounts int[], cond_fields smallint[], cond_ops smallint[], cond_amounts bigint[])
RETURNS TABLE (item int, status text, transaction_id bigint, reason text, account text, available bigint, exponent smallint, replayed boolean, noted boolean)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
DECLARE
  n int := cardinality(keys); conditions int := cardinality(cond_items); total int;
  i int; j int; a int; p int; f int; w int; kind int; mode int; amount bigint; v bigint; value bigint; is_true boolean;
  refusal text; refused_account int; refused_id bigint; other_currency text; line_from int; line_to int := 0; cond_from int; cond_to int := 0;
  moment timestamptz; closed date; first_day date; last_day date; chained boolean := false;
  -- accounts of this call, ascending by id; positions below point into these
  named_ids bigint[]; acc_ids bigint[]; position_of int[]; signs smallint[]; currencies text[];
  pd bigint[]; pc bigint[]; nd bigint[]; nc bigint[]; versions bigint[]; floors bigint[]; frozen boolean[];
  pd_before bigint[]; pc_before bigint[]; nd_before bigint[]; nc_before bigint[]; versions_before bigint[];
  -- accounts with a floor, a freeze, a condition or a monitor are watched: what they had before an item that touches them
  watched boolean[]; touched_by int[]; available_before bigint[]; version_before bigint[]; touched int[]; nw int;
  -- parents, ascending by id
  par_ids bigint[]; par_kinds smallint[]; par_resolved boolean[]; par_reversed boolean[]; par_acc bigint[];
  -- lines as they are posted: with children in the call, those of their parents among them
  counts int[] := line_counts; x_item int[]; x_acc int[]; x_layer smallint[]; x_side smallint[] := line_sides;
  x_amount bigint[] := line_amounts; x_data text[] := line_metadata; x_tx int[]; x_version bigint[]; x_balance bigint[];
  nm int; mon_id bigint[]; mon_acc int[]; mon_field smallint[]; mon_op smallint[]; mon_threshold bigint[]; mon_true boolean[];
  has_known boolean; has_twins boolean; first_of int[]; known_hash bytea[]; known_outcome text[]; known_ref bigint[];
  known_reason text[]; known_account bigint[]; known_available bigint[];
  -- outcomes: 1 posted, 2 refused, 3 replay of a stored key, 4 conflict, 5 same as an earlier item of this call
  outcome int[] := array_fill(0, ARRAY[n]); place int[] := array_fill(0, ARRAY[n]); noted_at int[] := array_fill(0, ARRAY[n]);
  -- to write: headers, refusals, notes
  nt int := 0; t_item int[]; t_ids bigint[]; t_entries int[]; t_day date[]; t_belongs date[];
  nr int := 0; r_item int[]; r_reason text[]; r_acc int[]; r_available bigint[]; r_seen jsonb[]; r_ids bigint[];
  no int := 0; no_before int; o_tx int[]; o_acc int[]; o_monitor int[]; o_value bigint[];
BEGIN
  PERFORM ledger.check_form(accounts, account_currencies, keys, hashes, kinds, modes, parents, event_types, dates, metadata, lifetimes, line_counts,
    line_accounts, line_sides, line_amounts, line_metadata, cond_items, cond_accounts, cond_fields, cond_ops, cond_amounts);

  -- Accounts and parents never change once written, so they may be read before the locks are taken.
  SELECT array_agg(x.id ORDER BY u.ord), string_agg(u.code, ', ') FILTER (WHERE x.id IS NULL),
      string_agg(u.code, ', ') FILTER (WHERE x.currency <> u.currency)
    INTO named_ids, refusal, other_currency
    FROM unnest(accounts, account_currencies) WITH ORDINALITY u (code, currency, ord) LEFT JOIN ledger.accounts x ON x.code = u.code;
  IF refusal IS NOT NULL THEN
    RAISE EXCEPTION 'Unknown account: %.', refusal USING ERRCODE = 'LG009', DETAIL = refusal;
  ELSIF other_currency IS NOT NULL THEN
    RAISE EXCEPTION 'The posting request is malformed: the account % is kept in another currency.', other_currency USING ERRCODE = 'LG007';
  END IF;
  IF 0 < ANY (parents) THEN
    chained := true;
    par_ids := ARRAY(SELECT DISTINCT u FROM unnest(parents) u WHERE u > 0 ORDER BY u);
    SELECT array_agg(t.kind ORDER BY u.ord), string_agg(u.id::text, ', ') FILTER (WHERE t.id IS NULL) INTO par_kinds, refusal
      FROM unnest(par_ids) WITH ORDINALITY u (id, ord) LEFT JOIN ledger.transactions t ON t.id = u.id;
    IF refusal IS NOT NULL THEN
      RAISE EXCEPTION 'Unknown transaction: %.', refusal USING ERRCODE = 'LG010', DETAIL = refusal;
    END IF;
    -- The accounts of parents that will turn out to be refused are locked too, so that two callers with one key meet there.
    par_acc := ARRAY(SELECT DISTINCT e.account_id FROM unnest(par_ids) u (id) JOIN ledger.entries e ON e.transaction_id = u.id);
  END IF;

  -- The locks: first the one that a close of the period takes for itself alone, then the balance rows. Values read after
  -- the wait are the latest committed ones.
  PERFORM pg_advisory_xact_lock_shared(7232636);
  SELECT array_agg(b.account_id), array_agg(b.sign), array_agg(b.currency::text), array_agg(b.posted_debits), array_agg(b.posted_credits),
      array_agg(b.pending_debits), array_agg(b.pending_credits), array_agg(b.version), array_agg(b.min_available), array_agg(b.is_frozen),
      array_agg(b.min_available IS NOT NULL OR b.is_frozen OR conditions > 0)
    INTO acc_ids, signs, currencies, pd, pc, nd, nc, versions, floors, frozen, watched
    FROM (SELECT * FROM ledger.balances x WHERE x.account_id = ANY (named_ids || par_acc) ORDER BY x.account_id FOR NO KEY UPDATE) b;
  moment := clock_timestamp();
  versions_before := versions;
  pd_before := pd; pc_before := pc; nd_before := nd; nc_before := nc;
  touched_by := array_fill(0, ARRAY[cardinality(acc_ids)]);
  available_before := array_fill(0::bigint, ARRAY[cardinality(acc_ids)]);
  version_before := available_before;
  position_of := ARRAY(SELECT width_bucket(u.id, acc_ids) FROM unnest(named_ids) WITH ORDINALITY u (id, ord) ORDER BY u.ord); -- a binary search

  -- New statements, so that they see what was committed while this call waited for the locks.
  SELECT max(x.closed_through) INTO closed FROM ledger.periods x;
  has_known := EXISTS (SELECT 1 FROM ledger.keys x WHERE x.idem_key = ANY (keys));
  IF has_known THEN
    SELECT array_agg(x.request_hash ORDER BY u.ord), array_agg(x.outcome ORDER BY u.ord), array_agg(x.ref_id ORDER BY u.ord),
        array_agg(r.reason ORDER BY u.ord), array_agg(r.account_id ORDER BY u.ord), array_agg((r.balances_seen ->> 'available')::bigint ORDER BY u.ord)
      INTO known_hash, known_outcome, known_ref, known_reason, known_account, known_available
      FROM unnest(keys) WITH ORDINALITY u (key, ord)
      LEFT JOIN ledger.keys x ON x.idem_key = u.key
      LEFT JOIN ledger.rejections r ON x.outcome = 'refused' AND r.id = x.ref_id;
  END IF;
  has_twins := n > 1 AND (SELECT count(DISTINCT u.key) FROM unnest(keys) u (key)) < n;
  IF has_twins THEN
    SELECT array_agg(u.first ORDER BY u.ord) INTO first_of
      FROM (SELECT x.ord, (min(x.ord) OVER (PARTITION BY x.key))::int AS first FROM unnest(keys) WITH ORDINALITY x (key, ord)) u;
  END IF;
  SELECT count(*), array_agg(x.id), array_agg(s.rank::int), array_agg(x.field), array_agg(x.op), array_agg(x.threshold)
    INTO nm, mon_id, mon_acc, mon_field, mon_op, mon_threshold
    FROM unnest(acc_ids) WITH ORDINALITY s (id, rank) JOIN ledger.monitors x ON x.account_id = s.id;
  FOR j IN 1..nm LOOP
    a := mon_acc[j];
    watched[a] := true;
    mon_true[j] := ledger.compares(mon_op[j], ledger.balance_field(mon_field[j], signs[a], pd[a], pc[a], nd[a], nc[a]), mon_threshold[j]);
  END LOOP;

  IF chained THEN
    SELECT array_agg(EXISTS (SELECT 1 FROM ledger.transactions t WHERE t.parent_id = u.id AND t.kind IN (3, 4)) ORDER BY u.ord),
        array_agg(EXISTS (SELECT 1 FROM ledger.transactions t WHERE t.parent_id = u.id AND t.kind = 5) ORDER BY u.ord)
      INTO par_resolved, par_reversed FROM unnest(par_ids) WITH ORDINALITY u (id, ord);
    -- The lines of all items anew: a hold is taken back whole (1); a reversal, and a settle that says nothing else, posts
    -- what its parent says (2); and what a request says itself (3).
    SELECT array_agg(s.item ORDER BY s.item, s.part, s.one, s.two), array_agg(s.acc ORDER BY s.item, s.part, s.one, s.two),
        array_agg(s.layer ORDER BY s.item, s.part, s.one, s.two), array_agg(s.side ORDER BY s.item, s.part, s.one, s.two),
        array_agg(s.amount ORDER BY s.item, s.part, s.one, s.two), array_agg(s.data ORDER BY s.item, s.part, s.one, s.two)
      INTO x_item, x_acc, x_layer, x_side, x_amount, x_data
      FROM (
        SELECT u.item, 1 AS part, e.account_id AS one, e.account_version AS two, width_bucket(e.account_id, acc_ids) AS acc, 1::smallint AS layer,
          e.side, -e.amount AS amount, COALESCE(e.metadata::text, '') AS data
        FROM unnest(parents, kinds) WITH ORDINALITY u (id, kind, item) JOIN ledger.entries e ON e.transaction_id = u.id
        WHERE u.kind IN (3, 4) AND par_kinds[width_bucket(u.id, par_ids)] = 2
        UNION ALL
        SELECT u.item, 2, e.account_id, e.account_version, width_bucket(e.account_id, acc_ids), 0::smallint,
          (CASE u.kind WHEN 5 THEN -e.side ELSE e.side END)::smallint, e.amount, COALESCE(e.metadata::text, '')
        FROM unnest(parents, kinds, line_counts) WITH ORDINALITY u (id, kind, own, item) JOIN ledger.entries e ON e.transaction_id = u.id
        WHERE CASE u.kind WHEN 5 THEN e.layer = 0 AND par_kinds[width_bucket(u.id, par_ids)] IN (1, 3)
          WHEN 3 THEN u.own = 0 AND par_kinds[width_bucket(u.id, par_ids)] = 2 ELSE false END
        UNION ALL
        SELECT u.item, 3, l.k, 0, position_of[line_accounts[l.k]], (CASE u.kind WHEN 2 THEN 1 ELSE 0 END)::smallint,
          line_sides[l.k], line_amounts[l.k], line_metadata[l.k]
        FROM (SELECT q.*, sum(q.own) OVER (ORDER BY q.item) AS upto FROM unnest(kinds, line_counts) WITH ORDINALITY q (kind, own, item)) u
        CROSS JOIN LATERAL generate_series(u.upto - u.own + 1, u.upto) l (k)) s;
    counts := array_fill(0, ARRAY[n]);
    FOR i, j IN SELECT u, count(*) FROM unnest(x_item) u GROUP BY u LOOP
      counts[i] := j;
    END LOOP;
  ELSE
    x_acc := ARRAY(SELECT position_of[u.acc] FROM unnest(line_accounts) WITH ORDINALITY u (acc, ord) ORDER BY u.ord);
    x_layer := array_fill(0::smallint, ARRAY[cardinality(x_acc)]);
  END IF;
  total := COALESCE(cardinality(x_acc), 0);
  x_tx := array_fill(0, ARRAY[total]);
  x_version := array_fill(0::bigint, ARRAY[total]);
  x_balance := x_version;

  FOR i IN 1..n LOOP
    line_from := line_to + 1;
    line_to := line_to + counts[i];
    cond_from := cond_to + 1;
    WHILE cond_to < conditions AND cond_items[cond_to + 1] = i LOOP cond_to := cond_to + 1; END LOOP;
    IF has_known AND known_hash[i] IS NOT NULL THEN
      outcome[i] := CASE WHEN known_hash[i] = decode(hashes[i], 'hex') THEN 3 ELSE 4 END;
      CONTINUE;
    ELSIF has_twins AND first_of[i] < i THEN
      outcome[i] := CASE WHEN hashes[first_of[i]] = hashes[i] THEN 5 ELSE 4 END;
      CONTINUE;
    END IF;

    kind := kinds[i];
    mode := modes[i];
    refused_account := NULL;
    refusal := CASE WHEN dates[i] <= closed AND mode = 1 THEN 'period-closed' END; -- a fact goes to the open period instead
    IF kind >= 3 AND refusal IS NULL THEN
      p := width_bucket(parents[i], par_ids);
      refusal := CASE
        WHEN kind = 5 AND par_kinds[p] NOT IN (1, 3) THEN 'not-reversible'
        WHEN kind = 5 AND par_reversed[p] THEN 'already-reversed'
        WHEN kind < 5 AND par_kinds[p] <> 2 THEN 'not-a-hold'
        WHEN kind < 5 AND par_resolved[p] THEN 'already-resolved' END;
      IF refusal IS NULL AND kind = 3 AND line_counts[i] > 0 THEN -- nothing that was not held, no more than was held
        SELECT u.acc INTO refused_account FROM unnest(x_acc[line_from:line_to], x_side[line_from:line_to], x_amount[line_from:line_to]) u (acc, side, amount)
          GROUP BY u.acc, u.side HAVING sum(u.amount) > 0 ORDER BY u.acc LIMIT 1;
        IF FOUND THEN refusal := 'exceeds-hold'; END IF;
      END IF;
    END IF;

    -- Apply the lines, then judge the whole transaction account by account, then perhaps take them back.
    IF refusal IS NULL THEN
      nw := 0;
      no_before := no;
      FOR j IN line_from..line_to LOOP
        a := x_acc[j];
        amount := x_amount[j];
        IF watched[a] AND touched_by[a] <> i THEN
          touched_by[a] := i;
          nw := nw + 1;
          touched[nw] := a;
          version_before[a] := versions[a];
          available_before[a] := ledger.balance_field(3::smallint, signs[a], pd[a], pc[a], nd[a], nc[a]);
        END IF;
        IF kind = 2 OR x_layer[j] = 1 THEN
          x_layer[j] := 1;
          IF x_side[j] = 1 THEN nd[a] := nd[a] + amount; ELSE nc[a] := nc[a] + amount; END IF;
        ELSIF x_side[j] = 1 THEN pd[a] := pd[a] + amount;
        ELSE pc[a] := pc[a] + amount;
        END IF;
        v := versions[a] + 1;
        versions[a] := v;
        x_version[j] := v;
        x_balance[j] := signs[a] * (pd[a] - pc[a]);
        x_tx[j] := nt + 1;
      END LOOP;
      FOR w IN 1..nw LOOP
        a := touched[w];
        IF mode = 1 AND frozen[a] AND kind IN (1, 2, 5) THEN
          refusal := 'frozen';
          refused_account := a;
        ELSIF floors[a] IS NOT NULL THEN
          value := ledger.balance_field(3::smallint, signs[a], pd[a], pc[a], nd[a], nc[a]);
          IF value < available_before[a] AND value < floors[a] THEN
            IF mode = 1 THEN
              refusal := 'insufficient-funds';
              refused_account := a;
            ELSE
              no := no + 1;
              o_tx[no] := nt + 1; o_acc[no] := a; o_monitor[no] := 0; o_value[no] := value;
            END IF;
          END IF;
        END IF;
        EXIT WHEN refusal IS NOT NULL;
      END LOOP;
      FOR j IN cond_from..cond_to LOOP
        EXIT WHEN refusal IS NOT NULL;
        a := position_of[cond_accounts[j]];
        value := CASE cond_fields[j] WHEN 4 THEN CASE touched_by[a] WHEN i THEN version_before[a] ELSE versions[a] END
          ELSE ledger.balance_field(cond_fields[j], signs[a], pd[a], pc[a], nd[a], nc[a]) END;
        IF NOT ledger.compares(cond_ops[j], value, cond_amounts[j]) THEN
          refusal := CASE cond_fields[j] WHEN 4 THEN 'version-conflict' ELSE 'condition-failed' END;
          refused_account := a;
        END IF;
      END LOOP;
      IF refusal IS NOT NULL THEN
        no := no_before;
        FOR j IN line_from..line_to LOOP
          a := x_acc[j];
          amount := x_amount[j];
          IF x_layer[j] = 1 THEN
            IF x_side[j] = 1 THEN nd[a] := nd[a] - amount; ELSE nc[a] := nc[a] - amount; END IF;
          ELSIF x_side[j] = 1 THEN pd[a] := pd[a] - amount;
          ELSE pc[a] := pc[a] - amount;
          END IF;
          versions[a] := versions[a] - 1;
          x_tx[j] := 0;
        END LOOP;
      ELSIF nm > 0 THEN
        FOR j IN 1..nm LOOP
          a := mon_acc[j];
          IF touched_by[a] = i THEN
            value := ledger.balance_field(mon_field[j], signs[a], pd[a], pc[a], nd[a], nc[a]);
            is_true := ledger.compares(mon_op[j], value, mon_threshold[j]);
            IF is_true AND NOT mon_true[j] THEN
              no := no + 1;
              o_tx[no] := nt + 1; o_acc[no] := a; o_monitor[no] := j; o_value[no] := value;
            END IF;
            mon_true[j] := is_true;
          END IF;
        END LOOP;
      END IF;
    END IF;

    IF refusal IS NULL THEN
      nt := nt + 1;
      t_item[nt] := i;
      t_entries[nt] := counts[i];
      IF dates[i] <= closed THEN
        t_day[nt] := closed + 1;
        t_belongs[nt] := dates[i];
      ELSE
        t_day[nt] := dates[i];
        t_belongs[nt] := NULL;
      END IF;
      outcome[i] := 1;
      place[i] := nt;
      noted_at[i] := no - no_before;
      IF kind IN (3, 4) THEN par_resolved[p] := true; ELSIF kind = 5 THEN par_reversed[p] := true; END IF;
    ELSE
      nr := nr + 1;
      r_item[nr] := i;
      r_reason[nr] := refusal;
      r_acc[nr] := refused_account;
      r_available[nr] := CASE WHEN refusal = 'insufficient-funds' THEN available_before[refused_account] END;
      r_seen[nr] := CASE WHEN refusal = 'insufficient-funds' THEN jsonb_build_object('available', available_before[refused_account]::text,
          'floor', floors[refused_account]::text, 'version', versions[refused_account]::text)
        WHEN refused_account IS NOT NULL THEN jsonb_build_object('posted', (signs[refused_account] * (pd[refused_account] - pc[refused_account]))::text,
          'available', ledger.balance_field(3::smallint, signs[refused_account], pd[refused_account], pc[refused_account], nd[refused_account], nc[refused_account])::text,
          'version', versions[refused_account]::text) END;
      outcome[i] := 2;
      place[i] := nr;
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
    INSERT INTO ledger.transactions (id, kind, mode, parent_id, idem_key, event_type, effective_on, belongs_on, posted_at, expires_at, entry_count, metadata)
      SELECT u.id, kinds[u.item], modes[u.item], NULLIF(parents[u.item], 0), keys[u.item], event_types[u.item], u.day, u.belongs, moment,
        CASE WHEN lifetimes[u.item] > 0 THEN moment + make_interval(secs => lifetimes[u.item]) END, u.entries, metadata[u.item]
      FROM unnest(t_ids, t_item, t_entries, t_day, t_belongs) u (id, item, entries, day, belongs);
    INSERT INTO ledger.entries (account_id, account_version, transaction_id, currency, layer, side, amount, balance_after, effective_on, metadata)
      SELECT acc_ids[u.acc], u.version, t_ids[u.tx], currencies[u.acc], u.layer, u.side, u.amount, u.balance, t_day[u.tx], NULLIF(u.data, '')::jsonb
      FROM unnest(x_acc, x_version, x_tx, x_layer, x_side, x_amount, x_balance, x_data) u (acc, version, tx, layer, side, amount, balance, data)
      WHERE u.tx > 0;
    UPDATE ledger.balances b
      SET posted_debits = u.pd, posted_credits = u.pc, pending_debits = u.nd, pending_credits = u.nc, version = u.version,
        shortfall = GREATEST(0, COALESCE(b.min_available - CASE b.sign WHEN 1 THEN u.pd - u.pc - u.nc ELSE u.pc - u.pd - u.nd END, 0))
      FROM unnest(acc_ids, pd, pc, nd, nc, versions, versions_before) u (id, pd, pc, nd, nc, version, version_before)
      WHERE b.account_id = u.id AND u.version <> u.version_before;
    SELECT min(u), max(u) INTO first_day, last_day FROM unnest(t_day) u;
    IF first_day = last_day THEN -- the rule: what the day adds is what the counters have grown by
      INSERT INTO ledger.account_days AS d (account_id, day, debits, credits, pending_debits, pending_credits)
        SELECT u.id, first_day, u.pd - u.pd0, u.pc - u.pc0, u.nd - u.nd0, u.nc - u.nc0
        FROM unnest(acc_ids, pd, pd_before, pc, pc_before, nd, nd_before, nc, nc_before, versions, versions_before)
          u (id, pd, pd0, pc, pc0, nd, nd0, nc, nc0, version, version_before)
        WHERE u.version <> u.version_before
        ON CONFLICT (account_id, day) DO UPDATE SET debits = d.debits + EXCLUDED.debits, credits = d.credits + EXCLUDED.credits,
          pending_debits = d.pending_debits + EXCLUDED.pending_debits, pending_credits = d.pending_credits + EXCLUDED.pending_credits;
    ELSE
      INSERT INTO ledger.account_days AS d (account_id, day, debits, credits, pending_debits, pending_credits)
        SELECT acc_ids[u.acc], t_day[u.tx],
          COALESCE(sum(u.amount) FILTER (WHERE u.layer = 0 AND u.side = 1), 0), COALESCE(sum(u.amount) FILTER (WHERE u.layer = 0 AND u.side = -1), 0),
          COALESCE(sum(u.amount) FILTER (WHERE u.layer = 1 AND u.side = 1), 0), COALESCE(sum(u.amount) FILTER (WHERE u.layer = 1 AND u.side = -1), 0)
        FROM unnest(x_acc, x_tx, x_layer, x_side, x_amount) u (acc, tx, layer, side, amount)
        WHERE u.tx > 0 GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT (account_id, day) DO UPDATE SET debits = d.debits + EXCLUDED.debits, credits = d.credits + EXCLUDED.credits,
          pending_debits = d.pending_debits + EXCLUDED.pending_debits, pending_credits = d.pending_credits + EXCLUDED.pending_credits;
    END IF;
  END IF;
  IF nr > 0 THEN
    INSERT INTO ledger.rejections (id, idem_key, event_type, mode, effective_on, reason, account_id, balances_seen, request, refused_at)
      SELECT u.id, keys[u.item], event_types[u.item], modes[u.item], dates[u.item], u.reason, acc_ids[u.acc], u.seen,
        jsonb_build_object('kind', kinds[u.item], 'parentId', NULLIF(parents[u.item], 0)::text, 'metadata', metadata[u.item], 'lines', (
          SELECT COALESCE(jsonb_agg(jsonb_build_object('account', accounts[l.acc], 'side', l.side, 'amount', l.amount::text, 'metadata', NULLIF(l.data, '')::jsonb)), '[]')
          FROM unnest(line_accounts, line_sides, line_amounts, line_metadata) WITH ORDINALITY l (acc, side, amount, data, ord)
          WHERE l.ord > (SELECT COALESCE(sum(c), 0) FROM unnest(line_counts[:u.item - 1]) c)
            AND l.ord <= (SELECT sum(c) FROM unnest(line_counts[:u.item]) c))), moment
      FROM unnest(r_ids, r_item, r_reason, r_acc, r_seen) u (id, item, reason, acc, seen);
  END IF;
  IF no > 0 THEN
    INSERT INTO ledger.outbox (topic, payload, created_at)
      SELECT CASE u.monitor WHEN 0 THEN 'floor-alert' ELSE 'balance-monitor' END, CASE u.monitor
        WHEN 0 THEN jsonb_build_object('account', x.code, 'transactionId', t_ids[u.tx]::text, 'available', u.value::text, 'floor', floors[u.acc]::text)
        ELSE jsonb_build_object('account', x.code, 'transactionId', t_ids[u.tx]::text, 'monitorId', mon_id[u.monitor]::text,
          'name', (SELECT m.name FROM ledger.monitors m WHERE m.id = mon_id[u.monitor]), 'field', mon_field[u.monitor], 'op', mon_op[u.monitor],
          'threshold', mon_threshold[u.monitor]::text, 'balance', u.value::text) END, moment
      FROM unnest(o_tx[:no], o_acc[:no], o_monitor[:no], o_value[:no]) u (tx, acc, monitor, value) JOIN ledger.accounts x ON x.id = acc_ids[u.acc];
  END IF;

  FOR i IN 1..n LOOP
    item := i; status := NULL; transaction_id := NULL; reason := NULL; account := NULL; available := NULL; exponent := NULL;
    refused_id := NULL;
    replayed := outcome[i] IN (3, 5);
    noted := noted_at[i] > 0;
    f := CASE outcome[i] WHEN 5 THEN first_of[i] ELSE i END;
    CASE outcome[f]
      WHEN 1 THEN status := 'posted'; transaction_id := t_ids[place[f]];
      WHEN 2 THEN status := 'refused'; reason := r_reason[place[f]]; available := r_available[place[f]];
        refused_id := acc_ids[r_acc[place[f]]];
      WHEN 3 THEN status := known_outcome[f];
        IF status = 'posted' THEN transaction_id := known_ref[f];
        ELSE reason := known_reason[f]; refused_id := known_account[f];
          available := CASE WHEN reason = 'insufficient-funds' THEN known_available[f] END;
        END IF;
      ELSE status := 'refused'; reason := 'key-conflict';
    END CASE;
    IF refused_id IS NOT NULL THEN
      SELECT x.code, x.exponent INTO account, exponent FROM ledger.accounts x WHERE x.id = refused_id;
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;

ALTER TABLE ledger.entries ADD CONSTRAINT entries_metadata CHECK (metadata IS NULL OR jsonb_typeof(metadata) = 'object');

GRANT CREATE ON SCHEMA ledger TO ledger_owner;
DO $$ DECLARE f regprocedure; BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'ledger'::regnamespace AND p.proowner <> 'ledger_owner'::regrole LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO ledger_owner', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA ledger FROM ledger_owner;
GRANT EXECUTE ON FUNCTION ledger.post, ledger.open_accounts TO modern_lending_app;
