-- What the database itself notes in the audit trail follows the naming scheme of lib/audit/actions.ts: subject.verb. Earlier
-- rows keep their names, because the trail is append-only.

CREATE OR REPLACE FUNCTION note_administrator() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.audit_events (business_date, action, subject_type, subject_id, detail)
    VALUES (public.noted_on(), 'user.grant-administrator', 'user', NEW.user_id, jsonb_build_object('databaseRole', session_user));
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION change_password_hash(of_user text, hash text, actor text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.users u SET password_hash = hash WHERE u.id = of_user;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Unknown user: %.', of_user USING ERRCODE = 'no_data_found';
  END IF;
  INSERT INTO public.audit_events (business_date, actor_user_id, action, subject_type, subject_id, detail)
    VALUES (public.noted_on(), NULLIF(actor, ''), 'user.change-password', 'user', of_user, jsonb_build_object('databaseRole', session_user));
END $$;

CREATE OR REPLACE FUNCTION change_floor(account_code text, floor bigint, actor text, reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE before bigint;
BEGIN
  IF reason IS NULL OR length(btrim(reason)) = 0 THEN
    RAISE EXCEPTION 'A change of a floor needs a reason.' USING ERRCODE = 'LG007';
  END IF;
  SELECT b.min_available INTO before FROM ledger.balances b JOIN ledger.accounts a ON a.id = b.account_id WHERE a.code = account_code;
  PERFORM ledger.set_floor(account_code, floor);
  INSERT INTO public.audit_events (business_date, actor_user_id, action, subject_type, subject_id, detail)
    VALUES (public.noted_on(), NULLIF(actor, ''), 'ledger-account.change-floor', 'ledger-account', account_code,
      jsonb_build_object('before', before::text, 'after', floor::text, 'reason', reason, 'databaseRole', session_user));
END $$;
