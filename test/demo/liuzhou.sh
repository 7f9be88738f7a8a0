#!/bin/bash
# The story of Liuzhou: two bodies, no vendor; data centres recognised or not; a year's budget instead of a bill.
. "$(dirname "$0")/story"
tell liuzhou 7

is 'every system was evaluated by one body and approved by another, in time' \
  "$(ask "SELECT count(DISTINCT d.matter) || ' ' || string_agg(DISTINCT d.rule || ' ' || d.status, ', ') FROM gov_cloud.deadline AS d WHERE rule IN ('LZ-D09', 'LZ-D10', 'LZ-D11', 'LZ-D12')")" \
  '6 LZ-D09 met, LZ-D10 met, LZ-D11 met, LZ-D12 met'
is 'the same person never did both' \
  "$(ask "SELECT count(*) FROM gov_cloud.matter_event AS e JOIN gov_cloud.matter_event AS a USING (matter) WHERE e.action = 'evaluate' AND a.action = 'approve' AND e.organization = a.organization")" 0
is 'one data centre is kept, the other has a year' \
  "$(ask "SELECT string_agg(existing_racks || ' ' || status, ', ' ORDER BY id) FROM gov_cloud.data_centre") $(ask "SELECT string_agg(rule || ' ' || status, ', ' ORDER BY rule) FROM gov_cloud.deadline WHERE rule ~ 'LZ-D0[3-6]'")" \
  '10 retained, 4 transition LZ-D03 open, LZ-D05 open'
is 'the idle machine was found by the city'"'"'s own figure, and made smaller at the unit'"'"'s request' \
  "$(ask "SELECT string_agg(r.name, ',') FROM gov_cloud.finding AS f JOIN gov_cloud.resource AS r ON r.id = f.resource") $(ask "SELECT vcpu::integer FROM gov_cloud.resource AS r JOIN gov_cloud.resource_specification AS s ON s.resource = r.id WHERE r.name = 'vm-edu-01' AND upper_inf(s.valid)")" 'vm-edu-01 2'
is 'no machine is billed' "$(ask 'SELECT count(*) FROM gov_cloud.charge') $(ask 'SELECT count(billed) FROM gov_cloud.resource')" '0 0'
is 'the budget was asked for, the units evaluated' \
  "$(ask "SELECT demo.does('finance', 'SELECT count(*) FROM gov_cloud.v_obligation WHERE code = ''LZ-O9'' AND state = ''met''')") $(ask "SELECT count(*) FROM gov_cloud.assessment_closing")" '1 4'
is 'a system in the kept data centre counts as moved for the time being' \
  "$(ask "SELECT numerator || '/' || denominator || ' ' || other_numerator FROM gov_cloud.assessment_score AS s JOIN demo.party AS p ON p.organization = s.unit_id WHERE login = 'agr' AND indicator = 'LZ-A1/migration'")" '2/2 1'

the_end
