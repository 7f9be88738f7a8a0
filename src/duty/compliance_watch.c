/*
 * compliance_watch.c
 *		What was valid and is so no longer: told once, to whose it is and to who
 *		holds the role authority over him.
 */
#include "duty/compliance.h"

#include "base/task.h"
#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/date.h"

/* one record that has expired */
static void
tell_expired(HeapTuple row, TupleDesc desc, void *count)
{
	bool		isnull;
	int64		record = DatumGetInt64(SPI_getbinval(row, desc, 1, &isnull));
	GovNotice	notice = {
		.kind = "compliance_expired",
		.key = psprintf("record:" INT64_FORMAT, record),
		.unit = DatumGetInt64(SPI_getbinval(row, desc, 2, &isnull)),
		.jurisdiction = SPI_getvalue(row, desc, 3),
		.about_kind = "compliance_record",.about_id = record,
		.title = psprintf("已到期：%s", SPI_getvalue(row, desc, 4)),
		.body = SPI_getvalue(row, desc, 5)
	};
	List	   *told = gov_role_holders("authority", notice.jurisdiction, gov_now());
	ListCell   *cell;

	told = lappend(told, &notice.unit);
	foreach(cell, told)
	{
		notice.recipient = *(int64 *) lfirst(cell);
		if (gov_notice(&notice) != 0)
			++*(int64 *) count;
	}
}

/*
 * The newest record of a subject and kind, where its last day is over and
 * nobody was told; not what a system that has left the cloud once had.
 */
static char *
run(TimestampTz now)
{
	static GovQuery query = {
		"SELECT r.id, r.unit_id, r.jurisdiction, k.title, pg_catalog.concat_ws(E'\\n', '材料：' OPERATOR(pg_catalog.||) k.title,"
		" '编号：' OPERATOR(pg_catalog.||) r.number, '系统：' OPERATOR(pg_catalog.||) s.name,"
		" '有效期至：' OPERATOR(pg_catalog.||) pg_catalog.to_char(r.valid_until, 'YYYY-MM-DD'))"
		" FROM gov_cloud.compliance_record r JOIN gov_cloud.compliance_kind k ON k.kind OPERATOR(pg_catalog.=) r.kind"
		" LEFT JOIN gov_cloud.system s ON s.id OPERATOR(pg_catalog.=) r.system_id"
		" WHERE r.valid_until OPERATOR(pg_catalog.<) $1 AND r.state OPERATOR(pg_catalog.=) 'held' AND s.status IS DISTINCT FROM 'exited'"
		" AND NOT EXISTS (SELECT FROM gov_cloud.compliance_record n WHERE n.kind OPERATOR(pg_catalog.=) r.kind"
		"  AND n.unit_id OPERATOR(pg_catalog.=) r.unit_id AND n.system_id IS NOT DISTINCT FROM r.system_id AND n.id OPERATOR(pg_catalog.>) r.id)"
		" AND NOT EXISTS (SELECT FROM gov_cloud.notice m WHERE m.kind OPERATOR(pg_catalog.=) 'compliance_expired'"
		"  AND m.key OPERATOR(pg_catalog.=) pg_catalog.concat('record:', r.id) AND m.recipient OPERATOR(pg_catalog.=) r.unit_id)"
		" ORDER BY r.id",
		1, {DATEOID}
	};
	Datum		values[1] = {DateADTGetDatum(gov_local_date(now))};
	int64		count = 0;

	gov_query_each(&query, values, NULL, tell_expired, &count);
	return psprintf(INT64_FORMAT " notices of what has expired", count);
}

/* the room's task */
void
gov_compliance_watch_init(void)
{
	static const GovTask task = {
		.name = "watch_compliance",
		.meaning = "tells of certificates whose last day is over",
		.interval_seconds = 3600,
		.run = run
	};

	gov_register_task(&task);
}
