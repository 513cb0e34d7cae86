-- The seal after a logical restore. Its windows are ranges of transaction ids, and those begin again in another cluster: so
-- each chain remembers the cluster it was sealed in, and a restored database starts a new one that is linked to the old head.

-- A chain begins at a block. What was there before it (the ids up to `..._after`) is in blocks up to that one, whatever
-- transaction ids it bears; what came later is taken in windows that begin at `begins`.
CREATE TABLE ledger.chains (
  n                  BIGINT NOT NULL,
  system_identifier  TEXT NOT NULL,
  first_block        BIGINT NOT NULL,
  transactions_after BIGINT NOT NULL,
  rejections_after   BIGINT NOT NULL,
  commits_after      BIGINT NOT NULL,
  begins             XID8 NOT NULL,
  reason             TEXT NOT NULL,
  started_by         TEXT NOT NULL,
  started_at         TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT chains_pkey PRIMARY KEY (n),
  CONSTRAINT chains_reason CHECK (length(reason) BETWEEN 1 AND 500 AND reason !~ '[[:cntrl:]]'),
  CONSTRAINT chains_started_by CHECK (length(started_by) BETWEEN 1 AND 200)
);
CREATE UNIQUE INDEX chains_first_block_key ON ledger.chains (first_block);
CREATE TRIGGER chains_append_only BEFORE UPDATE OR DELETE ON ledger.chains FOR EACH ROW EXECUTE FUNCTION ledger.guard_append_only();
CREATE TRIGGER chains_no_truncate BEFORE TRUNCATE ON ledger.chains FOR EACH STATEMENT EXECUTE FUNCTION ledger.guard_append_only();

INSERT INTO ledger.chains (n, system_identifier, first_block, transactions_after, rejections_after, commits_after, begins, reason, started_by)
  SELECT 1, s.system_identifier::text, 1, 0, 0, 0, '0', 'The first chain', 'the ledger' FROM pg_control_system() s
  WHERE EXISTS (SELECT 1 FROM ledger.blocks);

-- Whether the last block was sealed in another cluster, or in a past of this one that has not happened yet.
CREATE FUNCTION ledger.is_restored() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT COALESCE((SELECT b.xact_upto > pg_snapshot_xmax(pg_current_snapshot())
      OR (SELECT c.system_identifier FROM ledger.chains c ORDER BY c.n DESC LIMIT 1) IS DISTINCT FROM
        (SELECT s.system_identifier::text FROM pg_control_system() s)
    FROM ledger.blocks b ORDER BY b.n DESC LIMIT 1), false)
$$;

-- Appends the items to the chain, in blocks of 1000; without items one block that only carries the link on.
CREATE FUNCTION ledger.append_blocks(items bigint[], begins xid8, ends xid8, follows bytea) RETURNS int LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE part bigint[]; sums bytea; link bytea := follows; number bigint; sealed int := 0;
BEGIN
  SELECT COALESCE(max(b.n), 0) INTO number FROM ledger.blocks b;
  LOOP
    part := items[sealed + 1 : sealed + 1000];
    SELECT COALESCE(string_agg(sha256(convert_to(c.body, 'UTF8')), ''::bytea ORDER BY u.ord), ''::bytea) INTO sums
      FROM unnest(part) WITH ORDINALITY u (id, ord) JOIN ledger.canonical(part) c ON c.id = u.id;
    number := number + 1;
    INSERT INTO ledger.blocks (n, xact_from, xact_upto, ids, digests, prev_hash, hash)
      VALUES (number, begins, ends, part, sums, link,
        sha256(link || convert_to(jsonb_build_array(number, begins::text, ends::text, part)::text, 'UTF8') || sums))
      RETURNING hash INTO link;
    sealed := sealed + cardinality(part);
    EXIT WHEN sealed >= cardinality(items);
  END LOOP;
  RETURN sealed;
END $$;

