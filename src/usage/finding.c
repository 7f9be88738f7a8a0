/*
 * finding.c
 *		Proven low use: one finding a run, continued while the run goes on.
 *
 *		open -> recovered (a later month is not low) | gone (given back)
 *		     -> dismissed (by a person) | closed (reduced)
 *
 * A run that was spoken of is not spoken of again: the months of a closed or
 * dismissed finding, and those that follow them without a break, raise no
 * second one.
 */
#include "usage/finding.h"

#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "duty/duty.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/jsonb.h"
#include "utils/rel.h"

/* ---- what there is ---- */

/* the open finding of a resource (0: none), and the last day it speaks of; locked */
static int64
open_finding(int64 resource, DateADT *through, bool *measured, int64 *matter)
{
	static GovQuery query = {
		"SELECT f.id, f.through, f.measured, COALESCE((SELECT m.id FROM gov_cloud.matter m"
		" WHERE m.id OPERATOR(pg_catalog.=) f.matter AND m.closed_at IS NULL), 0)"
		" FROM gov_cloud.finding f WHERE f.resource OPERATOR(pg_catalog.=) $1"
		" AND f.state OPERATOR(pg_catalog.=) 'open' FOR UPDATE OF f",
		1, {INT8OID}
	};
	Datum		values[1];
	int64		id = 0;

	values[0] = Int64GetDatum(resource);
	SPI_connect();
	if (gov_query(&query, values, NULL, false, 1) > 0)
	{
		HeapTuple	row = SPI_tuptable->vals[0];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;

		id = DatumGetInt64(SPI_getbinval(row, desc, 1, &isnull));
		*through = DatumGetDateADT(SPI_getbinval(row, desc, 2, &isnull));
		*measured = DatumGetBool(SPI_getbinval(row, desc, 3, &isnull));
		*matter = DatumGetInt64(SPI_getbinval(row, desc, 4, &isnull));
	}
	SPI_finish();
	return id;
}

/* does a finding speak of this run already?  One that ended, or the open one. */
static bool
is_spoken_of(int64 resource, const GovLowRun *run)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.finding_run r WHERE r.resource OPERATOR(pg_catalog.=) $1"
		" AND r.label OPERATOR(pg_catalog.=) $2 AND pg_catalog.upper(r.run) OPERATOR(pg_catalog.>) $3",
		3, {INT8OID, TEXTOID, DATEOID}
	};
	Datum		values[3];
	Datum		found;
	bool		isnull;

	values[0] = Int64GetDatum(resource);
	values[1] = CStringGetTextDatum(run->label);
	values[2] = DateADTGetDatum(run->start);
	return gov_query_datum(&query, values, NULL, &found, &isnull);
}

/* ---- what the runs mean ---- */

/* the runs that count, summed up */
static void
sum_up(GovFoundUse *use, List *runs)
{
	StringInfoData labels;
	ListCell   *cell;

	initStringInfo(&labels);
	use->runs = runs;
	foreach(cell, runs)
	{
		const GovLowRun *run = lfirst(cell);

		appendStringInfo(&labels, "%s%s", labels.len ? ", " : "", run->label);
		if (use->months == 0 || run->start < use->start)
			use->start = run->start;
		use->months = Max(use->months, run->months);
		use->through = run->through;
	}
	use->metrics = labels.data;
}

/* has every metric risen again?  A month of which too little is known proves nothing. */
static bool
all_recovered(List *runs)
{
	ListCell   *cell;

	foreach(cell, runs)
	{
		const GovLowRun *run = lfirst(cell);
		GovPeriod **newest = linitial(run->periods);

		if (run->months > 0)
			return false;
		for (int m = 0; m < run->nmetrics; m++)
			if (newest[m]->use == GOV_INSUFFICIENT && newest[m]->series != 0)
				return false;
	}
	return true;
}

/* was the newest month of some metric judged, and not low? */
static bool
some_not_low(List *runs)
{
	ListCell   *cell;

	foreach(cell, runs)
	{
		const GovLowRun *run = lfirst(cell);
		GovPeriod **newest = linitial(run->periods);

		for (int m = 0; m < run->nmetrics; m++)
			if (newest[m]->use == GOV_NOT_LOW)
				return true;
	}
	return false;
}

