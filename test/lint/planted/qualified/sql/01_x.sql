CREATE TYPE gov_cloud.term;
CREATE TABLE plain (id bigint); -- BAD
CREATE TABLE gov_cloud.fine (
  id bigint CHECK (id OPERATOR(pg_catalog.>) 0 AND id IN (1, 2)),
  t text CHECK (t ~ 'x'), -- BAD
  d daterange DEFAULT daterange(NULL, NULL), -- BAD
  e gov_cloud.term,
  f term -- BAD
);
CREATE OR REPLACE VIEW gov_cloud.v AS SELECT id FROM gov_cloud.fine; -- BAD
CREATE TABLE IF NOT EXISTS gov_cloud.w (id bigint); -- BAD
CREATE VIEW gov_cloud.u AS
  WITH c AS (SELECT id FROM gov_cloud.fine) SELECT pg_catalog.max(id) FROM c
  UNION ALL SELECT max(id) FROM c; -- BAD
DO 'BEGIN END'; -- BAD
CREATE FUNCTION gov_cloud.f() RETURNS bigint LANGUAGE sql AS 'SELECT id FROM fine'; -- BAD
CREATE FUNCTION gov_cloud.g() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT 1 OPERATOR(pg_catalog.+) 1; END;
CREATE FUNCTION gov_cloud.h() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'; -- BAD
