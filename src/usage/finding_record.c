/*
 * finding_record.c
 *		A unit's record: which of its hosts are used too little now, and what
 *		became of what was found.  Past efficiency is a reference for what is
 *		opened later (suqian art. 24, 40), so explain(matter) tells it with each
 *		application where the policy says so.
 */
#include "usage/usage.h"

#include "catalog/pg_type.h"
#include "duty/duty.h"
#include "funcapi.h"
#include "rules/explain.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(gov_efficiency_record);

#define SHOW_RECORD	"show_efficiency_record"	/* parameter of a policy */

typedef struct Record
{
	int64		hosts;			/* held at the end of the day */
	int64		low;			/* of these, with a finding that was open then */
	int64		findings;		/* established up to then */
	int64		reduced;
	int64		recovered;
	int64		dismissed;
	int64		gone;
	int64		low_months;
	char	   *last;			/* newest day on which one was established; NULL: never */
} Record;

/*
 * As of the end of a local day.  A finding was open from the day it was
 * established until the day on which what became of it was recorded.
 */
static Record
read_record(int64 unit, const char *jurisdiction, DateADT day)
{
	static GovQuery query = {
		"WITH f AS (SELECT n.resource, n.run_months, n.established_on,"
		"  (SELECT e.kind FROM gov_cloud.finding_fact e WHERE e.finding OPERATOR(pg_catalog.=) n.id"
		"   AND e.kind OPERATOR(pg_catalog.=) ANY ('{recovered,gone,dismissed,closed}')"
		"   AND pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', e.recorded_at)) OPERATOR(pg_catalog.<=) $3"
		"   ORDER BY e.id DESC LIMIT 1) AS became"
		"  FROM gov_cloud.finding n WHERE n.unit_id OPERATOR(pg_catalog.=) $1 AND n.jurisdiction OPERATOR(pg_catalog.=) $2"
		"  AND n.established_on OPERATOR(pg_catalog.<=) $3),"
		" h AS (SELECT r.id FROM gov_cloud.resource r JOIN gov_cloud.catalogue_item c"
		"  ON c.jurisdiction OPERATOR(pg_catalog.=) r.jurisdiction AND c.code OPERATOR(pg_catalog.=) r.item"
		"  WHERE r.unit_id OPERATOR(pg_catalog.=) $1 AND r.jurisdiction OPERATOR(pg_catalog.=) $2"
		"  AND c.family OPERATOR(pg_catalog.=) 'host'"
		"  AND pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', r.provisioned_at)) OPERATOR(pg_catalog.<=) $3"
		"  AND (r.released_at IS NULL OR pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', r.released_at)) OPERATOR(pg_catalog.>) $3))"
		" SELECT (SELECT pg_catalog.count(*) FROM h),"
		" (SELECT pg_catalog.count(*) FROM h WHERE EXISTS (SELECT FROM f WHERE f.resource OPERATOR(pg_catalog.=) h.id AND f.became IS NULL)),"
		" pg_catalog.count(*), pg_catalog.count(*) FILTER (WHERE became OPERATOR(pg_catalog.=) 'closed'),"
		" pg_catalog.count(*) FILTER (WHERE became OPERATOR(pg_catalog.=) 'recovered'),"
		" pg_catalog.count(*) FILTER (WHERE became OPERATOR(pg_catalog.=) 'dismissed'),"
		" pg_catalog.count(*) FILTER (WHERE became OPERATOR(pg_catalog.=) 'gone'),"
		" COALESCE(pg_catalog.sum(run_months), 0)::pg_catalog.int8, pg_catalog.to_char(pg_catalog.max(established_on), 'YYYY-MM-DD') FROM f",
		3, {INT8OID, TEXTOID, DATEOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Record		record = {0};
	int64	   *columns[] = {&record.hosts, &record.low, &record.findings, &record.reduced, &record.recovered,
	&record.dismissed, &record.gone, &record.low_months};
	Datum		values[3];
	char	   *last;

	values[0] = Int64GetDatum(unit);
	values[1] = CStringGetTextDatum(jurisdiction);
	values[2] = DateADTGetDatum(day);
	SPI_connect();
	gov_query(&query, values, NULL, false, 1);
	for (int i = 0; i < lengthof(columns); i++)
	{
		bool		isnull;

		*columns[i] = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, i + 1, &isnull));
	}
	last = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 9);
	record.last = last ? MemoryContextStrdup(caller, last) : NULL;
	SPI_finish();
	return record;
}

