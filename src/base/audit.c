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
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/builtins.h"
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

static void
set(GovColumn *columns, int column, Datum value)
{
	columns[column].value = value;
	columns[column].isnull = false;
}

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
