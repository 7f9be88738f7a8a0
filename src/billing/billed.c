/*
 * billed.c
 *		From which day and until which day a resource is billed: effects that
 *		policies hang on the actions which decide it.
 *
 * A trial is free (huoqiu art. 11, 12): a resource has no billed days until an
 * action gives it some.  Days are local and half-open; the day on which billing
 * begins is billed, the day on which it ends is not.
 */
#include "billing/billing.h"

#include "base/base.h"
#include "rules/rules.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* the local day of the last completed event of a transition in the matter; false: none */
static bool
day_of(const GovMatter *matter, const char *transition, DateADT *day)
{
	static GovQuery query = {
		"SELECT pg_catalog.max(e.occurred_at) FROM gov_cloud.matter_event e"
		" WHERE e.matter OPERATOR(pg_catalog.=) $1 AND e.transition OPERATOR(pg_catalog.=) $2 AND e.completes",
		2, {INT8OID, TEXTOID}
	};
	Datum		values[2],
				moment;
	bool		isnull;

	values[0] = Int64GetDatum(matter->id);
	values[1] = CStringGetTextDatum(transition);
	gov_query_datum(&query, values, NULL, &moment, &isnull);
	if (!isnull)
		*day = gov_local_date(DatumGetTimestampTz(moment));
	return !isnull;
}

/*
 * The first billed day.  What the policy or a local rule says of billing_start
 * comes before what the effect says; a completed change is neither's to move
 * (huoqiu art. 13).
 */
static DateADT
first_day(const GovAct *act, Jsonb *parameters, const char *from)
{
	const GovMatter *matter = act->matter;
	char	   *opening = gov_parameter_text(parameters, "opening");
	char	   *chosen;
	DateADT		today = gov_local_date(act->occurred_at);
	DateADT		opened;

	if (strcmp(from, "completion") == 0 || opening == NULL)
		return today;
	if (!day_of(matter, opening, &opened))
		gov_refuse(GOV_ERR_GUARD, "opening_missing", act->article,
				   "The policy names the transition that opens the service in the effect's \"opening\".",
				   "the matter has not been opened by %s", opening);
	chosen = gov_parameter_value(matter->policy, matter->jurisdiction, "billing_start", act->occurred_at, NULL);
	if (strcmp(chosen ? chosen : from, "opening") == 0)
		return opened;
	return Max(opened, today);
}

/* a resource that nobody provides would be billed to nobody's account */
static void
check_provided(const GovAct *act)
{
	static GovQuery query = {
		"SELECT r.name FROM gov_cloud.resource r WHERE r.system_id OPERATOR(pg_catalog.=) $1"
		" AND r.released_at IS NULL AND r.billed IS NULL AND r.provider_id IS NULL ORDER BY r.id LIMIT 1",
		1, {INT8OID}
	};
	Datum		values[1];
	char	   *name;

	values[0] = Int64GetDatum(act->matter->system);
	name = gov_query_text(&query, values, NULL);
	if (name != NULL)
		gov_refuse(GOV_ERR_GUARD, "provider_missing", act->article,
				   "Say which provider serves the system before billing starts.",
				   "resource \"%s\" has no provider", name);
}

/*
 * start_billing {"from": ..., "opening": transition}: what the system holds and
 * is not billed yet is billed from that day; from completion: only what came by
 * this matter.
 */
static void
start_billing(const GovAct *act, Jsonb *parameters)
{
	static GovQuery query = {
		"UPDATE gov_cloud.resource SET billed = pg_catalog.daterange($2, NULL)"
		" WHERE system_id OPERATOR(pg_catalog.=) $1 AND billed IS NULL AND released_at IS NULL"
		" AND ($3 IS NULL OR matter OPERATOR(pg_catalog.=) $3)",
		3, {INT8OID, DATEOID, INT8OID}
	};
	char	   *from = gov_parameter_text(parameters, "from");
	bool		completion = strcmp(from, "completion") == 0;
	Datum		values[3];

	check_provided(act);
	values[0] = Int64GetDatum(act->matter->system);
	values[1] = DateADTGetDatum(first_day(act, parameters, from));
	values[2] = Int64GetDatum(act->matter->id);
	gov_query(&query, values, completion ? NULL : "  n", false, 0);
}

