-- Type term: text forms, bad input, equality, order, indexes, wire format.
SET search_path = gov_cloud, public;

-- English and Chinese, as regulations and forms write them; printed in one form
SELECT i, i::term FROM unnest(ARRAY[
    '3 workdays', '1 workday', '1 workdays', '3 Working Days', '3workdays', '  30 days  ', '6 months', '1 year',
    '2 YEARS', '4 hours', '30 minutes', '007 days',
    '3个工作日', '3工作日', '3 个工作日', '30日', '30天', '30个自然日', '30自然日', '6个月', '1年', '4小时',
    '4个小时', '30分钟',
    '３０日', '１５　个工作日', '６ ｍｏｎｔｈｓ', E'30\u00A0日', E'6\u2002个月', E'\u30004小时\u3000', E'\t2\n年',
    '2147483647 minutes']) i;

-- what is no term says why, and what to write
CREATE FUNCTION refusal(input text, OUT state text, OUT message text, OUT detail text, OUT hint text)
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM input::gov_cloud.term;
    message := 'accepted';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
        detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
END $$;
SELECT r.state, r.message, r.detail FROM unnest(ARRAY[
    '', '   ', '3', '三个工作日', 'workdays', '个工作日', '0 workdays', '０个工作日', '0 weeks', '-3 workdays',
    '－３个工作日', '+3 workdays', '1.5 days', '1,000 days', '2147483648 days', '99999999999999999999 days',
    '2 weeks', '6月', '3 workday s', '3 dayss', '3 working  dayz', '3 days 4 hours', '3 days;', '3个工作日内',
    'NULL days', E'3\u200B日', '1530天以内，特殊情况除外，由主管部门另行决定', repeat('9', 70), '0x10 days']) WITH ORDINALITY i (input, n),
    refusal(i.input) r ORDER BY i.n;
SELECT DISTINCT r.state, r.hint FROM unnest(ARRAY['3', '6月', '0 workdays', '-3 workdays', '2147483648 days']) i, refusal(i) r
ORDER BY 1, 2;
SELECT '3 fortnights'::term;

-- equality is structural, the order is (unit, amount)
SELECT '24 hours'::term = '1 day'::term AS hours_day, '12 months'::term = '1 year'::term AS months_year,
       '3个工作日'::term = '3 workdays'::term AS same, '3 workdays'::term <> '3 days'::term AS differ;
SELECT t FROM unnest(ARRAY['1 year', '2 days', '10 days', '9 days', '1 minute', '100 hours', '5 workdays', '1 month']::term[]) t
ORDER BY t;
SELECT a, b, a < b AS lt, a <= b AS le, a > b AS gt, a >= b AS ge, term_cmp(a, b) AS cmp
FROM (VALUES ('2 days'::term, '10 days'::term), ('1 year', '11 months'), ('1 hour', '1 hour')) v (a, b);

-- btree and hash, on disk and in plans
CREATE TABLE kept (t term PRIMARY KEY);
INSERT INTO kept SELECT (n || ' ' || u)::term FROM generate_series(1, 500) n, unnest(ARRAY['days', 'workdays', 'months']) u;
INSERT INTO kept VALUES ('7日');   -- refused: there already, in English
CREATE INDEX ON kept USING hash (t);
SET enable_seqscan = off;
SELECT t FROM kept WHERE t BETWEEN '499 workdays' AND '2 days' ORDER BY t;
SELECT count(*) FROM kept WHERE t = '30天';
SELECT count(*) FROM kept a JOIN kept b USING (t);
SET enable_hashjoin = off;
SELECT count(*) FROM kept a JOIN kept b USING (t);
RESET enable_hashjoin;
RESET enable_seqscan;
SELECT count(DISTINCT t) FROM (SELECT '6 months'::term UNION ALL SELECT '6个月' UNION ALL SELECT '180 days') v (t);
SELECT count(*) FROM (SELECT t, count(*) FROM kept GROUP BY t) v;

-- eight bytes by value, and the wire is checked as text is
SELECT typlen, typbyval, typalign, typstorage FROM pg_type WHERE oid = 'term'::regtype;
SELECT term_send('3 workdays'), term_send('2147483647 years');
SELECT current_setting('data_directory') || '/term.copy' AS file \gset
CREATE TABLE wire (t term);
COPY kept TO :'file' (FORMAT binary);
COPY wire FROM :'file' (FORMAT binary);
SELECT count(*) FROM wire JOIN kept USING (t);
TRUNCATE wire;
-- a file of COPY BINARY with one row of one field
CREATE FUNCTION write_row(file text, field bytea) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    lo oid := lo_from_bytea(0, '\x5047434f50590aff0d0a00'::bytea || '\x0000000000000000' || '\x0001'
        || decode(lpad(to_hex(length(field)), 8, '0'), 'hex') || field || '\xffff');
BEGIN
    PERFORM lo_export(lo, file);
END $$;
SELECT write_row(:'file', '\x0000000300000003');
COPY wire FROM :'file' (FORMAT binary);
TABLE wire;
SELECT write_row(:'file', '\x0000000000000003');
COPY wire FROM :'file' (FORMAT binary);
SELECT write_row(:'file', '\x0000000700000003');
COPY wire FROM :'file' (FORMAT binary);
SELECT write_row(:'file', '\x0000000300000000');
COPY wire FROM :'file' (FORMAT binary);
SELECT write_row(:'file', '\x00000003ffffffff');
COPY wire FROM :'file' (FORMAT binary);
SELECT write_row(:'file', '\x00000003');
COPY wire FROM :'file' (FORMAT binary);
SELECT write_row(:'file', '\x000000030000000300');
COPY wire FROM :'file' (FORMAT binary);