/* what becomes of the open finding; NULL: nothing */
static const char *
weigh_open(const GovFoundUse *use, List *all, DateADT through, bool measured, DateADT as_of)
{
	if (use->subject.until <= as_of)
		return "gone";
	if (use->runs != NIL)
		return use->through > through ? "continued" : "unchanged";
	if (measured && all_recovered(all) && some_not_low(all))
		return "recovered";
	return NULL;
}

/* see finding.h */
GovFoundUse *
gov_weigh_runs(const GovUsageSubject *subject, const GovKnobs *knobs, List *runs, DateADT as_of)
{
	GovFoundUse *use = palloc0(sizeof(GovFoundUse));
	List	   *found = NIL;
	List	   *fresh = NIL;
	DateADT		through = 0;
	bool		measured = true;
	int64		matter = 0;
	ListCell   *cell;

	use->subject = *subject;
	foreach(cell, runs)
	{
		GovLowRun	   *run = lfirst(cell);

		if (!run->found)
			continue;
		found = lappend(found, run);
		if (!is_spoken_of(subject->resource, run))
			fresh = lappend(fresh, run);
	}
	use->finding = open_finding(subject->resource, &through, &measured, &matter);
	if (use->finding != 0)
	{
		sum_up(use, found);
		use->outcome = weigh_open(use, runs, through, measured, as_of);
		if (found == NIL)
			use->through = ((const GovLowRun *) linitial(runs))->through;
		/* a reduction under way is for people to end */
		if (use->outcome != NULL && matter != 0 && strcmp(use->outcome, "recovered") == 0)
			use->outcome = "recovered_in_reduction";
		return use->outcome ? use : NULL;
	}
	if (found == NIL || subject->until <= as_of)
		return NULL;
	sum_up(use, fresh != NIL ? fresh : found);
	use->outcome = fresh != NIL ? "new" : "handled";
	return use;
}

/* ---- writing ---- */

/* see finding.h; one of a kind for each span, so that a sweep may come again */
void
gov_finding_fact(int64 finding, const char *kind, DateADT through, int months,
				 int64 matter_event, const char *note)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.finding_fact (finding, unit_id, jurisdiction, provider_id, kind, through, run_months,"
		" recorded_at, matter_event, person, note)"
		" SELECT f.id, f.unit_id, f.jurisdiction, f.provider_id, $2, $3, NULLIF($4, 0), $5, NULLIF($6, 0), NULLIF($7, 0), $8"
		" FROM gov_cloud.finding f WHERE f.id OPERATOR(pg_catalog.=) $1 ON CONFLICT DO NOTHING",
		8, {INT8OID, TEXTOID, DATEOID, INT4OID, TIMESTAMPTZOID, INT8OID, INT8OID, TEXTOID}
	};
	const GovCaller *caller = gov_caller_or_null();
	Datum		values[8];

	values[0] = Int64GetDatum(finding);
	values[1] = CStringGetTextDatum(kind);
	values[2] = DateADTGetDatum(through);
	values[3] = Int32GetDatum(months);
	values[4] = TimestampTzGetDatum(gov_now());
	values[5] = Int64GetDatum(matter_event);
	values[6] = Int64GetDatum(caller ? caller->person : 0);
	values[7] = note ? CStringGetTextDatum(note) : (Datum) 0;
	SPI_connect();
	gov_query(&query, values, note ? NULL : "       n", false, 0);
	SPI_finish();
}

/* every deed about a finding is audited under it */
static void
audit_finding(const char *event, int64 finding, int64 unit, const char *jurisdiction, const char *note)
{
	GovAudit	entry = {0};

	entry.event = event;
	entry.object_kind = "finding";
	entry.object_id = psprintf(INT64_FORMAT, finding);
	entry.unit = unit;
	entry.jurisdiction = jurisdiction;
	entry.note = note;
	gov_audit(&entry);
}

/* the runs a finding speaks of; one that goes on grows */
static void
write_runs(int64 finding, const GovFoundUse *use)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.finding_run (finding, resource, label, run)"
		" VALUES ($1, $2, $3, pg_catalog.daterange($4, $5, '[]'))"
		" ON CONFLICT (finding, label) DO UPDATE SET run = pg_catalog.range_merge(gov_cloud.finding_run.run, EXCLUDED.run)",
		5, {INT8OID, INT8OID, TEXTOID, DATEOID, DATEOID}
	};
	ListCell   *cell;

	foreach(cell, use->runs)
	{
		const GovLowRun *run = lfirst(cell);
		Datum		values[5];

		values[0] = Int64GetDatum(finding);
		values[1] = Int64GetDatum(use->subject.resource);
		values[2] = CStringGetTextDatum(run->label);
		values[3] = DateADTGetDatum(run->start);
		values[4] = DateADTGetDatum(run->through);
		SPI_connect();
		gov_query(&query, values, NULL, false, 0);
		SPI_finish();
	}
}