/* from is known; opening is named where it is needed */
static const char *
check_start(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "from", "opening");
	char	   *from;

	if (fault != NULL)
		return fault;
	from = gov_parameter_text(parameters, "from");
	if (strcmp(from, "completion") == 0)
		return NULL;
	if (strcmp(from, "opening") != 0 && strcmp(from, "later_of_opening_and_agreement") != 0)
		return "from is later_of_opening_and_agreement, opening or completion";
	return gov_parameter_text(parameters, "opening") == NULL ? "opening names no transition" : NULL;
}

/*
 * The first day that is billed no more when the provider was late: the act's
 * own, or the last day on which it would have been in time, as the policy's
 * parameter fee_end_on_late_reclaim says: who is late must not earn by it.
 */
static DateADT
late_day(const GovAct *act, Jsonb *parameters, DateADT day)
{
	const GovMatter *matter = act->matter;
	char	   *deadline = gov_parameter_text(parameters, "deadline");
	char	   *chosen = gov_parameter_value(matter->policy, matter->jurisdiction, "fee_end_on_late_reclaim",
											 act->occurred_at, NULL);
	TimestampTz due;

	if (deadline == NULL || chosen == NULL || strcmp(chosen, "min_actual_due") != 0 ||
		!gov_deadline_due(matter->id, deadline, &due) || TIMESTAMP_NOT_FINITE(due))
		return day;
	/* a term of days is due at the midnight after its last day */
	return Min(day, gov_local_date(due - 1));
}

/*
 * stop_billing {"resources": "all" | "released", "deadline": rule}: what the
 * system holds, or only what this matter took from it, is billed no more from
 * this day on.  The day of a reduction is free (huoqiu art. 15); that of an exit
 * is, unless billing_stop_on_exit says otherwise (art. 14 is silent).  What was
 * given back by another matter ended with it.
 */
static void
stop_billing(const GovAct *act, Jsonb *parameters)
{
	static GovQuery query = {
		"UPDATE gov_cloud.resource r SET billed = r.billed OPERATOR(pg_catalog.*) pg_catalog.daterange(NULL, e.day)"
		" FROM (SELECT a.id, CASE WHEN a.released_by OPERATOR(pg_catalog.<>) $2"
		" THEN pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', a.released_at)) ELSE $3 END AS day"
		" FROM gov_cloud.resource a WHERE a.system_id OPERATOR(pg_catalog.=) $1"
		" AND (NOT $4 OR a.released_by OPERATOR(pg_catalog.=) $2)) e"
		" WHERE r.id OPERATOR(pg_catalog.=) e.id AND pg_catalog.upper_inf(r.billed)",
		4, {INT8OID, INT8OID, DATEOID, BOOLOID}
	};
	const GovMatter *matter = act->matter;
	char	   *resources = gov_parameter_text(parameters, "resources");
	bool		released = resources != NULL && strcmp(resources, "released") == 0;
	DateADT		day = gov_local_date(act->occurred_at);
	Datum		values[4];

	if (!released)
	{
		char	   *chosen = gov_parameter_value(matter->policy, matter->jurisdiction,
												 "billing_stop_on_exit", act->occurred_at, NULL);

		if (chosen != NULL && strcmp(chosen, "reclaim_day_billed") == 0)
			day++;
	}
	day = late_day(act, parameters, day);
	values[0] = Int64GetDatum(matter->system);
	values[1] = Int64GetDatum(matter->id);
	values[2] = DateADTGetDatum(day);
	values[3] = BoolGetDatum(released);
	gov_query(&query, values, NULL, false, 0);
}

/* resources, where given, is known */
static const char *
check_stop(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "", "resources deadline");
	char	   *resources = gov_parameter_text(parameters, "resources");

	if (fault == NULL && resources != NULL &&
		strcmp(resources, "all") != 0 && strcmp(resources, "released") != 0)
		fault = "resources is all or released";
	return fault;
}

/* effects of this room */
void
gov_billed_init(void)
{
	gov_register_effect("start_billing", start_billing, check_start,
						"bills what the system holds from the day of the opening, the agreement or the completion");
	gov_register_effect("stop_billing", stop_billing, check_stop,
						"bills what the system holds, or what the matter took from it, no more from that day on");
}
