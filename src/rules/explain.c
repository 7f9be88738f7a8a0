/*
 * explain.c
 *		explain(matter): what happened, by whom, under which article; each term
 *		with its arithmetic; which local rules hold; what may happen next.
 */
#include "rules/explain.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

static GovTeller tellers[16];
static int	teller_count = 0;

/* see explain.h */
void
gov_register_teller(GovTeller teller)
{
	if (teller_count == lengthof(tellers))
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg_internal("too many tellers")));
	tellers[teller_count++] = teller;
}

/* the name of an organization, NULL for none */
static char *
organization_name(int64 id)
{
	static GovQuery query = {
		"SELECT name FROM gov_cloud.organization WHERE id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1];

	values[0] = Int64GetDatum(id);
	return id ? gov_query_text(&query, values, NULL) : NULL;
}

/* the name of a system, NULL for none */
static char *
system_name(int64 id)
{
	static GovQuery query = {
		"SELECT name FROM gov_cloud.system WHERE id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1];

	values[0] = Int64GetDatum(id);
	return id ? gov_query_text(&query, values, NULL) : NULL;
}

/* what the matter is, whose, and how it stands */
static void
tell_matter(GovTelling *telling)
{
	const GovMatter *matter = telling->matter;
	StringInfoData what;

	telling->section = "matter";
	gov_tell(telling, matter->opened_at, organization_name(matter->applicant),
			 psprintf("事项 " INT64_FORMAT "：%s，依《%s》%s%s（%s）", matter->id, telling->procedure->title,
					  telling->policy->title, telling->policy->doc_number ? " " : "",
					  telling->policy->doc_number ? telling->policy->doc_number : "", matter->policy),
			 telling->procedure->article);
	initStringInfo(&what);
	if (matter->system)
		appendStringInfo(&what, "信息系统：%s；", system_name(matter->system));
	appendStringInfo(&what, "单位：%s", organization_name(matter->unit));
	if (matter->provider)
		appendStringInfo(&what, "；云服务商：%s", organization_name(matter->provider));
	gov_tell(telling, DT_NOBEGIN, NULL, what.data, NULL);
	gov_tell(telling, matter->entered_at, NULL,
			 psprintf("%s：%s", matter->outcome ? "结果" : "现状",
					  gov_state(telling->procedure, matter->state)->title), NULL);
}

/* the matters above and below, with how they stand */
static void
tell_family(GovTelling *telling)
{
	static GovQuery query = {
		"SELECT m.id OPERATOR(pg_catalog.=) $2, m.id, p.title, s.title, m.opened_at FROM gov_cloud.matter m"
		" JOIN gov_cloud.procedure p ON p.policy OPERATOR(pg_catalog.=) m.policy"
		" AND p.code OPERATOR(pg_catalog.=) m.procedure"
		" JOIN gov_cloud.state s ON s.policy OPERATOR(pg_catalog.=) m.policy"
		" AND s.procedure OPERATOR(pg_catalog.=) m.procedure AND s.state OPERATOR(pg_catalog.=) m.state"
		" WHERE m.id OPERATOR(pg_catalog.=) $2 OR m.parent OPERATOR(pg_catalog.=) $1 ORDER BY m.id",
		2, {INT8OID, INT8OID}
	};
	Datum		values[2];
	uint64		n;
	SPITupleTable *rows;

	values[0] = Int64GetDatum(telling->matter->id);
	values[1] = Int64GetDatum(telling->matter->parent);
	n = gov_query(&query, values, NULL, false, 0);
	rows = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = rows->vals[i];
		bool		isnull;
		bool		above = DatumGetBool(SPI_getbinval(row, rows->tupdesc, 1, &isnull));

		gov_tell(telling, DatumGetTimestampTz(SPI_getbinval(row, rows->tupdesc, 5, &isnull)), NULL,
				 psprintf("%s事项 %s：%s，%s", above ? "所属" : "下设",
						  SPI_getvalue(row, rows->tupdesc, 2), SPI_getvalue(row, rows->tupdesc, 3),
						  SPI_getvalue(row, rows->tupdesc, 4)), NULL);
	}
}

/* conditions that the act met (or overrode) and what it brought with it */
static void
tell_consequences(GovTelling *telling, const GovTransition *transition, bool completes)
{
	for (int i = 0; i < transition->nguards; i++)
	{
		const GovGuardRow *guard = &transition->guards[i];

		gov_tell(telling, DT_NOBEGIN, NULL,
				 psprintf("　条件%s%s%s：%s %s", guard->rule ? " " : "", guard->rule ? guard->rule : "",
						  guard->soft ? "（原则）" : "", guard->name, gov_json_text(guard->parameters)),
				 guard->article ? guard->article : transition->article);
	}
	for (int i = 0; completes && i < transition->neffects; i++)
	{
		const GovEffectRow *effect = &transition->effects[i];

		gov_tell(telling, DT_NOBEGIN, NULL,
				 psprintf("　效果：%s %s", effect->name, gov_json_text(effect->parameters)),
				 effect->article ? effect->article : transition->article);
	}
}

/* who acted: organization, person (for whom) and the title of the role */
static char *
actor(const GovTelling *telling, const char *organization, const char *person, const char *principal, const char *role)
{
	if (person == NULL)
		return pstrdup("系统");
	if (principal != NULL)
		person = psprintf("%s 代 %s", person, principal);
	return psprintf("%s %s（%s）", organization, person, gov_role_title(telling->policy, role));
}

/* one event in words */
static char *
event_text(const GovTelling *telling, HeapTuple row, TupleDesc desc, const GovTransition *transition, bool completes)
{
	StringInfoData what;
	char	   *to = SPI_getvalue(row, desc, 6);
	char	   *opinion = SPI_getvalue(row, desc, 7);
	char	   *data = SPI_getvalue(row, desc, 8);
	char	   *remark = SPI_getvalue(row, desc, 9);

	initStringInfo(&what);
	appendStringInfoString(&what, transition->title);
	if (to != NULL)
		appendStringInfo(&what, " → %s", gov_state(telling->procedure, to)->title);
	else if (!completes)
		appendStringInfoString(&what, "（一方已办，尚待其他各方）");
	if (opinion != NULL)
		appendStringInfo(&what, "；意见：%s", opinion);
	if (data != NULL)
		appendStringInfo(&what, "；%s", data);
	if (strcmp(SPI_getvalue(row, desc, 10), "t") == 0)
		appendStringInfoString(&what, "；事后补录");
	if (remark != NULL)
		appendStringInfo(&what, "；例外：%s", remark);
	return what.data;
}

/* what was done, in order */
static void
tell_events(GovTelling *telling)
{
	static GovQuery query = {
		"SELECT e.transition, e.occurred_at, o.name, p.name, e.role, e.to_state, e.opinion, e.data, e.remark,"
		" e.backdated, e.completes, a.name FROM gov_cloud.matter_event e"
		" LEFT JOIN gov_cloud.person a ON a.id OPERATOR(pg_catalog.=) e.principal"
		" LEFT JOIN gov_cloud.organization o ON o.id OPERATOR(pg_catalog.=) e.organization"
		" LEFT JOIN gov_cloud.person p ON p.id OPERATOR(pg_catalog.=) e.person"
		" WHERE e.matter OPERATOR(pg_catalog.=) $1 ORDER BY e.seq",
		1, {INT8OID}
	};
	Datum		values[1];
	uint64		n;
	SPITupleTable *rows;

	telling->section = "events";
	values[0] = Int64GetDatum(telling->matter->id);
	n = gov_query(&query, values, NULL, false, 0);
	rows = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = rows->vals[i];
		TupleDesc	desc = rows->tupdesc;
		const GovTransition *transition = gov_transition(telling->procedure, SPI_getvalue(row, desc, 1));
		bool		isnull;
		bool		completes = DatumGetBool(SPI_getbinval(row, desc, 11, &isnull));

		gov_tell(telling, DatumGetTimestampTz(SPI_getbinval(row, desc, 2, &isnull)),
				 actor(telling, SPI_getvalue(row, desc, 3), SPI_getvalue(row, desc, 4), SPI_getvalue(row, desc, 12),
					   SPI_getvalue(row, desc, 5)),
				 event_text(telling, row, desc, transition, completes),
				 transition->article ? transition->article : "文本未规定");
		tell_consequences(telling, transition, completes);
	}
}