/* the article under which the policy reduces, NULL: it does not say */
static char *
reduction_article(const char *policy)
{
	static GovQuery query = {
		"SELECT article FROM gov_cloud.procedure WHERE policy OPERATOR(pg_catalog.=) $1"
		" AND code OPERATOR(pg_catalog.=) 'reduction'",
		1, {TEXTOID}
	};
	Datum		values[1];

	values[0] = CStringGetTextDatum(policy);
	return gov_query_text(&query, values, NULL);
}

/* tells the unit, and those who may start a reduction, once */
static void
notify(int64 finding, const GovFoundUse *use, const GovKnobs *knobs, const char *body)
{
	GovNotice	notice = {0};
	int			nroles;
	char	  **roles = gov_reducer_roles(use->subject.jurisdiction, &nroles);

	notice.kind = "low_use";
	notice.key = psprintf("finding/" INT64_FORMAT, finding);
	notice.unit = use->subject.unit;
	notice.jurisdiction = use->subject.jurisdiction;
	notice.about_kind = "finding";
	notice.about_id = finding;
	notice.title = psprintf("资源使用率不足：%s", use->subject.name);
	notice.body = body;
	notice.article = reduction_article(knobs->policy);
	notice.recipient = use->subject.unit;
	gov_notice(&notice);
	for (int i = 0; i < nroles; i++)
	{
		ListCell   *cell;

		foreach(cell, gov_role_holders(roles[i], use->subject.jurisdiction, gov_now()))
		{
			notice.recipient = *(int64 *) lfirst(cell);
			gov_notice(&notice);
		}
	}
}

/* see finding.h */
int64
gov_make_finding(const GovFoundUse *use, const GovKnobs *knobs, const GovFindingText *text)
{
	static GovQuery insert = {
		"INSERT INTO gov_cloud.finding (resource, unit_id, jurisdiction, provider_id, system_id, policy, measured, metrics,"
		" run_months, run_start, through, established_on, evidence, evidence_sm3, found_at)"
		" SELECT $1, r.unit_id, r.jurisdiction, r.provider_id, r.system_id, $2, $3, $4, $5, $6, $7,"
		" $7 OPERATOR(pg_catalog.+) 1, $8, $9, $10"
		" FROM gov_cloud.resource r WHERE r.id OPERATOR(pg_catalog.=) $1 RETURNING id",
		10, {INT8OID, TEXTOID, BOOLOID, TEXTOID, INT4OID, DATEOID, DATEOID, JSONBOID, BYTEAOID, TIMESTAMPTZOID}
	};
	Datum		evidence = DirectFunctionCall1(jsonb_in, CStringGetDatum(text->evidence));
	char	   *canonical = DatumGetCString(DirectFunctionCall1(jsonb_out, evidence));
	Datum		values[10];
	Datum		id;
	bool		isnull;

	values[0] = Int64GetDatum(use->subject.resource);
	values[1] = CStringGetTextDatum(knobs->policy);
	values[2] = BoolGetDatum(text->measured);
	values[3] = CStringGetTextDatum(use->metrics);
	values[4] = Int32GetDatum(use->months);
	values[5] = DateADTGetDatum(use->start);
	values[6] = DateADTGetDatum(use->through);
	values[7] = evidence;
	values[8] = PointerGetDatum(gov_sm3(canonical, strlen(canonical)));
	values[9] = TimestampTzGetDatum(gov_now());
	gov_query_datum(&insert, values, NULL, &id, &isnull);
	write_runs(DatumGetInt64(id), use);
	gov_finding_fact(DatumGetInt64(id), "established", use->through, use->months, 0, text->reason);
	audit_finding("establish_finding", DatumGetInt64(id), use->subject.unit, use->subject.jurisdiction,
				  psprintf("resource " INT64_FORMAT ", %s, %d months to %s", use->subject.resource, use->metrics,
						   use->months, gov_day_text(use->through)));
	notify(DatumGetInt64(id), use, knobs, text->notice);
	return DatumGetInt64(id);
}

