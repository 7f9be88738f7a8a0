#!/bin/bash
# The story of Zhejiang: acceptance or a refusal answered, a trial environment made formal, monthly papers, no bill.
. "$(dirname "$0")/story"
tell zhejiang 7

is 'what was tried is what serves: no machine was built twice' \
  "$(ask "SELECT count(*) || ' ' || count(DISTINCT name) || ' ' || string_agg(DISTINCT environment, ',') FROM gov_cloud.resource WHERE item = 'elastic_vm'")" \
  '22 22 formal'
is 'no trial was shorter than 15 days or longer than 30' \
  "$(ask "SELECT string_agg(DISTINCT rule || ' ' || status, ', ' ORDER BY rule || ' ' || status) FROM gov_cloud.deadline WHERE rule ~ 'ZJ-D04'")" 'ZJ-D04 met, ZJ-D04/min met'
is 'the refused application came again, under a fresh clock' \
  "$(ask "SELECT string_agg(status, ' ' ORDER BY id) || ' ' || (SELECT state FROM gov_cloud.matter WHERE id = matter) FROM gov_cloud.deadline WHERE rule = 'ZJ-D01' AND matter = (SELECT matter FROM demo.changed WHERE what = 'refused') GROUP BY matter")" \
  'met met accepted'
is 'only the idle machine was found, by a rule of the place' \
  "$(ask "SELECT string_agg(r.name, ',') FROM gov_cloud.finding AS f JOIN gov_cloud.resource AS r ON r.id = f.resource") $(ask "SELECT count(*) FROM gov_cloud.local_rule WHERE name = 'threshold_pct'")" 'vm-edu-01 1'
is 'and is smaller now' \
  "$(ask "SELECT vcpu::integer FROM gov_cloud.resource_specification AS s JOIN gov_cloud.resource AS r ON r.id = s.resource WHERE r.name = 'vm-edu-01' AND s.valid @> (gov_cloud.clock() AT TIME ZONE 'Asia/Shanghai')::date")" 2
is 'the provider has delivered his papers on every system, some too late' \
  "$(ask "SELECT string_agg(DISTINCT state, ',' ORDER BY state) FROM gov_cloud.v_obligation WHERE code = 'ZJ-O1'")" 'late,met'
is 'there is no bill' "$(ask 'SELECT count(*) FROM gov_cloud.statement') $(ask 'SELECT count(*) FROM gov_cloud.charge')" '0 0'

the_end
