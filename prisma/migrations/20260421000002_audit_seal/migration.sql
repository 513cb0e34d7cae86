-- The audit log says from which request, session and address something was done, under which permission and approval; and it is
-- sealed into a hash chain. A block covers the hashes of its rows, the block before and the head of the ledger at that moment, so
-- that one head kept outside the database proves both.
ALTER TABLE "audit_events"
  ADD COLUMN "request_id" TEXT,
  ADD COLUMN "session_id" TEXT,
  ADD COLUMN "ip_address" TEXT,
  ADD COLUMN "user_agent" TEXT,
  ADD COLUMN "permission" TEXT,
  ADD COLUMN "approval_id" TEXT,
  ADD COLUMN "is_break_glass" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "audit_blocks" (
    "n" BIGINT NOT NULL,
    "prev_hash" BYTEA NOT NULL,
    "ledger_block" BIGINT,
    "ledger_hash" BYTEA,
    "events" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_blocks_pkey" PRIMARY KEY ("n")
);
CREATE TABLE "audit_seals" (
    "event_id" BIGINT NOT NULL,
    "block" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_seals_pkey" PRIMARY KEY ("event_id")
);
CREATE INDEX "audit_seals_block_idx" ON "audit_seals"("block");

REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON audit_blocks, audit_seals FROM modern_lending_app;
CREATE TRIGGER audit_blocks_append_only BEFORE UPDATE OR DELETE ON audit_blocks FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_blocks_no_truncate BEFORE TRUNCATE ON audit_blocks FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE ON audit_seals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_seals_no_truncate BEFORE TRUNCATE ON audit_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The instant as seconds, because its text depends on the session's time zone.
CREATE FUNCTION audit_event_hash(e audit_events) RETURNS bytea LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT sha256(convert_to(jsonb_build_array(e.id, extract(epoch FROM e.at)::text, e.business_date - DATE '2000-01-01', e.actor_user_id,
    e.action, e.subject_type, e.subject_id, e.detail, e.request_id, e.session_id, e.ip_address, e.user_agent, e.permission,
    e.approval_id, e.is_break_glass)::text, 'UTF8'))
$$;

CREATE FUNCTION audit_block_hash(prev bytea, ledger bytea, of_block bigint) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT sha256(prev || coalesce(ledger, ''::bytea)
    || coalesce((SELECT string_agg(s.hash, ''::bytea ORDER BY s.event_id) FROM public.audit_seals s WHERE s.block = of_block), ''::bytea))
$$;

-- Seals what is not sealed yet among the last `recent` rows, or among all. A row that commits late has a lower id than one that is
-- sealed already, hence the window. Returns how many; 0 also while another process seals.
CREATE FUNCTION seal_audit(recent bigint DEFAULT NULL) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  next_n bigint; prev bytea; sealed integer; ledger_n bigint; ledger_h bytea;
  beginning bigint := coalesce((SELECT max(e.id) FROM public.audit_events e) - recent, 0);
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('seal of the audit log', 0)) THEN
    RETURN 0;
  END IF;
  SELECT b.n, b.hash INTO next_n, prev FROM public.audit_blocks b ORDER BY b.n DESC LIMIT 1;
  next_n := coalesce(next_n, 0) + 1;
  INSERT INTO public.audit_seals (event_id, block, hash)
    SELECT e.id, next_n, public.audit_event_hash(e) FROM public.audit_events e
     WHERE e.id > beginning AND NOT EXISTS (SELECT 1 FROM public.audit_seals s WHERE s.event_id = e.id)
     ORDER BY e.id LIMIT 10000;
  GET DIAGNOSTICS sealed = ROW_COUNT;
  IF sealed = 0 THEN
    RETURN 0;
  END IF;
  SELECT l.n, l.hash INTO ledger_n, ledger_h FROM ledger.blocks l ORDER BY l.n DESC LIMIT 1;
  INSERT INTO public.audit_blocks (n, prev_hash, ledger_block, ledger_hash, events, hash)
    VALUES (next_n, coalesce(prev, ''::bytea), ledger_n, ledger_h, sealed,
      public.audit_block_hash(coalesce(prev, ''::bytea), ledger_h, next_n));
  RETURN sealed;
END $$;

-- What is wrong with the chain, one sentence a row.
CREATE FUNCTION audit_faults() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT format('Audit event %s was changed after it was sealed in block %s.', s.event_id, s.block)
    FROM public.audit_seals s JOIN public.audit_events e ON e.id = s.event_id WHERE public.audit_event_hash(e) <> s.hash
  UNION ALL
  SELECT format('Audit event %s, sealed in block %s, is missing.', s.event_id, s.block)
    FROM public.audit_seals s WHERE NOT EXISTS (SELECT 1 FROM public.audit_events e WHERE e.id = s.event_id)
  UNION ALL
  SELECT format('Block %s of the audit log does not have the hash of its rows.', b.n)
    FROM public.audit_blocks b
   WHERE b.hash <> public.audit_block_hash(b.prev_hash, b.ledger_hash, b.n)
      OR b.events <> (SELECT count(*) FROM public.audit_seals s WHERE s.block = b.n)
  UNION ALL
  SELECT format('Block %s of the audit log does not continue the block before it.', b.n)
    FROM (SELECT n, prev_hash, lag(n, 1, 0::bigint) OVER w AS before, lag(hash, 1, ''::bytea) OVER w AS hash_before
            FROM public.audit_blocks WINDOW w AS (ORDER BY n)) b
   WHERE b.prev_hash <> b.hash_before OR b.n <> b.before + 1
  UNION ALL
  SELECT format('Block %s of the audit log names a head of the ledger that is not there.', b.n)
    FROM public.audit_blocks b
   WHERE b.ledger_block IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger.blocks l WHERE l.n = b.ledger_block AND l.hash = b.ledger_hash)
$$;
REVOKE ALL ON FUNCTION audit_event_hash, audit_block_hash, seal_audit, audit_faults FROM PUBLIC;
GRANT EXECUTE ON FUNCTION seal_audit, audit_faults TO modern_lending_app;
