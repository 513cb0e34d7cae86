-- Seven roles for staff instead of one, with who granted each, why and until when; users who are suspended; invitations.
-- The database keeps the rules that must hold whatever the application asks: nobody grants a role to themselves, staff neither
-- borrow nor invest, an administrator is always left, and every grant and withdrawal is in the audit log.

ALTER TYPE "Role" ADD VALUE 'SUPPORT';
ALTER TYPE "Role" ADD VALUE 'UNDERWRITER';
ALTER TYPE "Role" ADD VALUE 'COLLECTIONS';
ALTER TYPE "Role" ADD VALUE 'TREASURY';
ALTER TYPE "Role" ADD VALUE 'ACCOUNTANT';
ALTER TYPE "Role" ADD VALUE 'AUDITOR';

ALTER TABLE "users" ADD COLUMN "suspended_at" TIMESTAMPTZ(3), ADD COLUMN "suspended_reason" TEXT;
GRANT UPDATE ("suspended_at", "suspended_reason") ON "users" TO modern_lending_app;

ALTER TABLE "user_roles"
  ADD COLUMN "granted_by" TEXT,
  ADD COLUMN "reason" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "expires_at" TIMESTAMPTZ(3),
  ADD COLUMN "is_break_glass" BOOLEAN NOT NULL DEFAULT false,
  ADD CONSTRAINT "user_roles_granted_by_another" CHECK (
    granted_by IS DISTINCT FROM user_id
    OR (is_break_glass AND expires_at IS NOT NULL AND expires_at <= granted_at + interval '60 minutes'));

CREATE TABLE "staff_invitations" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "roles" TEXT[],
    "reason" TEXT NOT NULL,
    "invited_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_invitations_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "staff_invitations_email_idx" ON "staff_invitations"("email");
CREATE UNIQUE INDEX "staff_invitations_open" ON "staff_invitations"("email") WHERE used_at IS NULL AND withdrawn_at IS NULL;
ALTER TABLE "staff_invitations" ADD CONSTRAINT "staff_invitations_email_is_lower_case" CHECK (email = lower(email));
SELECT keep_columns('staff_invitations', ARRAY['id', 'email', 'roles', 'reason', 'invited_by', 'created_at', 'expires_at']);
REVOKE DELETE, TRUNCATE ON staff_invitations FROM modern_lending_app;

CREATE FUNCTION keep_staff_apart() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM public.user_roles r WHERE r.user_id = NEW.user_id
      AND (r.role::text IN ('BORROWER', 'INVESTOR')) <> (NEW.role::text IN ('BORROWER', 'INVESTOR'))) THEN
    RAISE EXCEPTION 'Staff accounts neither borrow nor invest.' USING ERRCODE = 'ML002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER user_roles_keep_staff_apart BEFORE INSERT ON user_roles FOR EACH ROW EXECUTE FUNCTION keep_staff_apart();

-- Waits for whoever changes administrators at the same moment, and then counts what is left. A role that expires does not count.
CREATE FUNCTION keep_an_administrator() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('administrators', 0));
  IF NOT EXISTS (SELECT 1 FROM public.user_roles r JOIN public.users u ON u.id = r.user_id
      WHERE r.role::text = 'ADMIN' AND r.expires_at IS NULL AND u.suspended_at IS NULL) THEN
    RAISE EXCEPTION 'This is the last administrator.' USING ERRCODE = 'ML001';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER user_roles_keep_an_administrator AFTER UPDATE OR DELETE ON user_roles FOR EACH ROW
  WHEN (OLD.role::text = 'ADMIN') EXECUTE FUNCTION keep_an_administrator();
CREATE FUNCTION keep_an_administrator_open() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('administrators', 0));
  IF EXISTS (SELECT 1 FROM public.user_roles r WHERE r.user_id = NEW.id AND r.role::text = 'ADMIN')
    AND NOT EXISTS (SELECT 1 FROM public.user_roles r JOIN public.users u ON u.id = r.user_id
      WHERE r.role::text = 'ADMIN' AND r.expires_at IS NULL AND u.suspended_at IS NULL) THEN
    RAISE EXCEPTION 'This is the last administrator.' USING ERRCODE = 'ML001';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER users_keep_an_administrator AFTER UPDATE OF suspended_at ON users FOR EACH ROW
  WHEN (NEW.suspended_at IS NOT NULL AND OLD.suspended_at IS NULL) EXECUTE FUNCTION keep_an_administrator_open();

-- Whoever gives somebody a role of staff leaves a trace, by whatever statement.
CREATE FUNCTION note_staff_role() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.audit_events (business_date, actor_user_id, action, subject_type, subject_id, detail)
    VALUES (public.noted_on(), NEW.granted_by, 'user.grant-staff-role', 'user', NEW.user_id, jsonb_strip_nulls(jsonb_build_object(
      'role', NEW.role, 'reason', NULLIF(NEW.reason, ''), 'expiresAt', NEW.expires_at,
      'isBreakGlass', NULLIF(NEW.is_break_glass, false), 'databaseRole', session_user)));
  RETURN NULL;
END $$;
DROP TRIGGER user_roles_note_administrator ON user_roles;
DROP FUNCTION note_administrator();
CREATE TRIGGER user_roles_note_staff AFTER INSERT ON user_roles FOR EACH ROW
  WHEN (NEW.role::text NOT IN ('BORROWER', 'INVESTOR')) EXECUTE FUNCTION note_staff_role();

-- The application may not delete roles; this way leaves a trace.
CREATE FUNCTION withdraw_staff_role(of_user text, withdrawn text, actor text, reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM public.user_roles r
    WHERE r.user_id = of_user AND r.role::text = withdrawn AND withdrawn NOT IN ('BORROWER', 'INVESTOR');
  IF NOT FOUND THEN
    RAISE EXCEPTION 'The user % does not have the role %.', of_user, withdrawn USING ERRCODE = 'no_data_found';
  END IF;
  INSERT INTO public.audit_events (business_date, actor_user_id, action, subject_type, subject_id, detail)
    VALUES (public.noted_on(), NULLIF(actor, ''), 'user.withdraw-staff-role', 'user', of_user,
      jsonb_build_object('role', withdrawn, 'reason', reason, 'databaseRole', session_user));
END $$;
REVOKE ALL ON FUNCTION keep_staff_apart, keep_an_administrator, keep_an_administrator_open, note_staff_role, withdraw_staff_role FROM PUBLIC;
GRANT EXECUTE ON FUNCTION withdraw_staff_role TO modern_lending_app;