-- As before, within the chain of this cluster; 0 too in a restored database, which has to start a new chain first.
CREATE OR REPLACE FUNCTION ledger.seal(most int DEFAULT 20000) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  begins xid8; ends xid8; capped xid8; items bigint[]; last record; chain record;
BEGIN
  IF NOT pg_try_advisory_xact_lock(7232638) OR ledger.is_restored() THEN
    RETURN 0;
  END IF;
  SELECT b.n, b.xact_upto, b.hash INTO last FROM ledger.blocks b ORDER BY b.n DESC LIMIT 1;
  SELECT c.commits_after, c.rejections_after INTO chain FROM ledger.chains c ORDER BY c.n DESC LIMIT 1;
  begins := COALESCE(last.xact_upto, '0'::xid8);
  ends := pg_snapshot_xmin(pg_current_snapshot());
  -- The first database transaction that no longer fits begins the next call's window.
  SELECT c.xact_id INTO capped FROM (
    SELECT x.xact_id, sum(x.last_id - x.first_id + 1) OVER (ORDER BY x.xact_id, x.id) AS n
    FROM (SELECT * FROM ledger.commits y WHERE y.xact_id >= begins AND y.xact_id < ends AND y.id > COALESCE(chain.commits_after, 0)
      ORDER BY y.xact_id, y.id LIMIT most + 1) x) c
    WHERE c.n > most AND c.xact_id > (SELECT y.xact_id FROM ledger.commits y
      WHERE y.xact_id >= begins AND y.id > COALESCE(chain.commits_after, 0) ORDER BY y.xact_id LIMIT 1)
    ORDER BY c.xact_id LIMIT 1;
  ends := LEAST(ends, COALESCE(capped, ends));
  items := ARRAY(SELECT w.id FROM (
    SELECT c.xact_id, t.id FROM ledger.commits c JOIN ledger.transactions t ON t.id BETWEEN c.first_id AND c.last_id AND t.xact_id = c.xact_id
      WHERE c.xact_id >= begins AND c.xact_id < ends AND c.id > COALESCE(chain.commits_after, 0)
    UNION SELECT r.xact_id, -r.id FROM ledger.rejections r
      WHERE r.xact_id >= begins AND r.xact_id < ends AND r.id > COALESCE(chain.rejections_after, 0)) w
    ORDER BY w.xact_id, w.id);
  IF cardinality(items) = 0 THEN
    RETURN 0;
  END IF;
  INSERT INTO ledger.chains (n, system_identifier, first_block, transactions_after, rejections_after, commits_after, begins, reason, started_by)
    SELECT 1, s.system_identifier::text, 1, 0, 0, 0, '0', 'The first chain', 'the ledger' FROM pg_control_system() s
    WHERE NOT EXISTS (SELECT 1 FROM ledger.chains);
  RETURN ledger.append_blocks(items, begins, ends, COALESCE(last.hash, sha256('Modern Lending')));
END $$;

-- Starts a new chain in a restored database. Its first blocks take in everything that no block has yet; their link is the
-- hash of the old head and of what this row says, so that neither can be changed later. Waits for every posting under way.
CREATE FUNCTION ledger.start_chain(why text) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE chain ledger.chains; head bytea; items bigint[]; ends xid8;
BEGIN
  PERFORM pg_advisory_xact_lock(7232636);
  PERFORM pg_advisory_xact_lock(7232638);
  IF NOT ledger.is_restored() THEN
    RAISE EXCEPTION 'The chain of the seal continues in this database; only a restored one starts a new chain.' USING ERRCODE = 'LG014';
  END IF;
  ends := pg_snapshot_xmin(pg_current_snapshot());
  SELECT b.hash INTO head FROM ledger.blocks b ORDER BY b.n DESC LIMIT 1;
  INSERT INTO ledger.chains (n, system_identifier, first_block, transactions_after, rejections_after, commits_after, begins, reason, started_by)
    SELECT (SELECT max(c.n) + 1 FROM ledger.chains c), s.system_identifier::text, (SELECT max(b.n) + 1 FROM ledger.blocks b),
      (SELECT COALESCE(max(t.id), 0) FROM ledger.transactions t), (SELECT COALESCE(max(r.id), 0) FROM ledger.rejections r),
      (SELECT COALESCE(max(c.id), 0) FROM ledger.commits c), ends, why, session_user
    FROM pg_control_system() s
    RETURNING * INTO chain;
  items := ARRAY(SELECT w.id FROM (
    SELECT t.id FROM ledger.transactions t UNION ALL SELECT -r.id FROM ledger.rejections r
    EXCEPT SELECT unnest(b.ids) FROM ledger.blocks b) w ORDER BY abs(w.id), w.id);
  PERFORM ledger.append_blocks(items, '0', ends, sha256(head || convert_to(jsonb_build_array(chain.n, chain.system_identifier,
    chain.first_block, chain.transactions_after, chain.rejections_after, chain.commits_after, chain.begins::text, chain.reason,
    chain.started_by, (extract(epoch FROM chain.started_at) * 1000000)::bigint)::text, 'UTF8')));
  RETURN chain.n;
END $$;

GRANT SELECT ON ledger.chains TO ledger_owner, modern_lending_app;
GRANT INSERT ON ledger.chains TO ledger_owner;
GRANT CREATE ON SCHEMA ledger TO ledger_owner;
DO $$ DECLARE f regprocedure; BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'ledger'::regnamespace AND p.proowner <> 'ledger_owner'::regrole LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO ledger_owner', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA ledger FROM ledger_owner;
GRANT EXECUTE ON FUNCTION ledger.is_restored, ledger.start_chain TO modern_lending_app;
