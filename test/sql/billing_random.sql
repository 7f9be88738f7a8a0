-- Random histories (seeded): facts in any order, late or in time, drafts and closings in between.
-- Whatever happened, what is billed for a month is what a naive rating of each single day gives.
INSERT INTO gov_cloud.jurisdiction (code, name) VALUES ('341522', '霍邱县');
INSERT INTO gov_cloud.organization (id, credit_code, name, kind, jurisdiction)
  SELECT n, gov_cloud.uscc_complete('91340000MA' || lpad(n::text, 7, '0')), 'o' || n, 'provider', '341522' FROM generate_series(1, 100) n;
INSERT INTO gov_cloud.person (id, login, name, organization) VALUES (1, current_user, '会计', 1);
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (1, 1, 'finance', '341522');
INSERT INTO gov_cloud.person (id, name, organization) SELECT 1000 + n, '客户经理', n FROM generate_series(1, 100) n;
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) SELECT 1000 + n, n, 'provider', '341522' FROM generate_series(1, 100) n;
INSERT INTO gov_cloud.catalogue_item (jurisdiction, code, family, category_l2, name, components) VALUES
  ('341522', 'vm', 'host', '计算', '弹性云服务器', '{vcpu,memory_gb}'),
  ('341522', 'ip', 'infrastructure', '网络服务', '弹性互联网IP地址', '{unit}');
INSERT INTO gov_cloud.system (id, unit_id, jurisdiction, name, classified, funding) VALUES (1, 1, '341522', 's', false, 'county');

-- the second implementation: a row a day, joined to runs of equal quantity and price inside a month
CREATE VIEW naive AS
WITH day AS (
  SELECT r.provider_id, r.id AS resource, c.component, d::date AS day, p.id AS price, p.amount,
    s.quantity * CASE c.component WHEN 'vcpu' THEN s.vcpu WHEN 'memory_gb' THEN s.memory_gb ELSE 1 END AS quantity,
    CASE p.per WHEN 'day' THEN 1 ELSE extract(day FROM date_trunc('month', d) + interval '1 month - 1 day') END AS divisor,
    w.payer, w.decision
  FROM gov_cloud.resource r
  JOIN gov_cloud.catalogue_item i ON i.code = r.item CROSS JOIN unnest(i.components) c (component)
  CROSS JOIN generate_series(timestamp '2026-01-01', '2026-06-30', '1 day') d
  JOIN gov_cloud.resource_specification s ON s.resource = r.id AND s.valid @> d::date
  JOIN gov_cloud.price_list l ON l.provider_id = r.provider_id AND l.status = 'published' AND l.valid @> d::date
  JOIN gov_cloud.price p ON p.list = l.id AND p.item = r.item AND p.component = c.component AND p.valid @> d::date
  LEFT JOIN LATERAL (SELECT x.payer, x.id AS decision FROM gov_cloud.payer_decision x LEFT JOIN gov_cloud.payer_decision_end e ON e.decision = x.id
    WHERE x.resource = r.id AND coalesce(x.component, c.component) = c.component AND x.days @> d::date AND (e.from_day IS NULL OR d::date < e.from_day)
    ORDER BY x.id DESC LIMIT 1) w ON true
  WHERE r.billed @> d::date AND (r.released_at IS NULL OR NOT upper_inf(r.billed) OR d::date < (r.released_at AT TIME ZONE 'Asia/Shanghai')::date)
), run AS (
  SELECT *, day - row_number() OVER (PARTITION BY resource, component, date_trunc('month', day), quantity, price, decision ORDER BY day)::int AS island
  FROM day WHERE quantity > 0
), line AS (
  SELECT provider_id, date_trunc('month', day)::date AS month, resource, component, coalesce(payer, 'central') AS payer,
    round(amount * quantity * count(*) / divisor, 2) AS amount
  FROM run GROUP BY provider_id, date_trunc('month', day), resource, component, quantity, price, amount, divisor, island, payer, decision
)
SELECT provider_id, month, payer, sum(amount) AS amount FROM line GROUP BY provider_id, month, payer;

CREATE FUNCTION dice(low int, high int) RETURNS int LANGUAGE sql AS 'SELECT low + floor(random() * (high - low + 1))::int';
-- 2026-01-01 is day 0
CREATE FUNCTION a_day(low int, high int) RETURNS date LANGUAGE sql AS 'SELECT date ''2026-01-01'' + dice(low, high)';

CREATE PROCEDURE price(provider bigint) LANGUAGE plpgsql AS $$
DECLARE
  list bigint;
  start date := '2026-01-01';
