#!/bin/bash
# The story of Huoqiu does what it says, on real input, and leaves nothing behind.
. "$(dirname "$0")/story"
tell huoqiu 7

is 'only the idle machine was found' "$(ask "SELECT string_agg(r.name, ',') FROM gov_cloud.finding AS f JOIN gov_cloud.resource AS r ON r.id = f.resource")" vm-edu-01
is 'unit and bureau were told, once each' \
  "$(ask "SELECT string_agg(DISTINCT p.login || ' ' || (SELECT count(*) FROM gov_cloud.notice AS m WHERE m.kind = n.kind AND m.recipient = n.recipient), ', ' ORDER BY p.login || ' ' || (SELECT count(*) FROM gov_cloud.notice AS m WHERE m.kind = n.kind AND m.recipient = n.recipient)) FROM gov_cloud.notice AS n JOIN demo.party AS p ON p.organization = n.recipient WHERE n.kind = 'low_use'")" \
  'bureau 1, edu 1'
is 'the unknown machine is in no resource but in quarantine' \
  "$(ask "SELECT count(*) > 0 FROM gov_cloud.usage_quarantine WHERE machine = 'vm-unknown-01' AND reason = 'unknown_machine'")" t
is 'what was given back is not billed from its day on' \
  "$(ask "SELECT c.quantity::integer FROM gov_cloud.charge AS c JOIN gov_cloud.resource AS r ON r.id = c.resource WHERE r.name = 'vm-edu-01' AND c.component = 'vcpu' AND c.period @> (gov_cloud.clock() AT TIME ZONE 'Asia/Shanghai')::date")" 2
is 'the change above half went through the county government' \
  "$(ask "SELECT string_agg(state, ' ' ORDER BY id) FROM gov_cloud.matter WHERE id IN (SELECT matter FROM demo.changed WHERE what = 'major') OR parent IN (SELECT matter FROM demo.changed WHERE what = 'major')")" 'in_service approved'
is 'the exit is closed and its system is out' \
  "$(ask "SELECT m.state || ' ' || s.status FROM gov_cloud.matter AS m JOIN gov_cloud.system AS s ON s.id = m.system_id WHERE m.id = (SELECT matter FROM demo.changed WHERE what = 'exit')")" 'closed exited'
is 'closed statements are the sum of their lines and are reproduced to the fen' \
  "$(ask "SELECT count(*) > 0 AND bool_and(total = (SELECT sum(amount) FROM gov_cloud.charge WHERE statement = s.id)) FROM gov_cloud.statement AS s WHERE state = 'closed'") $(ask "SELECT demo.does('finance', 'SELECT sum(abs(difference)) FROM gov_cloud.statement AS s, LATERAL gov_cloud.reproduce_statement(s.id) WHERE s.state = ''closed''')")" 't 0.00'

the_end
