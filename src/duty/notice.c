/*
 * notice.c
 *		Official messages: written in the transaction of their cause, delivered
 *		by the worker, acknowledged by the recipient.
 */
#include "duty/duty.h"

#include "base/task.h"
#include "catalog/pg_type.h"
#include "commands/async.h"
#include "fmgr.h"
#include "utils/builtins.h"

#define NOTICE_CHANNEL "gov_cloud"

PG_FUNCTION_INFO_V1(gov_acknowledge_notice);

/* a text argument that may be absent */
static Datum
text_or_null(const char *value, char *null)
{
	*null = value == NULL ? 'n' : ' ';
	return value == NULL ? (Datum) 0 : CStringGetTextDatum(value);
}

/* a key argument that is absent when zero */
static Datum
key_or_null(int64 value, char *null)
{
	*null = value == 0 ? 'n' : ' ';
	return Int64GetDatum(value);
}

/* see duty.h; uniqueness is the index's, so that two sweeps at once tell once */
int64
gov_notice(const GovNotice *notice)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.notice (kind, key, recipient, unit_id, jurisdiction, matter,"
		" about_kind, about_id, title, body, article, issued_at)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
		" ON CONFLICT (kind, key, recipient) DO NOTHING RETURNING id",
		12, {TEXTOID, TEXTOID, INT8OID, INT8OID, TEXTOID, INT8OID, TEXTOID, INT8OID,
		TEXTOID, TEXTOID, TEXTOID, TIMESTAMPTZOID}
	};
	Datum		values[12];
	char		nulls[12];
	Datum		id;
	bool		isnull;
	GovAudit	audit = {.event = "issue_notice",.object_kind = "notice"};

	memset(nulls, ' ', sizeof(nulls));
	values[0] = CStringGetTextDatum(notice->kind);
	values[1] = CStringGetTextDatum(notice->key);
	values[2] = Int64GetDatum(notice->recipient);
	values[3] = Int64GetDatum(notice->unit);
	values[4] = CStringGetTextDatum(notice->jurisdiction);
	values[5] = key_or_null(notice->matter, &nulls[5]);
	values[6] = text_or_null(notice->about_kind, &nulls[6]);
	values[7] = key_or_null(notice->about_id, &nulls[7]);
	values[8] = CStringGetTextDatum(notice->title);
	values[9] = CStringGetTextDatum(notice->body);
	values[10] = text_or_null(notice->article, &nulls[10]);
	values[11] = TimestampTzGetDatum(gov_now());
	if (!gov_query_datum(&query, values, nulls, &id, &isnull))
		return 0;

	audit.object_id = psprintf(INT64_FORMAT, DatumGetInt64(id));
	audit.unit = notice->unit;
	audit.jurisdiction = notice->jurisdiction;
	audit.after = notice->body;
	audit.note = psprintf("%s to organization " INT64_FORMAT, notice->kind, notice->recipient);
	gov_audit(&audit);
	gov_wake_worker("deliver");
	return DatumGetInt64(id);
}

/* see duty.h */
List *
gov_role_holders(const char *role, const char *jurisdiction, TimestampTz at)
{
	static GovQuery query = {
		"SELECT DISTINCT h.organization FROM gov_cloud.role_holding AS h"
		" WHERE h.role OPERATOR(pg_catalog.=) $1 AND h.jurisdiction OPERATOR(pg_catalog.=) $2"
		" AND h.valid OPERATOR(pg_catalog.@>) $3 ORDER BY h.organization",
		3, {TEXTOID, TEXTOID, DATEOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[3] = {
		CStringGetTextDatum(role),
		CStringGetTextDatum(jurisdiction),
		DateADTGetDatum(gov_local_date(at))
	};
	List	   *holders = NIL;

	SPI_connect();
	for (uint64 row = 0, rows = gov_query(&query, values, NULL, false, 0); row < rows; row++)
	{
		bool		isnull;
		MemoryContext old = MemoryContextSwitchTo(caller);
		int64	   *organization = palloc(sizeof(int64));

		*organization = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[row],
													SPI_tuptable->tupdesc, 1, &isnull));
		holders = lappend(holders, organization);
		MemoryContextSwitchTo(old);
	}
	SPI_finish();
	return holders;
}

