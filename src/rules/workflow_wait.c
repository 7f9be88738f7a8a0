/*
 * workflow_wait.c
 *		Automatic steps that wait for a day: nobody acts when it comes, so the
 *		worker looks (huoqiu Agr 9.1: an agreement nobody objects to is renewed).
 */
#include "rules/rules.h"

#include "base/task.h"
#include "catalog/pg_type.h"

/* a matter whose term ran out, and when */
typedef struct Waiting
{
	int64		matter;
	TimestampTz due_at;
} Waiting;

/* lets it take its steps, as of the moment its term ran out and not of the moment somebody looked */
static void
settle(void *arg)
{
	Waiting    *waiting = arg;

	gov_settle_matter(waiting->matter, waiting->due_at);
}

/* what fails is undone and told, and does not keep others waiting */
static bool
advance(int64 matter, TimestampTz due_at)
{
	Waiting		waiting = {matter, due_at};
	ErrorData  *error = gov_attempt(settle, &waiting);

	if (error != NULL)
		ereport(WARNING,
				(errcode(error->sqlerrcode),
				 errmsg("matter " INT64_FORMAT " cannot be advanced: %s", matter, error->message)));
	return error == NULL;
}

/* the matters whose next automatic step waited for a term that has run, oldest first */
static char *
run(TimestampTz now)
{
	static GovQuery query = {
		"SELECT m.id, pg_catalog.min(d.due_at) FROM gov_cloud.deadline d"
		" JOIN gov_cloud.matter m ON m.id OPERATOR(pg_catalog.=) d.matter AND m.closed_at IS NULL"
		" JOIN gov_cloud.transition t ON t.policy OPERATOR(pg_catalog.=) m.policy"
		"  AND t.procedure OPERATOR(pg_catalog.=) m.procedure"
		"  AND t.from_state OPERATOR(pg_catalog.=) m.state AND t.automatic"
		" JOIN gov_cloud.transition_guard g ON g.policy OPERATOR(pg_catalog.=) t.policy"
		"  AND g.transition OPERATOR(pg_catalog.=) t.code AND g.guard OPERATOR(pg_catalog.=) 'term_reached'"
		"  AND g.parameters OPERATOR(pg_catalog.->>) 'deadline' OPERATOR(pg_catalog.=) d.rule"
		" WHERE d.status OPERATOR(pg_catalog.=) 'open' AND d.due_at OPERATOR(pg_catalog.<=) $1"
		" GROUP BY m.id ORDER BY 2, 1",
		1, {TIMESTAMPTZOID}
	};
	Datum		values[1];
	SPITupleTable *rows;
	uint64		n;
	int			advanced = 0;

	values[0] = TimestampTzGetDatum(now);
	SPI_connect();
	n = gov_query(&query, values, NULL, true, 0);
	rows = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
	{
		bool		isnull;

		if (advance(DatumGetInt64(SPI_getbinval(rows->vals[i], rows->tupdesc, 1, &isnull)),
					DatumGetTimestampTz(SPI_getbinval(rows->vals[i], rows->tupdesc, 2, &isnull))))
			advanced++;
	}
	SPI_finish();
	return psprintf(UINT64_FORMAT " matters looked at whose day has come, %d without a fault", n, advanced);
}

/* called from _PG_init */
void
gov_wait_init(void)
{
	static const GovTask task = {
		"advance", "takes automatic steps that waited for a day", 600, run
	};

	gov_register_task(&task);
}
