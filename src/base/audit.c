/*
 * audit.c
 *		One line a deed, in the transaction of the deed.
 *
 * The line says who (login, role, person, organization, acting for), whence,
 * what, on which object, and digests of the object before and after.  Its leaf
 * binds every column, so that lines can be sealed later by ranges of xid
 * without being touched again.
 */
#include "base/base.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/fmgrprotos.h"
#include "utils/guc.h"
#include "utils/rel.h"
#include "utils/xid8.h"

/* The columns in the order of the leaf; a change is a new LEAF_FORMAT. */
enum
{
	A_EPOCH, A_XID, A_ID, A_AT, A_RECORDED, A_CLOCK_REPLACED, A_LOGIN, A_ROLE,
	A_PERSON, A_ORGANIZATION, A_ACTING_FOR, A_ADDRESS, A_APPLICATION, A_PID,
	A_EVENT, A_OBJECT_KIND, A_OBJECT_ID, A_UNIT, A_JURISDICTION, A_BEFORE,
	A_AFTER, A_SUCCESS, A_NOTE, A_PAYLOAD, A_LEAF, A_COLUMNS
};

static const struct
{
	const char *name;
	Oid			type;
}			audit_columns[A_COLUMNS] = {
	{"epoch", INT4OID}, {"xid", XID8OID}, {"id", INT8OID}, {"at", TIMESTAMPTZOID},
	{"recorded", TIMESTAMPTZOID}, {"clock_replaced", BOOLOID}, {"login", TEXTOID},
	{"role", TEXTOID}, {"person", INT8OID}, {"organization", INT8OID},
	{"acting_for", INT8OID}, {"address", INETOID}, {"application", TEXTOID},
	{"pid", INT4OID}, {"event", TEXTOID}, {"object_kind", TEXTOID},
	{"object_id", TEXTOID}, {"unit_id", INT8OID}, {"jurisdiction", TEXTOID},
	{"before_digest", BYTEAOID}, {"after_digest", BYTEAOID}, {"success", BOOLOID},
	{"note", TEXTOID}, {"payload", JSONBOID}, {"leaf", BYTEAOID}
};

#define LEAF_DOMAIN		0x00	/* RFC 6962: a leaf, not a node */
#define LEAF_FORMAT		1

/* SM3 over all columns but the leaf itself */
static bytea *
leaf_of(const GovColumn *columns)
{
	StringInfoData bytes;

	initStringInfo(&bytes);
	pq_sendbyte(&bytes, LEAF_DOMAIN);
	pq_sendbyte(&bytes, LEAF_FORMAT);
	for (int i = 0; i < A_LEAF; i++)
		gov_canonical_column(&bytes, audit_columns[i].type, columns[i].value, columns[i].isnull);
	return gov_sm3(bytes.data, bytes.len);
}

/* fills one column of an audit row */
static void
set(GovColumn *columns, int column, Datum value)
{
	columns[column].value = value;
	columns[column].isnull = false;
}

/* the same for a text; what is not known stays NULL */
static void
set_text(GovColumn *columns, int column, const char *value)
{
	if (value != NULL)
		set(columns, column, CStringGetTextDatum(value));
}

/* 0 is no organization, person or unit */
static void
set_id(GovColumn *columns, int column, int64 value)
{
	if (value != 0)
		set(columns, column, Int64GetDatum(value));
}

/* the digest of an object's canonical text; the text itself is not kept */
static void
set_digest(GovColumn *columns, int column, const char *text)
{
	if (text != NULL)
		set(columns, column, PointerGetDatum(gov_sm3(text, strlen(text))));
}

/*
 * The client's address, null on a local socket.  Asked through the SQL function
 * because the connection's own header cannot be included with Debian's headers.
 */
static void
set_address(GovColumn *columns)
{
	LOCAL_FCINFO(fcinfo, 0);
	FmgrInfo	flinfo = {0};
	Datum		address;

	flinfo.fn_mcxt = CurrentMemoryContext;
	InitFunctionCallInfoData(*fcinfo, &flinfo, 0, InvalidOid, NULL, NULL);
	address = inet_client_addr(fcinfo);
	if (!fcinfo->isnull)
		set(columns, A_ADDRESS, address);
}

/* who asks, from where; a login that is no person may still administer */
static void
set_caller(GovColumn *columns)
{
	const GovCaller *caller = gov_caller_or_null();

	set_text(columns, A_LOGIN, GetUserNameFromId(GetSessionUserId(), false));
	set_text(columns, A_ROLE, caller && caller->worker ? "worker" :
			 GetUserNameFromId(GetOuterUserId(), false));
	if (caller != NULL)
	{
		set_id(columns, A_PERSON, caller->person);
		set_id(columns, A_ORGANIZATION, caller->own_organization);
		if (caller->organization != caller->own_organization)
			set_id(columns, A_ACTING_FOR, caller->organization);
	}
	set_address(columns);
	set_text(columns, A_APPLICATION, application_name);
	set(columns, A_PID, Int32GetDatum(MyProcPid));
}

