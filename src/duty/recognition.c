/*
 * recognition.c
 *		What rules may ask of the data centre a matter is about, and where acts
 *		let it stand (liuzhou ch. 3 is an example).
 */
#include "duty/recognition.h"
#include "rules/engine.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/date.h"

/* one of the matter's unit's own, locked; NULL: it is about none */
static GovDataCentre *
centre_of_matter(const GovMatter *matter)
{
	GovDataCentre *centre = matter->about_kind != NULL && strcmp(matter->about_kind, "data_centre") == 0
		? gov_data_centre_read(matter->about_id, true) : NULL;

	return centre != NULL && centre->unit == matter->unit ? centre : NULL;
}

/* see recognition.h: what an act rests on is not corrected meanwhile */
GovDataCentre *
gov_act_data_centre(const GovAct *act, GovVerdict *verdict)
{
	GovDataCentre *centre = centre_of_matter(act->matter);

	if (centre == NULL)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "data_centre_missing",
						   "Open the matter with about_kind => 'data_centre' and the id of one of the unit's own.",
						   "the matter is about no data centre of its unit");
	return centre;
}

/* see recognition.h */
GovDataCentre *
gov_act_need_data_centre(const GovAct *act)
{
	GovDataCentre *centre = centre_of_matter(act->matter);

	if (centre == NULL)
		gov_refuse(GOV_ERR_GUARD, "data_centre_missing", act->article,
				   "Open the matter with about_kind => 'data_centre' and the id of one of the unit's own.",
				   "the matter is about no data centre of its unit");
	return centre;
}

/* is this number within the bound? */
static bool
within(const char *number, const char *bound, bool at_most)
{
	Datum		left = DirectFunctionCall3(numeric_in, CStringGetDatum(number), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
	Datum		right = DirectFunctionCall3(numeric_in, CStringGetDatum(bound), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));

	return DatumGetBool(at_most ? DirectFunctionCall2(numeric_le, left, right) : DirectFunctionCall2(numeric_ge, left, right));
}

/* data_centre_says {"field": name, "max": n, "min": n, "in": [...]}: the register says so; unknown is no answer */
static void
data_centre_says(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	GovDataCentre *centre = gov_act_data_centre(act, verdict);
	char	   *field = gov_parameter_text(parameters, "field");
	char	   *max = gov_parameter_text(parameters, "max");
	char	   *min = gov_parameter_text(parameters, "min");
	char	   *value;
	int			count;
	char	  **wanted = gov_parameter_list(parameters, "in", &count);

	if (centre == NULL)
		return;
	value = gov_parameter_text(centre->row, field);
	if (value != NULL && (max == NULL || within(value, max, true)) && (min == NULL || within(value, min, false)) &&
		(count == 0 || gov_listed(wanted, count, value)))
		return;
	gov_verdict_refuse(verdict, GOV_ERR_GUARD, "data_centre_otherwise",
					   "gov_cloud.data_centre shows what is registered.",
					   "data centre \"%s\" has %s %s, which is not what this action is for",
					   centre->name, field, value ? value : "unknown");
}

/* a field, and what it is held against */
static const char *
check_says(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "field", "max min in");
	int			count = 0;

	if (fault != NULL)
		return fault;
	(void) gov_parameter_list(parameters, "in", &count);
	return count > 0 || gov_parameter_text(parameters, "max") || gov_parameter_text(parameters, "min")
		? NULL : "name max, min or in";
}

/*
 * hosted_systems {"transition": code, "of": "systems"} or {"status": [...]}:
 * every system in the data centre that was not closed has passed that transition
 * in a matter of its own, or stands there in its life; those that have not are
 * named.
 */
