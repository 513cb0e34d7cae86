-- What the application's role may not do, whatever the application asks: rewrite history, change what a row was made with,
-- or change passwords, roles and floors without a trace. A new column is updatable only once a migration grants it, or
-- calls keep_columns again.

-- The named columns, and by whoever connects as the application, stay as they were inserted; the others may be updated.
CREATE FUNCTION keep_columns(kept_table regclass, kept text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE others text; unknown text;
BEGIN
  SELECT k INTO unknown FROM unnest(kept) k
    WHERE NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = kept_table AND a.attname = k AND NOT a.attisdropped) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'The table % has no column %.', kept_table, unknown;
  END IF;
  SELECT string_agg(format('%I', a.attname), ', ') INTO others FROM pg_attribute a
    WHERE a.attrelid = kept_table AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> ALL (kept);
  EXECUTE format('REVOKE UPDATE ON %s FROM modern_lending_app', kept_table);
  EXECUTE format('GRANT UPDATE (%s) ON %s TO modern_lending_app', others, kept_table);
END $$;
REVOKE ALL ON FUNCTION keep_columns FROM PUBLIC;

SELECT keep_columns('payment_orders', ARRAY['id', 'number', 'kind', 'direction', 'rail', 'amount', 'user_id', 'subject_type', 'subject_id',
  'reference', 'hold_transaction_id', 'created_on', 'created_at']);
SELECT keep_columns('payment_transitions', ARRAY['id', 'payment_order_id', 'to_status', 'at', 'business_date', 'source', 'detail']);
SELECT keep_columns('users', ARRAY['id', 'email', 'password_hash', 'created_at']);
SELECT keep_columns('offers', ARRAY['id', 'application_id', 'product_id', 'amount', 'term_months', 'method', 'annual_rate', 'day_count',
  'rounding', 'origination_fee', 'monthly_payment', 'last_payment', 'apr', 'amount_financed', 'finance_charge', 'total_of_payments']);
SELECT keep_columns('loans', ARRAY['id', 'number', 'borrower_id', 'application_id', 'offer_id', 'agreement_id', 'principal',
  'origination_fee', 'annual_rate', 'term_months', 'method', 'day_count', 'rounding', 'accepted_on', 'created_at']);
SELECT keep_columns('investments', ARRAY['id', 'number', 'investor_id', 'option_id', 'principal', 'annual_rate', 'term_months',
  'agreement_id', 'idempotency_key', 'created_on', 'created_at']);
SELECT keep_columns('repayments', ARRAY['id', 'loan_id', 'amount', 'idempotency_key', 'created_at']);
SELECT keep_columns('external_accounts', ARRAY['id', 'user_id', 'created_at']);
SELECT keep_columns('webhook_messages', ARRAY['id', 'topic', 'object_id', 'body', 'received_at']);
SELECT keep_columns('sessions', ARRAY['id', 'user_id', 'created_at']);

-- Rows that money or a contract hangs on are never deleted.
REVOKE DELETE ON payment_orders, users, offers, loans, investments, repayments, interest_accruals, webhook_messages,
  borrowers, investors, loan_applications, loan_products, investment_options FROM modern_lending_app;
-- History has neither.
REVOKE UPDATE, DELETE ON audit_events, application_events, signed_documents, charge_offs, installments, user_roles, writeback_calls
  FROM modern_lending_app;
REVOKE DELETE ON payment_transitions FROM modern_lending_app;

-- Append-only for the owner of the database too.
CREATE TRIGGER installments_append_only BEFORE UPDATE OR DELETE ON installments
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER installments_no_truncate BEFORE TRUNCATE ON installments
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payment_transitions_no_delete BEFORE DELETE ON payment_transitions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payment_transitions_no_truncate BEFORE TRUNCATE ON payment_transitions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payment_orders_no_delete BEFORE DELETE ON payment_orders
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payment_orders_no_truncate BEFORE TRUNCATE ON payment_orders
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- That somebody acted on a transition is noted on it once, and nothing else of it ever changes.
CREATE TRIGGER payment_transitions_append_only BEFORE UPDATE ON payment_transitions FOR EACH ROW
  WHEN (NEW.handled_at IS NULL OR (NEW.id, NEW.payment_order_id, NEW.to_status, NEW.at, NEW.business_date, NEW.source, NEW.detail)
    IS DISTINCT FROM (OLD.id, OLD.payment_order_id, OLD.to_status, OLD.at, OLD.business_date, OLD.source, OLD.detail))
  EXECUTE FUNCTION refuse_change();

-- Audited ways ------------------------------------------------------------------------------------------------------

-- The business date of what the database itself notes.
CREATE FUNCTION noted_on() RETURNS date LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT COALESCE((SELECT c.business_date FROM public.business_clock c WHERE c.id = 1), CURRENT_DATE)
$$;

-- Whoever makes somebody an administrator leaves a trace, by whatever statement.
CREATE FUNCTION note_administrator() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.audit_events (business_date, action, subject_type, subject_id, detail)
    VALUES (public.noted_on(), 'grant administrator role', 'user', NEW.user_id, jsonb_build_object('databaseRole', session_user));
  RETURN NULL;
END $$;
CREATE TRIGGER user_roles_note_administrator AFTER INSERT ON user_roles FOR EACH ROW
  WHEN (NEW.role = 'ADMIN') EXECUTE FUNCTION note_administrator();

CREATE FUNCTION change_password_hash(of_user text, hash text, actor text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.users u SET password_hash = hash WHERE u.id = of_user;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Unknown user: %.', of_user USING ERRCODE = 'no_data_found';
  END IF;
  INSERT INTO public.audit_events (business_date, actor_user_id, action, subject_type, subject_id, detail)
    VALUES (public.noted_on(), NULLIF(actor, ''), 'change password', 'user', of_user, jsonb_build_object('databaseRole', session_user));
END $$;

CREATE FUNCTION change_floor(account_code text, floor bigint, actor text, reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE before bigint;
BEGIN
  IF reason IS NULL OR length(btrim(reason)) = 0 THEN
    RAISE EXCEPTION 'A change of a floor needs a reason.' USING ERRCODE = 'LG007';
  END IF;
  SELECT b.min_available INTO before FROM ledger.balances b JOIN ledger.accounts a ON a.id = b.account_id WHERE a.code = account_code;
  PERFORM ledger.set_floor(account_code, floor);
  INSERT INTO public.audit_events (business_date, actor_user_id, action, subject_type, subject_id, detail)
    VALUES (public.noted_on(), NULLIF(actor, ''), 'change floor', 'ledger-account', account_code,
      jsonb_build_object('before', before::text, 'after', floor::text, 'reason', reason, 'databaseRole', session_user));
END $$;

REVOKE ALL ON FUNCTION note_administrator, noted_on, change_password_hash, change_floor FROM PUBLIC;
GRANT EXECUTE ON FUNCTION change_password_hash, change_floor TO modern_lending_app;
REVOKE EXECUTE ON FUNCTION ledger.set_floor FROM modern_lending_app;