BEGIN
  PERFORM set_config('gov_cloud.clock', '2026-01-01 08:00', false);
  FOR n IN 1..dice(1, 3) LOOP
    list := gov_cloud.create_price_list('341522', provider, n::text, start);
    PERFORM gov_cloud.set_price(list, 'vm', 'vcpu', CASE dice(0, 1) WHEN 0 THEN 'day' ELSE 'month' END, dice(0, 999999) / 10000.0);
    PERFORM gov_cloud.set_price(list, 'vm', 'memory_gb', 'month', dice(0, 99999) / 10000.0);
    PERFORM gov_cloud.set_price(list, 'vm', 'memory_gb', 'day', dice(0, 9999) / 10000.0, start + dice(1, 60));
    PERFORM gov_cloud.set_price(list, 'ip', 'unit', 'month', dice(1, 9999) / 100.0);
    PERFORM gov_cloud.publish_price_list(list);
    start := start + dice(10, 60);
  END LOOP;
END $$;

-- somebody decides that days of a resource are not paid centrally, or that they are again (no matter is needed here)
CREATE PROCEDURE decide(provider bigint) LANGUAGE plpgsql AS $$
DECLARE
  d date := a_day(0, 150);
BEGIN
  PERFORM set_config('session_replication_role', 'replica', false);
  IF random() < 0.7 THEN
    INSERT INTO gov_cloud.payer_decision (resource, unit_id, jurisdiction, provider_id, system_id, component, payer, basis, days, matter, matter_event, person, reason, decided_at)
    SELECT id, 1, '341522', provider, 1, (ARRAY[NULL, 'vcpu', 'memory_gb'])[dice(1, 3)], (ARRAY['unit_self', 'unpaid_invalid'])[dice(1, 2)],
      'late_reclaim', daterange(d, nullif(d + dice(0, 60), d)), 1, 1, 1, 'decided', clock_timestamp()
    FROM (SELECT id FROM gov_cloud.resource WHERE provider_id = provider ORDER BY random() LIMIT 1) r;
  ELSE
    INSERT INTO gov_cloud.payer_decision_end (decision, unit_id, jurisdiction, provider_id, from_day, matter, matter_event, person, reason, ended_at)
    SELECT id, 1, '341522', provider, d, 1, 1, 1, 'ended', clock_timestamp() FROM gov_cloud.payer_decision
    WHERE provider_id = provider AND id NOT IN (SELECT decision FROM gov_cloud.payer_decision_end) ORDER BY random() LIMIT 1;
  END IF;
  PERFORM set_config('session_replication_role', 'origin', false);
END $$;

-- one more fact: a new resource, another specification from some day, other billed days, a release
CREATE PROCEDURE happen(provider bigint) LANGUAGE plpgsql AS $$
DECLARE
  r gov_cloud.resource;
  d date := a_day(0, 150);
BEGIN
  SELECT * INTO r FROM gov_cloud.resource WHERE provider_id = provider ORDER BY random() LIMIT 1;
  IF r.id IS NULL OR random() < 0.25 THEN
    INSERT INTO gov_cloud.resource (unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at, billed)
      VALUES (1, '341522', provider, 1, CASE dice(0, 2) WHEN 0 THEN 'ip' ELSE 'vm' END, 'r', '2026-01-01', daterange(d, NULL)) RETURNING * INTO r;
    INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, effective_at, valid, vcpu, memory_gb, quantity)
      VALUES (r.id, 1, '341522', '2026-01-01', '[2026-01-01,)', dice(0, 8), dice(0, 3200) / 100.0, dice(1, 3));
  ELSIF random() < 0.6 THEN
    DELETE FROM gov_cloud.resource_specification WHERE resource = r.id AND lower(valid) > d;
    UPDATE gov_cloud.resource_specification SET valid = valid * daterange(NULL, d) WHERE resource = r.id;
    INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, effective_at, valid, vcpu, memory_gb, quantity)
      VALUES (r.id, 1, '341522', clock_timestamp(), daterange(d, NULL), dice(0, 8), dice(0, 3200) / 100.0, dice(1, 3));
  ELSIF random() < 0.7 THEN
    UPDATE gov_cloud.resource SET billed = daterange(d, nullif(d + dice(0, 60), d)) WHERE id = r.id;
  ELSE
    UPDATE gov_cloud.resource SET released_at = CASE dice(0, 2) WHEN 0 THEN NULL ELSE d + time '09:00' END WHERE id = r.id;
  END IF;