static void
hosted_systems(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	static GovQuery query = {
		"SELECT pg_catalog.string_agg(s.name, '; ' ORDER BY s.id) FROM gov_cloud.data_centre_system h"
		" JOIN gov_cloud.system s ON s.id OPERATOR(pg_catalog.=) h.system_id"
		" WHERE h.data_centre OPERATOR(pg_catalog.=) $1 AND h.closed_on IS NULL"
		" AND s.status OPERATOR(pg_catalog.<>) ALL ($3) AND ($2 IS NULL OR NOT EXISTS ("
		"SELECT FROM gov_cloud.matter m JOIN gov_cloud.matter_event e ON e.matter OPERATOR(pg_catalog.=) m.id"
		" WHERE m.system_id OPERATOR(pg_catalog.=) s.id AND m.policy OPERATOR(pg_catalog.=) $4"
		" AND e.transition OPERATOR(pg_catalog.=) $2 AND e.completes))",
		4, {INT8OID, TEXTOID, TEXTARRAYOID, TEXTOID}
	};
	GovDataCentre *centre = gov_act_data_centre(act, verdict);
	char	   *transition = gov_parameter_text(parameters, "transition");
	int			count;
	char	  **stages = gov_parameter_list(parameters, "status", &count);
	ArrayBuildState *status = initArrayResult(TEXTOID, CurrentMemoryContext, false);
	Datum		values[4];
	char		nulls[] = "    ";
	char	   *left;

	if (centre == NULL)
		return;
	for (int i = 0; i < count; i++)
		accumArrayResult(status, CStringGetTextDatum(stages[i]), false, TEXTOID, CurrentMemoryContext);
	values[0] = Int64GetDatum(centre->id);
	values[1] = transition ? CStringGetTextDatum(transition) : (Datum) 0;
	nulls[1] = transition ? ' ' : 'n';
	values[2] = makeArrayResult(status, CurrentMemoryContext);
	values[3] = CStringGetTextDatum(act->matter->policy);
	left = gov_query_text(&query, values, nulls);
	if (left != NULL)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "hosted_systems_left",
						   "Each moves by a matter of its own, or is closed with gov_cloud.close_hosted_system().",
						   "data centre \"%s\" still carries: %s", centre->name, left);
}

/* one of the two, or both */
static const char *
check_hosted(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "", "transition of status");
	char	   *of = gov_parameter_text(parameters, "of");
	int			count = 0;

	if (fault != NULL)
		return fault;
	if ((gov_parameter_text(parameters, "transition") == NULL) != (of == NULL) || (of != NULL && strcmp(of, "systems") != 0))
		return "a transition is one \"of\": \"systems\"";
	(void) gov_parameter_list(parameters, "status", &count);
	return count > 0 || gov_parameter_text(parameters, "transition") ? NULL : "name a transition, or stages of a system";
}

/* only_matter {}: no other open matter of this procedure is about the same data centre */
static void
only_matter(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	static GovQuery query = {
		"SELECT id FROM gov_cloud.matter WHERE procedure OPERATOR(pg_catalog.=) $1 AND about_kind OPERATOR(pg_catalog.=) $2"
		" AND about_id OPERATOR(pg_catalog.=) $3 AND closed_at IS NULL AND id OPERATOR(pg_catalog.<>) $4 ORDER BY id LIMIT 1",
		4, {TEXTOID, TEXTOID, INT8OID, INT8OID}
	};
	Datum		values[4];
	char	   *other;

	/* the row is locked, so that two who open at once see each other */
	if (gov_act_data_centre(act, verdict) == NULL)
		return;
	values[0] = CStringGetTextDatum(act->matter->procedure);
	values[1] = CStringGetTextDatum(act->matter->about_kind);
	values[2] = Int64GetDatum(act->matter->about_id);
	values[3] = Int64GetDatum(act->matter->id);
	other = gov_query_text(&query, values, NULL);
	if (other != NULL)
		gov_verdict_refuse(verdict, GOV_ERR_OPEN_MATTER, "matter_open_already", "Go on with that one.",
						   "matter %s is about the same and still open", other);
}

/* data_centre_assessed {}: an assessment of the data centre has been closed since it was first kept */
static void
data_centre_assessed(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.assessment a JOIN gov_cloud.assessment_closing c ON c.assessment OPERATOR(pg_catalog.=) a.id"
		" JOIN gov_cloud.data_centre d ON d.id OPERATOR(pg_catalog.=) a.data_centre"
		" WHERE a.data_centre OPERATOR(pg_catalog.=) $1 AND pg_catalog.upper(a.period) OPERATOR(pg_catalog.>) pg_catalog.lower(d.kept) LIMIT 1",
		1, {INT8OID}
	};
	GovDataCentre *centre = gov_act_data_centre(act, verdict);
	Datum		values[1];

	if (centre == NULL)
		return;
	values[0] = Int64GetDatum(centre->id);
	if (gov_query_text(&query, values, NULL) == NULL)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "data_centre_not_assessed",
						   "Assess it with gov_cloud.open_assessment('data_centre', ...) and close the assessment.",
						   "data centre \"%s\" has not been assessed while it was kept", centre->name);
}

/* no parameters */
static const char *
check_nothing(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "", "");
}

/*
 * set_data_centre {"status": ..., "deadline": code}: where the data centre
 * stands now; the deadline, a term of waiting, says until when it is kept.
 */
