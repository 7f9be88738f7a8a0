/*
 * approval_tell.c
 *		What explain() says of opinions, copies and urgings.
 */
#include "duty/approval.h"

#include "catalog/pg_type.h"
#include "rules/explain.h"

/* all of it in the order of time, a line each: when, who, what */
static GovQuery lines = {
	"SELECT at, who, what FROM ("
	"SELECT r.asked_at AS at, o.name OPERATOR(pg_catalog.||) ' ' OPERATOR(pg_catalog.||) p.name"
	" OPERATOR(pg_catalog.||) COALESCE(' 代 ' OPERATOR(pg_catalog.||) f.name, '') AS who,"
	" '征求意见（' OPERATOR(pg_catalog.||) t.name OPERATOR(pg_catalog.||) COALESCE(' ' OPERATOR(pg_catalog.||) q.name, '')"
	" OPERATOR(pg_catalog.||) '）：' OPERATOR(pg_catalog.||) r.question"
	" OPERATOR(pg_catalog.||) CASE WHEN a.request IS NULL THEN '（待答复，其间不作决定）' ELSE '' END AS what, 1 AS kind, r.id"
	" FROM gov_cloud.opinion_request r"
	" JOIN gov_cloud.organization o ON o.id OPERATOR(pg_catalog.=) r.asker"
	" JOIN gov_cloud.person p ON p.id OPERATOR(pg_catalog.=) r.asked_by"
	" LEFT JOIN gov_cloud.person f ON f.id OPERATOR(pg_catalog.=) r.asked_for"
	" JOIN gov_cloud.organization t ON t.id OPERATOR(pg_catalog.=) r.organization"
	" LEFT JOIN gov_cloud.person q ON q.id OPERATOR(pg_catalog.=) r.person"
	" LEFT JOIN gov_cloud.opinion_reply a ON a.request OPERATOR(pg_catalog.=) r.id"
	" WHERE r.matter OPERATOR(pg_catalog.=) $1"
	" UNION ALL SELECT a.replied_at, o.name OPERATOR(pg_catalog.||) ' ' OPERATOR(pg_catalog.||) p.name,"
	" CASE WHEN a.kind OPERATOR(pg_catalog.=) 'taken_back' THEN '不再征求意见：' ELSE '答复意见'"
	" OPERATOR(pg_catalog.||) CASE WHEN a.agrees THEN '（同意）：' WHEN NOT a.agrees THEN '（不同意）：' ELSE '：' END END"
	" OPERATOR(pg_catalog.||) a.opinion, 2, a.request"
	" FROM gov_cloud.opinion_reply a JOIN gov_cloud.opinion_request r ON r.id OPERATOR(pg_catalog.=) a.request"
	" JOIN gov_cloud.organization o ON o.id OPERATOR(pg_catalog.=) a.organization"
	" JOIN gov_cloud.person p ON p.id OPERATOR(pg_catalog.=) a.person"
	" WHERE r.matter OPERATOR(pg_catalog.=) $1"
	" UNION ALL SELECT c.copied_at, o.name OPERATOR(pg_catalog.||) ' ' OPERATOR(pg_catalog.||) p.name,"
	" '抄送 ' OPERATOR(pg_catalog.||) t.name OPERATOR(pg_catalog.||) COALESCE('：' OPERATOR(pg_catalog.||) c.note, ''), 3, t.id"
	" FROM gov_cloud.matter_copy c JOIN gov_cloud.organization o ON o.id OPERATOR(pg_catalog.=) c.copier"
	" JOIN gov_cloud.person p ON p.id OPERATOR(pg_catalog.=) c.copied_by"
	" JOIN gov_cloud.organization t ON t.id OPERATOR(pg_catalog.=) c.organization"
	" WHERE c.matter OPERATOR(pg_catalog.=) $1"
	" UNION ALL SELECT u.urged_at, o.name OPERATOR(pg_catalog.||) ' ' OPERATOR(pg_catalog.||) p.name,"
	" '催办，通知 ' OPERATOR(pg_catalog.||) u.told::text OPERATOR(pg_catalog.||) ' 家'"
	" OPERATOR(pg_catalog.||) COALESCE('：' OPERATOR(pg_catalog.||) u.note, ''), 4, u.id"
	" FROM gov_cloud.matter_urge u JOIN gov_cloud.organization o ON o.id OPERATOR(pg_catalog.=) u.organization"
	" JOIN gov_cloud.person p ON p.id OPERATOR(pg_catalog.=) u.urged_by"
	" WHERE u.matter OPERATOR(pg_catalog.=) $1) l ORDER BY at, kind, id",
	1, {INT8OID}
};

/* the teller: see explain.h */
void
gov_approval_tell(GovTelling *telling)
{
	Datum		values[1];
	SPITupleTable *rows;
	uint64		n;

	telling->section = "approval";
	values[0] = Int64GetDatum(telling->matter->id);
	n = gov_query(&lines, values, NULL, false, 0);
	rows = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
	{
		bool		isnull;

		gov_tell(telling, DatumGetTimestampTz(SPI_getbinval(rows->vals[i], rows->tupdesc, 1, &isnull)),
				 SPI_getvalue(rows->vals[i], rows->tupdesc, 2), SPI_getvalue(rows->vals[i], rows->tupdesc, 3), NULL);
	}
}