/* the run goes on: figures of the finding follow, its evidence stays */
static void
continue_finding(const GovFoundUse *use)
{
	static GovQuery update = {
		"UPDATE gov_cloud.finding SET through = $2, run_months = GREATEST(run_months, $3), metrics = $4"
		" WHERE id OPERATOR(pg_catalog.=) $1",
		4, {INT8OID, DATEOID, INT4OID, TEXTOID}
	};
	Datum		values[4];

	values[0] = Int64GetDatum(use->finding);
	values[1] = DateADTGetDatum(use->through);
	values[2] = Int32GetDatum(use->months);
	values[3] = CStringGetTextDatum(use->metrics);
	SPI_connect();
	gov_query(&update, values, NULL, false, 0);
	SPI_finish();
	write_runs(use->finding, use);
	gov_finding_fact(use->finding, "continued", use->through, use->months, 0, use->metrics);
}

/* see finding.h */
void
gov_end_finding(int64 finding, const char *state, int64 matter_event, const char *note)
{
	static GovQuery update = {
		"UPDATE gov_cloud.finding SET state = $2 WHERE id OPERATOR(pg_catalog.=) $1"
		" AND state OPERATOR(pg_catalog.=) 'open' RETURNING through, unit_id, jurisdiction",
		2, {INT8OID, TEXTOID}
	};
	Datum		values[2];

	values[0] = Int64GetDatum(finding);
	values[1] = CStringGetTextDatum(state);
	SPI_connect();
	if (gov_query(&update, values, NULL, false, 0) > 0)
	{
		HeapTuple	row = SPI_tuptable->vals[0];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;

		gov_finding_fact(finding, state, DatumGetDateADT(SPI_getbinval(row, desc, 1, &isnull)), 0, matter_event, note);
		audit_finding("end_finding", finding, DatumGetInt64(SPI_getbinval(row, desc, 2, &isnull)), SPI_getvalue(row, desc, 3),
					  psprintf("%s%s%s", state, note ? ": " : "", note ? note : ""));
	}
	SPI_finish();
}

/* see finding.h */
void
gov_write_found_use(GovFoundUse *use, const GovKnobs *knobs)
{
	if (strcmp(use->outcome, "new") == 0)
	{
		GovFindingText text = {true, NULL, gov_evidence(use, knobs, NULL), gov_low_use_text(use, knobs, NULL)};

		use->finding = gov_make_finding(use, knobs, &text);
	}
	else if (strcmp(use->outcome, "continued") == 0)
		continue_finding(use);
	else if (strcmp(use->outcome, "recovered") == 0)
		gov_end_finding(use->finding, "recovered", 0, psprintf("not low in the month to %s", gov_day_text(use->through)));
	else if (strcmp(use->outcome, "recovered_in_reduction") == 0)
		gov_finding_fact(use->finding, "recovered", use->through, 0, 0, "a reduction is under way: for people to decide");
	else if (strcmp(use->outcome, "gone") == 0)
		gov_end_finding(use->finding, "gone", 0, "the resource was given back");
}

PG_FUNCTION_INFO_V1(gov_finding_frozen);

/* Trigger: what was found stays as it was found; only what became of it moves. */
Datum
gov_finding_frozen(PG_FUNCTION_ARGS)
{
	static const char *const moving[] = {"state", "through", "run_months", "metrics", "matter"};
	TriggerData *data = (TriggerData *) fcinfo->context;
	TupleDesc	desc;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("gov_cloud.finding_frozen() was not called by the trigger manager")));
	if (!TRIGGER_FIRED_BY_UPDATE(data->tg_event))
		gov_refuse(GOV_ERR_FROZEN, "append_only", NULL, NULL, "a finding is never deleted");
	desc = RelationGetDescr(data->tg_relation);
	for (int i = 1; i <= desc->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i - 1);
		bool		may_move = att->attisdropped;
		bool		old_null,
					new_null;
		Datum		old_value = heap_getattr(data->tg_trigtuple, i, desc, &old_null);
		Datum		new_value = heap_getattr(data->tg_newtuple, i, desc, &new_null);

		for (int m = 0; m < lengthof(moving); m++)
			may_move = may_move || strcmp(NameStr(att->attname), moving[m]) == 0;
		if (!may_move && (old_null != new_null ||
						  (!old_null && !datum_image_eq(old_value, new_value, att->attbyval, att->attlen))))
			gov_refuse(GOV_ERR_FROZEN, "finding_frozen", NULL, NULL,
					   "\"%s\" of a finding never changes", NameStr(att->attname));
	}
	return PointerGetDatum(data->tg_newtuple);
}
