-- What every test may lean on, beside the extension itself.
SELECT gov_cloud.install_storage();

-- What a refused statement says: SQLSTATE, machine code, message, article, hint.  Runs it as the caller.
CREATE FUNCTION public.refusal(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    code text; constraint_code text; detail text; hint text;
BEGIN
    EXECUTE statement;
    RETURN 'not refused';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, constraint_code = CONSTRAINT_NAME,
        detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    RETURN concat_ws(' ', code, NULLIF(constraint_code, '')) || ': ' || concat_ws(E'\n', SQLERRM, NULLIF(detail, ''), NULLIF(hint, ''));
END $$;

\ir example.sql
\ir approval.sql