/* see base.h; a line that cannot be written fails the deed */
void
gov_audit(const GovAudit *entry)
{
	GovColumn	columns[A_COLUMNS];

	gov_require_storage();
	for (int i = 0; i < A_COLUMNS; i++)
	{
		columns[i].name = audit_columns[i].name;
		columns[i].value = (Datum) 0;
		columns[i].isnull = true;
	}
	set(columns, A_EPOCH, Int32GetDatum(gov_instance_epoch()));
	set(columns, A_XID, FullTransactionIdGetDatum(GetTopFullTransactionId()));
	set(columns, A_ID, Int64GetDatum(gov_nextval("gov_cloud_data", "audit_event_id_seq")));
	set(columns, A_AT, TimestampTzGetDatum(gov_now()));
	set(columns, A_RECORDED, TimestampTzGetDatum(gov_real_now()));
	set(columns, A_CLOCK_REPLACED, BoolGetDatum(gov_clock_replaced()));
	set_caller(columns);
	set_text(columns, A_EVENT, entry->event);
	set_text(columns, A_OBJECT_KIND, entry->object_kind);
	set_text(columns, A_OBJECT_ID, entry->object_id);
	set_id(columns, A_UNIT, entry->unit);
	set_text(columns, A_JURISDICTION, entry->jurisdiction);
	set_digest(columns, A_BEFORE, entry->before);
	set_digest(columns, A_AFTER, entry->after);
	set(columns, A_SUCCESS, BoolGetDatum(true));
	set_text(columns, A_NOTE, entry->note);
	if (entry->payload != NULL)
		set(columns, A_PAYLOAD, DirectFunctionCall1(jsonb_in, CStringGetDatum(entry->payload)));
	set(columns, A_LEAF, PointerGetDatum(leaf_of(columns)));
	gov_insert("gov_cloud_data", "audit_event", columns, A_COLUMNS);
}

PG_FUNCTION_INFO_V1(gov_frozen);

/*
 * Trigger of tables whose rows are facts: refuses UPDATE, DELETE and TRUNCATE
 * to everyone but a superuser, whose hand the seals show.
 */
Datum
gov_frozen(PG_FUNCTION_ARGS)
{
	TriggerData *data = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("gov_cloud.frozen() was not called by the trigger manager")));
	if (!superuser())
		gov_refuse(GOV_ERR_FROZEN, "append_only", NULL,
				   "Write a new row that refers to the old one.",
				   "rows of \"%s\" are facts and are never changed or removed",
				   RelationGetRelationName(data->tg_relation));
	if (TRIGGER_FIRED_BY_UPDATE(data->tg_event))
		return PointerGetDatum(data->tg_newtuple);
	return PointerGetDatum(TRIGGER_FIRED_FOR_ROW(data->tg_event) ? data->tg_trigtuple : NULL);
}

/* the rows of the trail between two moments of the real time, of one object or all */
#define TRAIL_OF \
	" FROM gov_cloud_data.audit_event WHERE recorded OPERATOR(pg_catalog.>=) COALESCE($1, '-infinity')" \
	" AND recorded OPERATOR(pg_catalog.<) COALESCE($2, 'infinity')" \
	" AND ($3 IS NULL OR object_kind OPERATOR(pg_catalog.=) $3)" \
	" AND ($4 IS NULL OR object_id OPERATOR(pg_catalog.=) $4) ORDER BY epoch, xid, id"

/* what a reader of the trail asked for; only the auditor may, and his reading is a deed too */
static void
trail_arguments(FunctionCallInfo fcinfo, const char *event, Datum *values, char *nulls)
{
	GovAudit	line = {0};

	gov_require_admin("gov_cloud_auditor");
	for (int i = 0; i < 4; i++)
	{
		values[i] = PG_ARGISNULL(i) ? (Datum) 0 : PG_GETARG_DATUM(i);
		nulls[i] = PG_ARGISNULL(i) ? 'n' : ' ';
	}
	line.event = event;
	line.object_kind = "audit";
	line.object_id = PG_ARGISNULL(3) ? "all" : text_to_cstring(PG_GETARG_TEXT_PP(3));
	gov_audit(&line);
}

PG_FUNCTION_INFO_V1(gov_audit_trail);

