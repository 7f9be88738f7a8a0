/*
 * guard.c
 *		What would destroy data is refused.
 *
 * DROP EXTENSION, and any DROP ... CASCADE that reaches us, silently deletes
 * every sample, bill and audit line.  The event trigger's call loads this
 * library where it is not preloaded; the object access hook then sees each
 * table, whichever way the drop came to it, while its rows can still be read.
 */
#include "base/base.h"

#include "access/table.h"
#include "access/tableam.h"
#include "catalog/dependency.h"
#include "catalog/namespace.h"
#include "catalog/objectaccess.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "commands/dbcommands.h"
#include "commands/event_trigger.h"
#include "commands/extension.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "storage/lmgr.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

static char *allow_drop = NULL;
static object_access_hook_type previous_hook = NULL;

/* set while the product itself drops what it may drop */
static bool dropping_own = false;

/* a table of ours was dropped since the last look: others' drops cost nothing */
static bool dropped_ours = false;

/*
 * Does the table hold a row that did not come with the script?  Its number of
 * pages would not do: they stay after rows are gone.
 */
static bool
holds_data(Relation rel)
{
	AttrNumber	builtin = get_attnum(RelationGetRelid(rel), "builtin");
	TupleTableSlot *slot = table_slot_create(rel, NULL);
	Snapshot	snapshot = RegisterSnapshot(GetLatestSnapshot());
	TableScanDesc scan = table_beginscan(rel, snapshot, 0, NULL);
	bool		found = false;

	while (!found && table_scan_getnextslot(scan, ForwardScanDirection, slot))
	{
		bool		isnull = true;
		Datum		shipped = builtin > 0 ? slot_getattr(slot, builtin, &isnull) : (Datum) 0;

		found = isnull || !DatumGetBool(shipped);
	}
	table_endscan(scan);
	UnregisterSnapshot(snapshot);
	ExecDropSingleTupleTableSlot(slot);
	return found;
}

/* a table of ours: by schema, so that one taken out of the extension counts too */
static bool
is_our_table(Oid relid)
{
	char		kind = get_rel_relkind(relid);
	char	   *schema;

	if (kind != RELKIND_RELATION)
		return false;
	schema = get_namespace_name(get_rel_namespace(relid));
	if (schema == NULL)
		return false;
	if (strcmp(schema, "gov_cloud") == 0)
		return strcmp(get_rel_name(relid), "instance") != 0;
	return strcmp(schema, "gov_cloud_data") == 0;
}

/* refuses unless a superuser said, naming this database, that he means it */
static void
guard_table(Oid relid)
{
	Relation	rel;
	bool		full;

	if (!is_our_table(relid) || !OidIsValid(get_extension_oid("gov_cloud", true)))
		return;
	dropped_ours = true;
	if (dropping_own)
		return;
	rel = table_open(relid, AccessShareLock);
	full = holds_data(rel);
	table_close(rel, AccessShareLock);
	if (!full)
		return;
	if (superuser() && strcmp(allow_drop, get_database_name(MyDatabaseId)) == 0)
	{
		/* the trail may be what is dropped: the server's log keeps this */
		ereport(LOG,
				(errmsg("gov_cloud: \"%s\" drops table \"%s\" with its data, as gov_cloud.allow_drop permits",
						GetUserNameFromId(GetSessionUserId(), false), get_rel_name(relid))));
		return;
	}
	gov_refuse(GOV_ERR_DROP, "holds_data", NULL,
			   "A superuser who means it sets gov_cloud.allow_drop to the name of this database.",
			   "dropping this would destroy the rows of \"%s.%s\"",
			   get_namespace_name(get_rel_namespace(relid)), get_rel_name(relid));
}

/* sees every object before its catalog rows go; columns and internal rewrites are no loss of a table */
static void
guard_hook(ObjectAccessType access, Oid class, Oid object, int sub, void *arg)
{
	if (previous_hook)
		previous_hook(access, class, object, sub, arg);
	if (access != OAT_DROP || class != RelationRelationId || sub != 0)
		return;
	if ((creating_extension && CurrentExtensionObject == get_extension_oid("gov_cloud", true)) ||
		(arg != NULL && (((ObjectAccessDrop *) arg)->dropflags & PERFORM_DELETION_INTERNAL)))
		return;
	guard_table(object);
}

/*
 * Dropped tables of ours, written to the trail where it remains: a partition
 * after its time, or what a superuser meant to drop.
 */
static void
audit_drops(const char *tag)
{
	static GovQuery query = {
		"SELECT object_identity FROM pg_catalog.pg_event_trigger_dropped_objects()"
		" WHERE object_type OPERATOR(pg_catalog.=) 'table'"
		" AND schema_name OPERATOR(pg_catalog.=) ANY (ARRAY['gov_cloud', 'gov_cloud_data'])"
	};
	SPITupleTable *rows;
	uint64		n;

	if (!dropped_ours || !gov_storage_exists("audit_event"))
		return;
	dropped_ours = false;
	SPI_connect();
	n = gov_query(&query, NULL, NULL, false, 0);
	rows = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
	{
		GovAudit	line = {0};

		line.event = "drop";
		line.object_kind = "table";
		line.object_id = SPI_getvalue(rows->vals[i], rows->tupdesc, 1);
		line.note = tag;
		gov_audit(&line);
	}
	SPI_finish();
}

/* see base.h */
void
gov_drop_partition(const char *partition)
{
	dropping_own = true;
	PG_TRY();
	{
		gov_run(psprintf("DROP TABLE gov_cloud_data.%s", quote_identifier(partition)));
	}
	PG_FINALLY();
	{
		dropping_own = false;
	}
	PG_END_TRY();
}

PG_FUNCTION_INFO_V1(gov_guard);

/* the event trigger: its call is what loads the library; the deed itself is audited where the trail remains */
Datum
gov_guard(PG_FUNCTION_ARGS)
{
	EventTriggerData *data;

	if (!CALLED_AS_EVENT_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_EVENT_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("gov_cloud.guard() was not called by the event trigger manager")));
	data = (EventTriggerData *) fcinfo->context;
	if (strcmp(data->event, "sql_drop") == 0)
		audit_drops(GetCommandTagName(data->tag));
	else
		dropped_ours = false;
	PG_RETURN_VOID();
}

/* settings and hook */
void
gov_guard_init(void)
{
	DefineCustomStringVariable("gov_cloud.allow_drop",
							   "Name of this database: lets a superuser drop tables of gov_cloud with their data.",
							   NULL, &allow_drop, "", PGC_SUSET, GUC_NOT_IN_SAMPLE,
							   NULL, NULL, NULL);
	previous_hook = object_access_hook;
	object_access_hook = guard_hook;
}
