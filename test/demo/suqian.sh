#!/bin/bash
# The story of Suqian: requests routed by size, low use noticed and adjusted, a bill.
. "$(dirname "$0")/story"
tell suqian 7

is 'size decided the way' \
  "$(ask "SELECT string_agg(DISTINCT tier || ' ' || (SELECT count(*) FROM gov_cloud.matter_event AS e WHERE e.matter = t.matter AND action IN ('consult', 'approve')), ', ') FROM gov_cloud.tier_assessment AS t WHERE matter IN (SELECT matter FROM demo.onboarded)")" \
  'large 3, small 1'
is 'every system went online in its 30 working days' \
  "$(ask "SELECT string_agg(DISTINCT status, ' ') || ' ' || count(*) FROM gov_cloud.deadline WHERE rule = 'SQ-D05'")" 'met 6'
is 'only the idle machine was found, by the measures'"'"' own threshold' \
  "$(ask "SELECT string_agg(r.name, ',') FROM gov_cloud.finding AS f JOIN gov_cloud.resource AS r ON r.id = f.resource") $(ask 'SELECT count(*) FROM gov_cloud.local_rule')" 'vm-edu-01 0'
is 'the unit adjusted in its 15 working days, and the finding is closed' \
  "$(ask "SELECT m.state || ' ' || d.status || ' ' || f.state FROM gov_cloud.matter AS m JOIN gov_cloud.deadline AS d ON d.matter = m.id AND d.rule = 'SQ-D11' AND d.status <> 'cancelled' JOIN gov_cloud.finding AS f ON f.matter = m.id")" \
  'adjusted met closed'
is 'what was given back is not billed from its day on' \
  "$(ask "SELECT c.quantity::integer FROM gov_cloud.charge AS c JOIN gov_cloud.resource AS r ON r.id = c.resource WHERE r.name = 'vm-edu-01' AND c.component = 'vcpu' AND c.period @> (gov_cloud.clock() AT TIME ZONE 'Asia/Shanghai')::date")" 2
is 'the consent to the emergency increase came before it, by word of mouth' \
  "$(ask "SELECT string_agg(action || ' ' || coalesce(data->>'oral', '-'), ', ' ORDER BY seq) FROM gov_cloud.matter_event WHERE matter = (SELECT matter FROM demo.changed WHERE what = 'emergency')")" \
  'open -, consent true, increase -'
is 'closed statements are reproduced to the fen, all paid centrally' \
  "$(ask "SELECT demo.does('finance', 'SELECT sum(abs(difference)) FROM gov_cloud.statement AS s, LATERAL gov_cloud.reproduce_statement(s.id) WHERE s.state = ''closed''')") $(ask "SELECT string_agg(DISTINCT payer, ',') FROM gov_cloud.statement")" '0.00 central'

the_end
