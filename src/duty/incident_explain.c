/*
 * incident_explain.c
 *		The part of explain(matter) that tells of an incident: when it occurred
 *		and ended, how grave it was found to be, by whom and why.
 */
#include "duty/incident.h"

#include "catalog/pg_type.h"
#include "rules/explain.h"
#include "utils/builtins.h"

/* when it occurred, was detected and reported; false: the matter is about none */
static bool
tell_instants(GovTelling *telling)
{
	static GovQuery query = {
		"SELECT i.occurred_at, i.detected_at, i.reported_at, e.restored_at,"
		" pg_catalog.ceil(EXTRACT(epoch FROM e.restored_at OPERATOR(pg_catalog.-) i.occurred_at) OPERATOR(pg_catalog./) 60)::pg_catalog.int8"
		" FROM gov_cloud.incident i LEFT JOIN gov_cloud.incident_end e ON e.matter OPERATOR(pg_catalog.=) i.matter"
		" WHERE i.matter OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	static const char *const words[] = {"发生故障", "发现故障", "报告故障", "恢复业务"};
	Datum		values[1];
	SPITupleTable *rows;
	bool		isnull;

	values[0] = Int64GetDatum(telling->matter->id);
	if (gov_query(&query, values, NULL, false, 1) == 0)
		return false;
	rows = SPI_tuptable;
	for (int i = 0; i < lengthof(words); i++)
	{
		TimestampTz at = DatumGetTimestampTz(SPI_getbinval(rows->vals[0], rows->tupdesc, i + 1, &isnull));
		char	   *minutes = SPI_getvalue(rows->vals[0], rows->tupdesc, 5);

		if (!isnull)
			gov_tell(telling, at, NULL, i < 3 ? words[i] : psprintf("%s，自发生起历时 %s 分钟", words[i], minutes), NULL);
	}
	return true;
}

/* each grading, the newest counts */
static void
tell_gradings(GovTelling *telling)
{
	static GovQuery query = {
		"SELECT g.occurred_at, o.name, w.name, g.level, g.scope, g.impact, g.reason, l.article"
		" FROM gov_cloud.incident_grading g"
		" LEFT JOIN gov_cloud.incident_level l ON l.policy OPERATOR(pg_catalog.=) $2"
		"  AND l.scope OPERATOR(pg_catalog.=) g.scope AND l.impact OPERATOR(pg_catalog.=) g.impact"
		" LEFT JOIN gov_cloud.organization o ON o.id OPERATOR(pg_catalog.=) g.organization"
		" LEFT JOIN gov_cloud.person w ON w.id OPERATOR(pg_catalog.=) g.person"
		" WHERE g.matter OPERATOR(pg_catalog.=) $1 ORDER BY g.id",
		2, {INT8OID, TEXTOID}
	};
	Datum		values[2];
	uint64		n;
	SPITupleTable *rows;

	values[0] = Int64GetDatum(telling->matter->id);
	values[1] = CStringGetTextDatum(telling->matter->policy);
	n = gov_query(&query, values, NULL, false, 0);
	rows = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = rows->vals[i];
		TupleDesc	desc = rows->tupdesc;
		char	   *organization = SPI_getvalue(row, desc, 2);
		char	   *reason = SPI_getvalue(row, desc, 7);
		char	   *article = SPI_getvalue(row, desc, 8);
		bool		isnull;

		gov_tell(telling, DatumGetTimestampTz(SPI_getbinval(row, desc, 1, &isnull)),
				 organization ? psprintf("%s %s", organization, SPI_getvalue(row, desc, 3)) : "系统",
				 psprintf("定为 %s 级（范围 %s，业务影响 %s）%s%s", SPI_getvalue(row, desc, 4), SPI_getvalue(row, desc, 5),
						  SPI_getvalue(row, desc, 6), reason ? "：" : "", reason ? reason : ""),
				 article ? article : "文本未规定");
	}
}

/* a teller of explain(matter) */
static void
tell_incident(GovTelling *telling)
{
	telling->section = "incident";
	if (tell_instants(telling))
		tell_gradings(telling);
}

/* the lines of this room */
void
gov_incident_explain_init(void)
{
	gov_register_teller(tell_incident);
}
