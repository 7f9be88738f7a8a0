#!/bin/bash
# The story of Sichuan: no step has a term; three monthly reports, no bill.
. "$(dirname "$0")/story"
tell sichuan 7

is 'nothing has a due day, and nothing is overdue' \
  "$(ask "SELECT count(*) > 0 AND count(due_at) = 0 FROM gov_cloud.deadline") $(ask "SELECT count(*) FROM gov_cloud.v_deadline_board WHERE \"截止日期\" IS NOT NULL OR \"状态\" ~ '逾期'")" 't 0'
is 'two providers configured each system' \
  "$(ask "SELECT string_agg(DISTINCT n::text, ',') FROM (SELECT count(*) AS n FROM gov_cloud.matter_event WHERE action = 'configure' AND matter IN (SELECT matter FROM demo.onboarded) GROUP BY matter) AS e")" 2
is 'only the idle machine was found, by a rule of the place' \
  "$(ask "SELECT string_agg(r.name, ',') FROM gov_cloud.finding AS f JOIN gov_cloud.resource AS r ON r.id = f.resource") $(ask "SELECT count(*) FROM gov_cloud.local_rule WHERE name = 'threshold_pct'")" 'vm-edu-01 1'
is 'and was downgraded' \
  "$(ask "SELECT vcpu::integer FROM gov_cloud.resource_specification AS s JOIN gov_cloud.resource AS r ON r.id = s.resource WHERE r.name = 'vm-edu-01' AND s.valid @> (gov_cloud.clock() AT TIME ZONE 'Asia/Shanghai')::date")" 2
is 'the regulator, the centre and the operator of security were told of the incident' \
  "$(ask "SELECT string_agg(p.login, ' ' ORDER BY p.login) FROM gov_cloud.notice AS n JOIN demo.party AS p ON p.organization = n.recipient WHERE n.kind = 'major_incident'")" 'centre guard regulator'
is 'three monthly reports are three' \
  "$(ask "SELECT string_agg(DISTINCT code || ' ' || obligor_role, ', ' ORDER BY code || ' ' || obligor_role) FROM gov_cloud.v_obligation WHERE code IN ('SC-O2', 'SC-O3', 'SC-O5') AND delivered_at IS NOT NULL")" \
  'SC-O2 supervisor, SC-O3 supervisor, SC-O5 security_operator'
is 'there is no bill' "$(ask 'SELECT count(*) FROM gov_cloud.statement') $(ask 'SELECT count(*) FROM gov_cloud.charge')" '0 0'

the_end
