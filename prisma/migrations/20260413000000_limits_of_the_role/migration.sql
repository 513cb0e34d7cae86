-- The limits that hold for pages, as defaults of the role: a connection pooler refuses them as startup parameters, and set on a
-- session they would reach whoever gets the connection next. They are those of WEB in lib/connection-limits.ts, and a test
-- compares the two. Whoever may not change the role goes on without; web servers then name what is missing and do not start.
DO $$ DECLARE wanted text[] := ARRAY['statement_timeout=20s', 'lock_timeout=10s', 'idle_in_transaction_session_timeout=30s']; BEGIN
  FOR attempt IN 1..20 LOOP -- the role belongs to all databases of the server, and two of them may be migrated at once
    IF (SELECT coalesce(rolconfig @> wanted, false) FROM pg_roles WHERE rolname = 'modern_lending_app') THEN
      RETURN;
    END IF;
    BEGIN
      ALTER ROLE modern_lending_app SET statement_timeout = '20s';
      ALTER ROLE modern_lending_app SET lock_timeout = '10s';
      ALTER ROLE modern_lending_app SET idle_in_transaction_session_timeout = '30s';
      RETURN;
    EXCEPTION
      WHEN insufficient_privilege THEN
        RAISE WARNING 'The role modern_lending_app gets no limits: % may not change it.', current_user;
        RETURN;
      WHEN internal_error THEN
        PERFORM pg_sleep(0.1); -- changed by the other one in the same moment
    END;
  END LOOP;
  RAISE EXCEPTION 'The limits of the role modern_lending_app could not be set.';
END $$;