/*
 * acknowledge_notice(notice): the recipient has read it.  Only a person of the
 * recipient may; to anybody else the notice does not exist (ZW008).
 */
Datum
gov_acknowledge_notice(PG_FUNCTION_ARGS)
{
	static GovQuery find = {
		"SELECT n.id FROM gov_cloud.notice AS n"
		" WHERE n.id OPERATOR(pg_catalog.=) $1 AND n.recipient OPERATOR(pg_catalog.=) $2",
		2, {INT8OID, INT8OID}
	};
	static GovQuery acknowledge = {
		"INSERT INTO gov_cloud.notice_receipt (notice, unit_id, jurisdiction, person, acknowledged_at)"
		" SELECT n.id, n.unit_id, n.jurisdiction, $2, $3 FROM gov_cloud.notice AS n"
		" WHERE n.id OPERATOR(pg_catalog.=) $1"
		" ON CONFLICT (notice) DO NOTHING RETURNING acknowledged_at",
		3, {INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	static GovQuery earlier = {
		"SELECT r.acknowledged_at FROM gov_cloud.notice_receipt AS r"
		" WHERE r.notice OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	const GovCaller *caller = gov_caller();
	int64		notice = PG_GETARG_INT64(0);
	Datum		values[3];
	Datum		answer;
	bool		isnull;

	values[0] = Int64GetDatum(notice);
	values[1] = Int64GetDatum(caller->organization);
	if (!gov_query_datum(&find, values, NULL, &answer, &isnull))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "notice_not_yours", NULL,
				   "Look at gov_cloud.v_inbox for the notices of your organization.",
				   "notice " INT64_FORMAT " does not exist or is not addressed to you", notice);

	values[1] = Int64GetDatum(caller->person);
	values[2] = TimestampTzGetDatum(gov_now());
	if (gov_query_datum(&acknowledge, values, NULL, &answer, &isnull))
	{
		GovAudit	audit = {.event = "acknowledge_notice",.object_kind = "notice"};

		audit.object_id = psprintf(INT64_FORMAT, notice);
		gov_audit(&audit);
	}
	else
		(void) gov_query_datum(&earlier, values, NULL, &answer, &isnull);
	PG_RETURN_DATUM(answer);
}

/*
 * The task "deliver": puts every notice not yet delivered into its recipient's
 * inbox and wakes those who listen, once a cycle whatever the number, because a
 * NOTIFY in each deed's transaction would serialise their commits.
 */
static char *
deliver(TimestampTz now)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.notice_delivery (notice, channel, unit_id, jurisdiction, delivered_at)"
		" SELECT n.id, 'inbox', n.unit_id, n.jurisdiction, $1 FROM gov_cloud.notice AS n"
		" WHERE NOT EXISTS (SELECT FROM gov_cloud.notice_delivery AS d"
		" WHERE d.notice OPERATOR(pg_catalog.=) n.id AND d.channel OPERATOR(pg_catalog.=) 'inbox')"
		" ON CONFLICT (notice, channel) DO NOTHING",
		1, {TIMESTAMPTZOID}
	};
	Datum		value = TimestampTzGetDatum(now);
	uint64		delivered;

	SPI_connect();
	delivered = gov_query(&query, &value, NULL, false, 0);
	SPI_finish();
	if (delivered > 0)
		Async_Notify(NOTICE_CHANNEL, "");
	return psprintf(UINT64_FORMAT " notices delivered", delivered);
}

/* the room's task */
void
gov_notice_init(void)
{
	static const GovTask task = {
		.name = "deliver",
		.meaning = "puts notices into inboxes and wakes listeners on channel gov_cloud",
		.interval_seconds = 60,
		.run = deliver
	};

	gov_register_task(&task);
}