/* from when, and until when if that is known; two columns, lower and upper */
static char *
validity_text(HeapTuple row, TupleDesc desc, int column)
{
	bool		no_lower,
				no_upper;
	Datum		lower = SPI_getbinval(row, desc, column, &no_lower);
	Datum		upper = SPI_getbinval(row, desc, column + 1, &no_upper);

	return psprintf("%s%s%s%s", no_lower ? "" : gov_day_text(DatumGetDateADT(lower)), no_lower ? "一直" : " 起",
					no_upper ? "" : "，至 ", no_upper ? "" : gov_day_text(DatumGetDateADT(upper) - 1));
}

/* local rules that held while the matter ran: always shown as local, never as the text */
static void
tell_local_rules(GovTelling *telling)
{
	static GovQuery query = {
		"WITH RECURSIVE above (code, parent) AS ("
		"SELECT code, parent FROM gov_cloud.jurisdiction WHERE code OPERATOR(pg_catalog.=) $1"
		" UNION ALL SELECT j.code, j.parent FROM gov_cloud.jurisdiction j"
		" JOIN above a ON j.code OPERATOR(pg_catalog.=) a.parent)"
		"SELECT j.name, l.name, l.value, l.reason, pg_catalog.lower(l.valid), pg_catalog.upper(l.valid) FROM gov_cloud.local_rule l"
		" JOIN above a ON a.code OPERATOR(pg_catalog.=) l.jurisdiction"
		" JOIN gov_cloud.jurisdiction j ON j.code OPERATOR(pg_catalog.=) l.jurisdiction"
		" WHERE l.policy OPERATOR(pg_catalog.=) $2 AND l.valid OPERATOR(pg_catalog.&&)"
		" pg_catalog.daterange($3, $4, '[]') ORDER BY l.name, l.valid",
		4, {TEXTOID, TEXTOID, DATEOID, DATEOID}
	};
	const GovMatter *matter = telling->matter;
	TimestampTz until = matter->outcome ? matter->entered_at : gov_now();
	Datum		values[4];
	uint64		n;
	SPITupleTable *rows;

	telling->section = "local rules";
	values[0] = CStringGetTextDatum(matter->jurisdiction);
	values[1] = CStringGetTextDatum(matter->policy);
	values[2] = DateADTGetDatum(gov_local_date(matter->opened_at));
	values[3] = DateADTGetDatum(Max(gov_local_date(until), gov_local_date(matter->opened_at)));
	n = gov_query(&query, values, NULL, false, 0);
	rows = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
		gov_tell(telling, DT_NOBEGIN, SPI_getvalue(rows->vals[i], rows->tupdesc, 1),
				 psprintf("本地规定（非办法条文）：%s = %s，%s，%s",
						  SPI_getvalue(rows->vals[i], rows->tupdesc, 2), SPI_getvalue(rows->vals[i], rows->tupdesc, 3),
						  SPI_getvalue(rows->vals[i], rows->tupdesc, 4), validity_text(rows->vals[i], rows->tupdesc, 5)),
				 NULL);
}

PG_FUNCTION_INFO_V1(gov_explain);

/* explain(matter) -> (line, section, at, who, what, article) */
Datum
gov_explain(PG_FUNCTION_ARGS)
{
	GovTelling	telling = {0};
	int64		id = PG_GETARG_INT64(0);
	GovMatter  *matter = gov_matter_read(id, false);

	if (!gov_matter_visible(matter))
		gov_refuse_unseen(id);
	InitMaterializedSRF(fcinfo, 0);
	telling.result = (ReturnSetInfo *) fcinfo->resultinfo;
	telling.matter = matter;
	telling.procedure = gov_matter_procedure(matter, &telling.policy);
	SPI_connect();
	tell_matter(&telling);
	tell_family(&telling);
	tell_events(&telling);
	gov_tell_tiers(&telling);
	gov_tell_deadlines(&telling);
	for (int i = 0; i < teller_count; i++)
		tellers[i] (&telling);
	tell_local_rules(&telling);
	gov_tell_next(&telling);
	SPI_finish();
	return (Datum) 0;
}
