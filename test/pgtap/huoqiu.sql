-- Huoqiu's measures and the agreement of their annex 4, rule by rule, in one county.  A section is a file of
-- its own beside this one; each assertion names the rules it proves.
\ir ../county.sql
\ir ../life.sql
SELECT * FROM no_plan();

-- first, for its bills hold no other section's systems
\ir huoqiu/billing.sql
\ir huoqiu/exit.sql
\ir huoqiu/access.sql
\ir huoqiu/onboarding.sql
\ir huoqiu/change.sql
\ir huoqiu/reduction.sql
\ir huoqiu/agreement.sql
\ir huoqiu/service.sql
-- last, for they give roles and choose local rules
\ir huoqiu/gates.sql
\ir huoqiu/local_rules.sql

SELECT is((SELECT t.actors::text FROM gov_cloud.transition AS t WHERE policy = 'huoqiu/1' AND t.code = w.code), w.actors, format('%s: %s is for them alone', w.rule, w.code))
FROM (VALUES ('HQ-I04/open', '{using_unit,authority}', 'HQ-I04'),
    ('HQ-I04/finish', '{using_unit,authority}', 'HQ-I04')) AS w (code, actors, rule);
SELECT * FROM finish();