/* audit_trail(since, until, object_kind, object_id) */
Datum
gov_audit_trail(PG_FUNCTION_ARGS)
{
	static GovQuery query = {
		"SELECT id, at, recorded, clock_replaced, login, role, person, organization, acting_for,"
		" pg_catalog.host(address), application, event, object_kind, object_id, unit_id, jurisdiction,"
		" pg_catalog.encode(before_digest, 'hex'), pg_catalog.encode(after_digest, 'hex'), success, note,"
		" payload::text" TRAIL_OF,
		4, {TIMESTAMPTZOID, TIMESTAMPTZOID, TEXTOID, TEXTOID}
	};
	Datum		values[4];
	char		nulls[4];

	trail_arguments(fcinfo, "read_audit", values, nulls);
	gov_query_rows(fcinfo, &query, values, nulls);
	return (Datum) 0;
}

/* answers the line if its leaf does not fit its columns */
static void
check_leaf(HeapTuple row, TupleDesc desc, void *arg)
{
	ReturnSetInfo *result = (ReturnSetInfo *) arg;
	GovColumn	columns[A_COLUMNS];
	bool		none[3] = {false};
	Datum		answer[3];

	for (int i = 0; i < A_COLUMNS; i++)
		columns[i].value = SPI_getbinval(row, desc, i + 1, &columns[i].isnull);
	if (datumIsEqual(PointerGetDatum(leaf_of(columns)),
					 PointerGetDatum(PG_DETOAST_DATUM(columns[A_LEAF].value)), false, -1))
		return;
	answer[0] = columns[A_ID].value;
	answer[1] = columns[A_RECORDED].value;
	answer[2] = columns[A_EVENT].value;
	tuplestore_putvalues(result->setResult, result->setDesc, answer, none);
}

PG_FUNCTION_INFO_V1(gov_audit_broken);

/* audit_broken(since, until, object_kind, object_id): every leaf computed again from its row */
Datum
gov_audit_broken(PG_FUNCTION_ARGS)
{
	static GovQuery query = {
		"SELECT epoch, xid, id, at, recorded, clock_replaced, login, role, person, organization,"
		" acting_for, address, application, pid, event, object_kind, object_id, unit_id, jurisdiction,"
		" before_digest, after_digest, success, note, payload, leaf" TRAIL_OF,
		4, {TIMESTAMPTZOID, TIMESTAMPTZOID, TEXTOID, TEXTOID}
	};
	Datum		values[4];
	char		nulls[4];

	trail_arguments(fcinfo, "check_audit", values, nulls);
	InitMaterializedSRF(fcinfo, 0);
	gov_query_each(&query, values, nulls, check_leaf, fcinfo->resultinfo);
	return (Datum) 0;
}

/*
 * The table of lines: built-in types only, one partition a month of the real
 * time, ten years ahead, so that a dead worker stops no office.
 */
static void
install_audit(void)
{
	int			year,
				month;

	if (!gov_storage_exists("audit_event"))
		gov_run("CREATE TABLE gov_cloud_data.audit_event ("
				" epoch integer NOT NULL, xid xid8 NOT NULL,"
				" id bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY,"
				" at timestamptz NOT NULL, recorded timestamptz NOT NULL, clock_replaced boolean NOT NULL,"
				" login text NOT NULL, role text NOT NULL,"
				" person bigint, organization bigint, acting_for bigint,"
				" address inet, application text, pid integer NOT NULL,"
				" event text NOT NULL, object_kind text NOT NULL, object_id text NOT NULL,"
				" unit_id bigint, jurisdiction text, before_digest bytea, after_digest bytea,"
				" success boolean NOT NULL, note text, payload jsonb, leaf bytea NOT NULL,"
				" PRIMARY KEY (epoch, xid, id, recorded)"
				") PARTITION BY RANGE (recorded);"
				"COMMENT ON TABLE gov_cloud_data.audit_event IS"
				" 'who did what when to which object; append-only, leaf binds every column';"
				"CREATE INDEX audit_event_object ON gov_cloud_data.audit_event (object_kind, object_id);"
				"CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON gov_cloud_data.audit_event"
				" FOR EACH ROW EXECUTE FUNCTION gov_cloud.frozen();"
				"CREATE TRIGGER frozen_truncate BEFORE TRUNCATE ON gov_cloud_data.audit_event"
				" FOR EACH STATEMENT EXECUTE FUNCTION gov_cloud.frozen();"
				"ALTER TABLE gov_cloud_data.audit_event ENABLE ALWAYS TRIGGER frozen;"
				"ALTER TABLE gov_cloud_data.audit_event ENABLE ALWAYS TRIGGER frozen_truncate;");
	gov_month_of(gov_real_now(), &year, &month);
	for (int i = 0; i <= 120; i++)
		gov_make_month_partition("audit_event", year + (month - 1 + i) / 12, (month - 1 + i) % 12 + 1);
}

/* audit is the first room to store: nothing may be done before it can be written down */
void
gov_audit_init(void)
{
	gov_register_storage("audit", install_audit);
}