static void
set_data_centre(const GovAct *act, Jsonb *parameters)
{
	static GovQuery update = {
		"UPDATE gov_cloud.data_centre SET status = $2, kept ="
		" CASE WHEN $3 IS NULL THEN kept ELSE pg_catalog.daterange(COALESCE(pg_catalog.lower(kept), $4), $3) END"
		" WHERE id OPERATOR(pg_catalog.=) $1",
		4, {INT8OID, TEXTOID, DATEOID, DATEOID}
	};
	char	   *deadline = gov_parameter_text(parameters, "deadline");
	GovDataCentre *centre = gov_act_need_data_centre(act);
	char	   *before = gov_data_centre_text(centre->id);
	TimestampTz due = 0;
	bool		kept = deadline != NULL && gov_deadline_due(act->matter->id, deadline, &due);
	Datum		values[4];
	char		nulls[] = "    ";

	values[0] = Int64GetDatum(centre->id);
	values[1] = CStringGetTextDatum(gov_parameter_text(parameters, "status"));
	values[2] = DateADTGetDatum(kept ? gov_local_date(due) : 0);
	nulls[2] = kept ? ' ' : 'n';
	values[3] = DateADTGetDatum(gov_local_date(act->occurred_at));
	gov_query(&update, values, nulls, false, 0);
	gov_audit(&(GovAudit)
			  {
				  .event = "set_data_centre", .object_kind = "data_centre", .object_id = psprintf(INT64_FORMAT, centre->id),
				  .unit = centre->unit, .jurisdiction = centre->jurisdiction, .before = before,
				  .after = gov_data_centre_text(centre->id), .note = psprintf("matter " INT64_FORMAT, act->matter->id)
			  });
}

/* a status of the register */
static const char *
check_set(Jsonb *parameters)
{
	static char *statuses[] = {"registered", "self_inspected", "retained", "retention_over", "transition",
	"abolished", "reused", "vacated"};
	const char *fault = gov_parameter_fault(parameters, "status", "deadline");

	return fault || gov_listed(statuses, lengthof(statuses), gov_parameter_text(parameters, "status"))
		? fault : "\"status\" must be a status of a data centre";
}

/* see duty.h: whose data centre it is, for assessments */
static bool
owner_of(int64 id, int64 *owner, char **jurisdiction)
{
	GovDataCentre *centre = gov_data_centre_read(id, false);

	if (centre == NULL)
		return false;
	*owner = centre->unit;
	*jurisdiction = centre->jurisdiction;
	return true;
}

/* see duty.h: the systems that count as moved because their data centre was kept on that day */
static int64
temporary_homes(int64 unit, const char *jurisdiction, DateADT day)
{
	static GovQuery query = {
		"SELECT pg_catalog.count(*) FROM gov_cloud.data_centre_system h"
		" JOIN gov_cloud.data_centre c ON c.id OPERATOR(pg_catalog.=) h.data_centre"
		" JOIN gov_cloud.system s ON s.id OPERATOR(pg_catalog.=) h.system_id"
		" WHERE h.unit_id OPERATOR(pg_catalog.=) $1 AND h.jurisdiction OPERATOR(pg_catalog.=) $2"
		" AND c.kept OPERATOR(pg_catalog.@>) $3 AND NOT s.classified"
		" AND pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', h.placed_at)) OPERATOR(pg_catalog.<=) $3"
		" AND (h.closed_on IS NULL OR h.closed_on OPERATOR(pg_catalog.>) $3)"
		" AND (s.in_service OPERATOR(pg_catalog.@>) $3) IS NOT TRUE",
		3, {INT8OID, TEXTOID, DATEOID}
	};
	Datum		values[3],
				count;
	bool		isnull;

	values[0] = Int64GetDatum(unit);
	values[1] = CStringGetTextDatum(jurisdiction);
	values[2] = DateADTGetDatum(day);
	(void) gov_query_datum(&query, values, NULL, &count, &isnull);
	return DatumGetInt64(count);
}

/* the room */
void
gov_recognition_init(void)
{
	gov_register_about("data_centre", "data_centre");
	gov_register_guard("data_centre_says", data_centre_says, check_says,
					   "the data centre the matter is about is registered with this field at most, at least, or one of these");
	gov_register_guard("hosted_systems", hosted_systems, check_hosted,
					   "every system in the data centre has passed this transition, or stands there in its life, or was closed");
	gov_register_guard("only_matter", only_matter, check_nothing,
					   "no other open matter of this procedure is about the same data centre");
	gov_register_guard("data_centre_assessed", data_centre_assessed, check_nothing,
					   "an assessment of the data centre has been closed since it was first kept");
	gov_register_effect("set_data_centre", set_data_centre, check_set,
						"moves the data centre to where it stands now");
	gov_register_data_centres(owner_of);
	gov_register_temporary_homes(temporary_homes);
	gov_criterion_init();
}