END $$;

CREATE FUNCTION live(seed int, provider bigint) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  moment timestamp := '2026-01-02 09:00';
  s gov_cloud.statement;
  again bigint;
BEGIN
  PERFORM setseed(seed / 1000.0);
  CALL price(provider);
  WHILE moment < '2026-07-01' LOOP
    PERFORM set_config('gov_cloud.clock', moment::text, false);
    FOR n IN 1..dice(0, 3) LOOP
      CALL happen(provider);
    END LOOP;
    IF random() < 0.4 THEN
      CALL decide(provider);
    END IF;
    FOR n IN 1..dice(0, 2) LOOP
      PERFORM gov_cloud.draft_statements('341522', provider);
    END LOOP;
    FOR s IN SELECT * FROM gov_cloud.statement WHERE provider_id = provider AND state = 'grace' AND closes_from <= moment ORDER BY month LOOP
      EXIT WHEN random() < 0.3;
      BEGIN
        PERFORM gov_cloud.close_statement(s.id);
      EXCEPTION WHEN SQLSTATE 'ZW011' OR SQLSTATE 'ZW003' OR SQLSTATE 'ZW008' THEN  -- nothing left to close; an earlier month came to be billed; gone with its last line
        EXIT;
      END;
    END LOOP;
    moment := moment + make_interval(days => dice(1, 12));
  END LOOP;
  PERFORM gov_cloud.draft_statements('341522', provider);
  SELECT added + removed INTO again FROM gov_cloud.draft_statements('341522', provider);

  RETURN CASE WHEN again <> 0 THEN 'seed ' || seed || ': a second draft changed ' || again || ' lines' ELSE 'ok' END;
END $$;

SELECT live(seed, seed + 1), count(*) FROM generate_series(1, 30) seed GROUP BY 1 ORDER BY 1;
ANALYZE;
-- each month is billed to each payer as the naive rating of its days says, in the fen
SELECT provider_id AS seed, month, payer, b.amount AS billed, n.amount AS naive
FROM (SELECT c.provider_id, date_trunc('month', lower(period))::date AS month, s.payer, sum(amount) AS amount
  FROM gov_cloud.charge c JOIN gov_cloud.statement s ON s.id = c.statement GROUP BY 1, 2, 3) b
FULL JOIN (SELECT provider_id, month, payer, amount FROM naive) n USING (provider_id, month, payer)
WHERE coalesce(b.amount, 0) <> coalesce(n.amount, 0) AND month <= '2026-06-01' ORDER BY 1, 2, 3;
-- enough happened to mean something
SELECT count(*) FILTER (WHERE state = 'closed') > 60 AS closed, count(*) > 100 AS statements FROM gov_cloud.statement;
SELECT kind, count(*) > 100 AS many FROM gov_cloud.charge GROUP BY kind ORDER BY kind;
SELECT s.payer, count(*) > 100 AS many, count(*) FILTER (WHERE c.kind <> 'charge') > 20 AS settled FROM gov_cloud.charge c JOIN gov_cloud.statement s ON s.id = c.statement GROUP BY 1 ORDER BY 1;
-- Σ lines = statement
SELECT count(*) FROM gov_cloud.statement s
  WHERE (total, lines) IS DISTINCT FROM (SELECT ROW(sum(amount), count(*)) FROM gov_cloud.charge c WHERE c.statement = s.id);
-- no day of a component is billed twice
SELECT count(*) FROM gov_cloud.charge a JOIN gov_cloud.charge b ON a.resource = b.resource AND a.component = b.component AND a.id < b.id AND a.period && b.period
  WHERE a.kind IN ('charge', 'late') AND b.kind IN ('charge', 'late')
    AND NOT EXISTS (SELECT FROM gov_cloud.charge x WHERE x.kind = 'reversal' AND x.corrects IN (a.id, b.id));
-- every closed statement is reproduced to the fen
SELECT r.difference, r.standing, count(*) > 60 AS many FROM gov_cloud.statement s, gov_cloud.reproduce_statement(s.id) r
  WHERE s.state = 'closed' AND r.kind = 'total' GROUP BY 1, 2;
SELECT count(*) FILTER (WHERE r.difference <> 0) AS differ, count(*) > 500 AS many FROM gov_cloud.statement s, gov_cloud.reproduce_statement(s.id) r;
-- numbers have no gap
SELECT count(number) = max(right(number, 6)::int) AS gapless FROM gov_cloud.statement;