/* efficiency_share: hosts that are not used too little, of all that the unit holds */
static void
efficiency_share(const GovAssessed *of, GovRatio *ratio)
{
	Record		record = read_record(of->organization, of->jurisdiction, of->last);

	ratio->numerator = record.hosts - record.low;
	ratio->denominator = record.hosts;
}

/* the record as a line of explain(matter), where the policy wants it shown with an application */
static void
tell_record(GovTelling *telling)
{
	static GovQuery article = {
		"SELECT article FROM gov_cloud.policy_parameter WHERE policy OPERATOR(pg_catalog.=) $1 AND name OPERATOR(pg_catalog.=) '" SHOW_RECORD "'",
		1, {TEXTOID}
	};
	const GovMatter *matter = telling->matter;
	TimestampTz at = matter->outcome ? matter->entered_at : gov_now();
	char	   *shown = gov_parameter_value(matter->policy, matter->jurisdiction, SHOW_RECORD, at, NULL);
	Record		record;
	Datum		values[1];

	if (!telling->procedure->changes_resources || shown == NULL || strcmp(shown, "true") != 0)
		return;
	record = read_record(matter->unit, matter->jurisdiction, gov_local_date(at));
	values[0] = CStringGetTextDatum(matter->policy);
	telling->section = "efficiency";
	gov_tell(telling, at, NULL,
			 psprintf("使用效率记录：现有主机 " INT64_FORMAT " 台，其中低效 " INT64_FORMAT " 台；累计认定低效 " INT64_FORMAT
					  " 次（已核减 " INT64_FORMAT "，已恢复 " INT64_FORMAT "，已撤销 " INT64_FORMAT "，已退还 " INT64_FORMAT "）%s%s",
					  record.hosts, record.low, record.findings, record.reduced, record.recovered, record.dismissed,
					  record.gone, record.last ? "，最近一次 " : "", record.last ? record.last : ""),
			 gov_query_text(&article, values, NULL));
}

/* efficiency_record(unit, as_of, jurisdiction) */
Datum
gov_efficiency_record(PG_FUNCTION_ARGS)
{
	int64		unit = gov_argument_id(fcinfo, 0);
	DateADT		day = gov_argument_day(fcinfo, 1);
	char	   *jurisdiction = gov_assessed_jurisdiction(gov_argument_text(fcinfo, 2));
	Record		record;
	TupleDesc	desc;
	Datum		values[10];
	bool		nulls[10] = {false};

	if (unit == 0 || !gov_row_visible(unit, 0, jurisdiction))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "organization_not_visible", NULL, NULL,
				   "there is no unit " INT64_FORMAT " that is yours to judge", unit);
	record = read_record(unit, jurisdiction, day);
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("function returning record called in context that cannot accept type record")));
	values[0] = Int64GetDatum(record.hosts);
	values[1] = Int64GetDatum(record.low);
	values[2] = gov_ratio_value(record.hosts - record.low, record.hosts, &nulls[2]);
	values[3] = Int64GetDatum(record.findings);
	values[4] = Int64GetDatum(record.reduced);
	values[5] = Int64GetDatum(record.recovered);
	values[6] = Int64GetDatum(record.dismissed);
	values[7] = Int64GetDatum(record.gone);
	values[8] = Int64GetDatum(record.low_months);
	nulls[9] = record.last == NULL;
	values[9] = record.last ? DirectFunctionCall1(date_in, CStringGetDatum(record.last)) : (Datum) 0;
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls)));
}

/* the formula of this floor, and the line beside an application */
void
gov_finding_record_init(void)
{
	gov_register_formula("efficiency_share", "unit", efficiency_share, NULL, "云资源使用效率",
						 "hosts without an open finding of low use of all hosts the unit holds");
	gov_register_teller(tell_record);
}
