/*
 * explain_tier.c
 *		The part of explain(matter) that tells how large the request was found
 *		to be, and who set it otherwise and why.
 */
#include "rules/explain.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* see explain.h */
void
gov_tell_tiers(GovTelling *telling)
{
	static GovQuery query = {
		"SELECT a.occurred_at, o.name, w.name, t.title, c.title, a.counted::text, a.exceeds, a.basis, a.reason, t.article"
		" FROM gov_cloud.tier_assessment a"
		" JOIN gov_cloud.request_tier t ON t.policy OPERATOR(pg_catalog.=) $2 AND t.tier OPERATOR(pg_catalog.=) a.tier"
		" JOIN gov_cloud.request_tier c ON c.policy OPERATOR(pg_catalog.=) $2 AND c.tier OPERATOR(pg_catalog.=) a.computed"
		" LEFT JOIN gov_cloud.organization o ON o.id OPERATOR(pg_catalog.=) a.organization"
		" LEFT JOIN gov_cloud.person w ON w.id OPERATOR(pg_catalog.=) a.person"
		" WHERE a.matter OPERATOR(pg_catalog.=) $1 ORDER BY a.id",
		2, {INT8OID, TEXTOID}
	};
	Datum		values[2];
	uint64		n;
	SPITupleTable *rows;

	telling->section = "tiers";
	values[0] = Int64GetDatum(telling->matter->id);
	values[1] = CStringGetTextDatum(telling->matter->policy);
	n = gov_query(&query, values, NULL, false, 0);
	rows = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = rows->vals[i];
		TupleDesc	desc = rows->tupdesc;
		bool		isnull;
		char	   *organization = SPI_getvalue(row, desc, 2);
		char	   *exceeds = SPI_getvalue(row, desc, 7);
		char	   *reason = SPI_getvalue(row, desc, 9);
		char	   *figures = psprintf("%s（依据 %s）", SPI_getvalue(row, desc, 6), SPI_getvalue(row, desc, 8));

		gov_tell(telling, DatumGetTimestampTz(SPI_getbinval(row, desc, 1, &isnull)),
				 organization ? psprintf("%s %s", organization, SPI_getvalue(row, desc, 3)) : "系统",
				 reason ? psprintf("规模改定为%s：%s；计算为%s，%s", SPI_getvalue(row, desc, 4), reason,
								   SPI_getvalue(row, desc, 5), figures)
				 : exceeds ? psprintf("规模计算为%s：%s，超过 %s", SPI_getvalue(row, desc, 5), figures, exceeds)
				 : psprintf("规模计算为%s：%s", SPI_getvalue(row, desc, 5), figures),
				 SPI_getvalue(row, desc, 10));
	}
}
