-- Two rules of dates for ledger.post: a reversal is not dated before its original, and a decision of our own is not dated
-- after the business date. Today is an argument where the calendar decides, and the business clock's day in the sandbox.

GRANT SELECT ON public.business_clock TO ledger_owner;
GRANT CREATE ON SCHEMA ledger TO ledger_owner;

-- The function stays as it is but for these lines, each of which must be there.
DO $do$
DECLARE
  source text := pg_get_functiondef('ledger.post'::regproc);
  edit text[];
  edits text[] := ARRAY[
    ['cond_amounts bigint[])' || chr(10) || ' RETURNS TABLE',
     'cond_amounts bigint[], today date)' || chr(10) || ' RETURNS TABLE'],
    ['par_kinds smallint[];',
     'par_kinds smallint[]; par_days date[];'],
    ['SELECT array_agg(t.kind ORDER BY u.ord), string_agg(u.id::text, '', '') FILTER (WHERE t.id IS NULL) INTO par_kinds, refusal',
     'SELECT array_agg(t.kind ORDER BY u.ord), array_agg(t.effective_on ORDER BY u.ord), string_agg(u.id::text, '', '') FILTER (WHERE t.id IS NULL)
      INTO par_kinds, par_days, refusal'],
    ['SELECT max(x.closed_through) INTO closed FROM ledger.periods x;',
     'SELECT max(x.closed_through) INTO closed FROM ledger.periods x;
  today := COALESCE(today, (SELECT x.business_date FROM public.business_clock x WHERE x.id = 1));'],
    ['refusal := CASE WHEN dates[i] <= closed AND mode = 1 THEN ''period-closed'' END;',
     'refusal := CASE WHEN dates[i] <= closed AND mode = 1 THEN ''period-closed'' WHEN dates[i] > today AND mode = 1 THEN ''future-date'' END;'],
    ['WHEN kind = 5 AND par_reversed[p] THEN ''already-reversed''',
     'WHEN kind = 5 AND par_reversed[p] THEN ''already-reversed''
        WHEN kind = 5 AND GREATEST(dates[i], closed + 1) < par_days[p] THEN ''before-original''']];
BEGIN
  FOREACH edit SLICE 1 IN ARRAY edits LOOP
    IF position(edit[1] IN source) = 0 THEN
      RAISE EXCEPTION 'ledger.post does not have the line: %', edit[1];
    END IF;
    source := replace(source, edit[1], edit[2]);
  END LOOP;
  DROP FUNCTION ledger.post;
  EXECUTE source;
END $do$;

ALTER FUNCTION ledger.post OWNER TO ledger_owner;
REVOKE ALL ON FUNCTION ledger.post FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.post TO modern_lending_app;
REVOKE CREATE ON SCHEMA ledger FROM ledger_owner;
