/*
 * obligation.c
 *		One row a duty and period, never changed; rows of their deliveries; who is
 *		told.
 */
#include "duty/obligation.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* ---- one duty ---- */

/* a copy of a text column in a context that outlives SPI's */
static char *
column_text(MemoryContext context, HeapTuple row, TupleDesc desc, int column)
{
	char	   *text = SPI_getvalue(row, desc, column);

	return text == NULL ? NULL : MemoryContextStrdup(context, text);
}

/* a moment or day column; what is null is the end of time */
static Datum
column_or(HeapTuple row, TupleDesc desc, int column, Datum absent)
{
	bool		isnull;
	Datum		value = SPI_getbinval(row, desc, column, &isnull);

	return isnull ? absent : value;
}

/* the newest row of its deliveries, and the one that delivered it */
static void
read_deliveries(GovObligation *duty)
{
	static GovQuery query = {
		"SELECT d.kind, d.seq, d.occurred_at, (SELECT f.occurred_at FROM gov_cloud.obligation_delivery f"
		"  WHERE f.obligation OPERATOR(pg_catalog.=) $1 AND f.kind OPERATOR(pg_catalog.=) 'deliver' ORDER BY f.seq DESC LIMIT 1)"
		" FROM gov_cloud.obligation_delivery d WHERE d.obligation OPERATOR(pg_catalog.=) $1 ORDER BY d.seq DESC LIMIT 1",
		1, {INT8OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[1] = {Int64GetDatum(duty->id)};

	duty->last = NULL;
	duty->deliveries = 0;
	duty->last_at = duty->delivered_at = DT_NOBEGIN;
	SPI_connect();
	if (gov_query(&query, values, NULL, false, 1) > 0)
	{
		HeapTuple	row = SPI_tuptable->vals[0];
		TupleDesc	desc = SPI_tuptable->tupdesc;

		duty->last = column_text(caller, row, desc, 1);
		duty->deliveries = DatumGetInt32(column_or(row, desc, 2, 0));
		duty->last_at = DatumGetTimestampTz(column_or(row, desc, 3, TimestampTzGetDatum(DT_NOBEGIN)));
		if (gov_obligation_delivered(duty))
			duty->delivered_at = DatumGetTimestampTz(column_or(row, desc, 4, TimestampTzGetDatum(DT_NOBEGIN)));
	}
	SPI_finish();
}

/* see obligation.h */
bool
gov_obligation_delivered(const GovObligation *duty)
{
	return duty->last != NULL && (strcmp(duty->last, "deliver") == 0 || strcmp(duty->last, "amend") == 0);
}

/* see obligation.h; the row is locked first, so that its deliveries are read as they are then */
bool
gov_obligation_lock(int64 id, GovObligation *duty)
{
	static GovQuery query = {
		"SELECT o.unit_id, COALESCE(o.provider_id, 0), o.jurisdiction, o.policy, o.code, r.title, r.obligor, r.article, o.obligor,"
		" b.name, pg_catalog.lower(o.period), pg_catalog.upper(o.period), o.due_at, r.documents,"
		" r.needs OPERATOR(pg_catalog.<>) '{}' FROM gov_cloud.obligation o"
		" JOIN gov_cloud.obligation_rule r ON r.policy OPERATOR(pg_catalog.=) o.policy AND r.code OPERATOR(pg_catalog.=) o.code"
		" JOIN gov_cloud.organization b ON b.id OPERATOR(pg_catalog.=) o.obligor"
		" WHERE o.id OPERATOR(pg_catalog.=) $1 FOR NO KEY UPDATE OF o",
		1, {INT8OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[1] = {Int64GetDatum(id)};
	bool		found;

	SPI_connect();
	found = gov_query(&query, values, NULL, false, 1) > 0;
	if (found)
	{
		HeapTuple	row = SPI_tuptable->vals[0];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;

		*duty = (GovObligation)
		{
			.id = id,
			.unit = DatumGetInt64(column_or(row, desc, 1, 0)),
			.provider = DatumGetInt64(column_or(row, desc, 2, 0)),
			.jurisdiction = column_text(caller, row, desc, 3),
			.policy = column_text(caller, row, desc, 4),
			.code = column_text(caller, row, desc, 5),
			.title = column_text(caller, row, desc, 6),
			.role = column_text(caller, row, desc, 7),
			.article = column_text(caller, row, desc, 8),
			.obligor = DatumGetInt64(column_or(row, desc, 9, 0)),
			.obligor_name = column_text(caller, row, desc, 10),
			.from = DatumGetDateADT(column_or(row, desc, 11, 0)),
			.until = DatumGetDateADT(column_or(row, desc, 12, DateADTGetDatum(DATEVAL_NOEND))),
			.due_at = DatumGetTimestampTz(column_or(row, desc, 13, TimestampTzGetDatum(DT_NOEND))),
			.documents = SPI_datumTransfer(SPI_getbinval(row, desc, 14, &isnull), false, -1),
			.needs = DatumGetBool(column_or(row, desc, 15, BoolGetDatum(false)))
		};
		duty->standing = duty->due_at == DT_NOEND;
	}
	SPI_finish();
	if (found)
		read_deliveries(duty);
	return found;
}

/* see obligation.h; returns the row's id */
int64
gov_obligation_write(const GovObligation *duty, const char *kind, TimestampTz occurred_at,
					 const char *statement, Datum documents)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.obligation_delivery (obligation, unit_id, jurisdiction, provider_id, seq, kind, occurred_at,"
		" recorded_at, person, organization, statement, documents)"
		" VALUES ($1, $2, $3, NULLIF($4, 0), $5, $6, $7, $8, NULLIF($9, 0), $10, $11, $12) RETURNING id",
		12, {INT8OID, INT8OID, TEXTOID, INT8OID, INT4OID, TEXTOID, TIMESTAMPTZOID, TIMESTAMPTZOID, INT8OID, INT8OID, TEXTOID,
		INT8ARRAYOID}
	};
	const GovCaller *caller = gov_caller();
	Datum		values[12];
	Datum		id;
	bool		isnull;

	values[0] = Int64GetDatum(duty->id);
	values[1] = Int64GetDatum(duty->unit);
	values[2] = CStringGetTextDatum(duty->jurisdiction);
	values[3] = Int64GetDatum(duty->provider);
	values[4] = Int32GetDatum(duty->deliveries + 1);
	values[5] = CStringGetTextDatum(kind);
	values[6] = TimestampTzGetDatum(occurred_at);
	values[7] = TimestampTzGetDatum(gov_real_now());
	values[8] = Int64GetDatum(caller->person);
	values[9] = Int64GetDatum(caller->organization ? caller->organization : duty->obligor);
	values[10] = statement ? CStringGetTextDatum(statement) : (Datum) 0;
	values[11] = documents;
	gov_query_datum(&query, values, statement ? NULL : "          n ", &id, &isnull);
	gov_audit(&(GovAudit)
			  {
				  .event = psprintf("obligation_%s", kind), .object_kind = "obligation",
				  .object_id = psprintf(INT64_FORMAT, duty->id), .unit = duty->unit,
				  .jurisdiction = duty->jurisdiction, .note = statement
			  });
	return DatumGetInt64(id);
}

/* ---- who is told ---- */

/*
 * The organizations the rule names as recipients: the unit or provider it is
 * owed for where their role is named; of a provider's duty the units it serves;
 * else all who hold the role.  Nobody is told of his own deed.
 */
static List *
recipients_of(const GovObligation *duty)
{
	static GovQuery query = {
		"SELECT DISTINCT w.organization FROM gov_cloud.obligation o"
		" JOIN gov_cloud.obligation_rule r ON r.policy OPERATOR(pg_catalog.=) o.policy AND r.code OPERATOR(pg_catalog.=) o.code,"
		" LATERAL pg_catalog.unnest(r.recipients) AS q (role), LATERAL ("
		" SELECT o.unit_id AS organization WHERE (q.role OPERATOR(pg_catalog.=) 'using_unit' AND r.per IN ('system', 'unit'))"
		"  OR (q.role OPERATOR(pg_catalog.=) 'provider' AND r.per OPERATOR(pg_catalog.=) 'provider')"
		" UNION ALL SELECT s.unit_id FROM gov_cloud.system s WHERE q.role OPERATOR(pg_catalog.=) 'using_unit'"
		"  AND r.per IN ('jurisdiction', 'provider') AND r.obligor OPERATOR(pg_catalog.=) 'provider'"
		"  AND s.jurisdiction OPERATOR(pg_catalog.=) o.jurisdiction AND s.provider_id OPERATOR(pg_catalog.=) o.obligor"
		"  AND s.in_service OPERATOR(pg_catalog.&&) o.period"
		" UNION ALL SELECT s.provider_id FROM gov_cloud.system s WHERE q.role OPERATOR(pg_catalog.=) 'provider'"
		"  AND s.id OPERATOR(pg_catalog.=) o.system_id AND s.provider_id IS NOT NULL"
		" UNION ALL SELECT h.organization FROM gov_cloud.role_holding h WHERE h.role OPERATOR(pg_catalog.=) q.role"
		"  AND h.jurisdiction OPERATOR(pg_catalog.=) o.jurisdiction AND h.valid OPERATOR(pg_catalog.@>) $2"
		"  AND NOT (q.role OPERATOR(pg_catalog.=) 'using_unit' AND (r.per IN ('system', 'unit') OR r.obligor OPERATOR(pg_catalog.=) 'provider'))"
		"  AND NOT (q.role OPERATOR(pg_catalog.=) 'provider' AND (r.per OPERATOR(pg_catalog.=) 'provider' OR EXISTS ("
		"   SELECT FROM gov_cloud.system s WHERE s.id OPERATOR(pg_catalog.=) o.system_id AND s.provider_id IS NOT NULL)))) AS w"
		" WHERE o.id OPERATOR(pg_catalog.=) $1 AND w.organization OPERATOR(pg_catalog.<>) o.obligor ORDER BY 1",
		2, {INT8OID, DATEOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[2] = {Int64GetDatum(duty->id), DateADTGetDatum(gov_local_date(gov_now()))};
	List	   *recipients = NIL;

	SPI_connect();
	for (uint64 row = 0, rows = gov_query(&query, values, NULL, false, 0); row < rows; row++)
	{
		bool		isnull;
		MemoryContext old = MemoryContextSwitchTo(caller);
		int64	   *organization = palloc(sizeof(int64));

		*organization = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, 1, &isnull));
		recipients = lappend(recipients, organization);
		MemoryContextSwitchTo(old);
	}
	SPI_finish();
	return recipients;
}

/* what people read: whose duty, for when, by when */
static char *
describe(const GovObligation *duty, const char *remark)
{
	StringInfoData body;

	initStringInfo(&body);
	appendStringInfo(&body, "义务：%s\n责任单位：%s", duty->title, duty->obligor_name);
	if (!duty->standing)
		appendStringInfo(&body, "\n周期：%s 至 %s", gov_day_text(duty->from), gov_day_text(duty->until - 1));
	if (remark != NULL)
		appendStringInfo(&body, "\n%s", remark);
	return body.data;
}

/* keeps that it was told, by which the recipient may read the duty */
static void
record_told(const GovObligation *duty, int64 notice, int64 delivery, int64 recipient)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.obligation_notice (obligation, notice, delivery, recipient, unit_id, jurisdiction, provider_id)"
		" VALUES ($1, $2, NULLIF($3, 0), $4, $5, $6, NULLIF($7, 0))",
		7, {INT8OID, INT8OID, INT8OID, INT8OID, INT8OID, TEXTOID, INT8OID}
	};
	Datum		values[7] = {
		Int64GetDatum(duty->id), Int64GetDatum(notice), Int64GetDatum(delivery), Int64GetDatum(recipient),
		Int64GetDatum(duty->unit), CStringGetTextDatum(duty->jurisdiction), Int64GetDatum(duty->provider)
	};

	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
}

/* the notice of a duty, without its recipient */
static GovNotice
notice_of(const GovObligation *duty, const char *kind, const char *key, const char *title, const char *remark)
{
	return (GovNotice)
	{
		.kind = kind,.key = key,.unit = duty->unit,.jurisdiction = duty->jurisdiction,
		.about_kind = "obligation",.about_id = duty->id,.title = title,
		.body = describe(duty, remark),.article = duty->article
	};
}

/* see obligation.h */
void
gov_obligation_remind(const GovObligation *duty)
{
	GovNotice	notice = notice_of(duty, "obligation_due_soon", psprintf("obligation:" INT64_FORMAT, duty->id),
								   psprintf("即将到期：%s", duty->title), NULL);

	notice.recipient = duty->obligor;
	(void) gov_notice(&notice);
}

/* see obligation.h; the key of a cause tells each recipient once */
void
gov_obligation_tell(const GovObligation *duty, int64 delivery, const char *kind, const char *key,
					const char *title, const char *remark)
{
	GovNotice	notice = notice_of(duty, kind, key, title, remark);
	List	   *recipients = recipients_of(duty);
	ListCell   *cell;

	if (delivery == 0)
		recipients = lappend(recipients, unconstify(int64 *, &duty->obligor));
	foreach(cell, recipients)
	{
		int64		id;

		notice.recipient = *(int64 *) lfirst(cell);
		id = gov_notice(&notice);
		if (id != 0)
			record_told(duty, id, delivery, notice.recipient);
	}
}
