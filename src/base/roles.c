/*
 * roles.c
 *		The database roles, and what the last part of the script does to every
 *		object: one place, so that none can be forgotten.
 */
#include "base/base.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "storage/lmgr.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#define OWNER	"gov_cloud_owner"
#define READER	"gov_cloud_reader"

static const char *const group_roles[] = {
	OWNER, READER, "gov_cloud_user", "gov_cloud_sysadmin", "gov_cloud_secadmin",
	"gov_cloud_auditor", "gov_cloud_worker", "gov_cloud_ingest"
};

/*
 * Roles belong to the cluster: they may stand from another database.  One that
 * was planted with a login or powers, or an owner with members, would own or
 * see everything, and is refused.
 */
static void
check_existing_role(HeapTuple tuple, const char *name)
{
	Form_pg_authid role = (Form_pg_authid) GETSTRUCT(tuple);

	if (role->rolcanlogin || role->rolsuper || role->rolcreaterole ||
		role->rolcreatedb || role->rolreplication || role->rolbypassrls)
		ereport(ERROR,
				(errcode(ERRCODE_DUPLICATE_OBJECT),
				 errmsg("role \"%s\" exists with a login or powers of its own", name),
				 errhint("gov_cloud needs it as a plain NOLOGIN role: alter or rename it.")));
}

/* refuses an owner that somebody is a member of */
static void
check_owner_has_no_members(void)
{
	static GovQuery query = {
		"SELECT pg_catalog.pg_get_userbyid(m.member) FROM pg_catalog.pg_auth_members m"
		" JOIN pg_catalog.pg_roles r ON r.oid OPERATOR(pg_catalog.=) m.roleid"
		" WHERE r.rolname OPERATOR(pg_catalog.=) '" OWNER "'"
	};
	char	   *member = gov_query_text(&query, NULL, NULL);

	if (member != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_GRANT_OPERATION),
				 errmsg("role \"%s\" is a member of \"%s\"", member, OWNER),
				 errhint("Nobody may be: its members could change what is append-only. REVOKE it.")));
}

/* the role is there and harmless, or made now */
static void
ensure_role(const char *name)
{
	HeapTuple	tuple = SearchSysCache1(AUTHNAME, CStringGetDatum(name));

	if (!HeapTupleIsValid(tuple))
	{
		/* two databases may install at the same time: one makes it, the other finds it */
		LockRelationOid(AuthIdRelationId, ShareRowExclusiveLock);
		tuple = SearchSysCache1(AUTHNAME, CStringGetDatum(name));
		if (!HeapTupleIsValid(tuple))
		{
			gov_run(psprintf("CREATE ROLE %s NOLOGIN", name));
			return;
		}
	}
	check_existing_role(tuple, name);
	ReleaseSysCache(tuple);
}

/* what is granted to the reader reaches them all; the ingest login is in nothing */
static void
ensure_reader(const char *name)
{
	if (strcmp(name, OWNER) == 0 || strcmp(name, READER) == 0 || strcmp(name, "gov_cloud_ingest") == 0)
		return;
	if (!is_member_of_role_nosuper(get_role_oid(name, false), get_role_oid(READER, false)))
		gov_run(psprintf("GRANT " READER " TO %s", name));
}

PG_FUNCTION_INFO_V1(gov_create_roles);

/*
 * Called by the first part of the script.  CREATE ROLE in a script would fail
 * in a second database.
 */
Datum
gov_create_roles(PG_FUNCTION_ARGS)
{
	for (int i = 0; i < lengthof(group_roles); i++)
		ensure_role(group_roles[i]);
	check_owner_has_no_members();
	for (int i = 0; i < lengthof(group_roles); i++)
		ensure_reader(group_roles[i]);
	PG_RETURN_VOID();
}

/* runs the statements that a query over the catalog writes, one a row */
static void
run_each(const char *sql, Oid argument)
{
	Oid			types[1] = {OIDOID};
	Datum		values[1];
	int			nest = gov_enter_search_path();
	SPITupleTable *table;
	uint64		n;

	values[0] = ObjectIdGetDatum(argument);
	SPI_connect();
	if (SPI_execute_with_args(sql, 1, types, values, NULL, false, 0) != SPI_OK_SELECT)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg_internal("could not read the catalog")));
	table = SPI_tuptable;
	n = SPI_processed;
	for (uint64 i = 0; i < n; i++)
	{
		char	   *statement = SPI_getvalue(table->vals[i], table->tupdesc, 1);

		if (statement != NULL)
			gov_run(statement);
	}
	SPI_finish();
	gov_leave_search_path(nest);
}

/* the members of the extension with their names, for the queries below */
#define MEMBERS \
	"(SELECT d.classid, d.objid, i.type, i.identity FROM pg_catalog.pg_depend d," \
	" LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, 0) i" \
	" WHERE d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.refobjid = $1 AND d.deptype = 'e') m"

/* A foreign-data wrapper and an event trigger cannot be a plain role's: they stay with the superuser. */
static const char *const give_to_owner =
	"SELECT pg_catalog.format('ALTER %s %s OWNER TO " OWNER "', m.type, m.identity) FROM " MEMBERS
	" WHERE m.type IN ('schema', 'table', 'view', 'sequence', 'function', 'aggregate', 'type',"
	" 'operator', 'operator class', 'operator family')"
	" AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend o WHERE o.classid = m.classid AND o.objid = m.objid"
	" AND o.deptype IN ('a', 'i') AND m.type = 'sequence')"
	" ORDER BY m.type <> 'schema', m.type, m.identity";

/* after the change of owner, so that the recorded initial privileges name the right grantor */
static const char *const take_from_public =
	"SELECT pg_catalog.format('REVOKE ALL ON %s %s FROM PUBLIC',"
	" CASE m.type WHEN 'view' THEN 'table' WHEN 'aggregate' THEN 'function' ELSE m.type END, m.identity)"
	" FROM " MEMBERS
	" WHERE m.type IN ('schema', 'table', 'view', 'sequence', 'function', 'aggregate', 'type')";

/* pure functions (operators, casts, calendar arithmetic) are harmless to every reader */
static const char *const give_pure_functions =
	"SELECT pg_catalog.format('GRANT EXECUTE ON FUNCTION %s TO " READER "', m.identity) FROM " MEMBERS
	" JOIN pg_catalog.pg_proc p ON p.oid = m.objid AND m.classid = 'pg_catalog.pg_proc'::regclass"
	" WHERE p.provolatile = 'i' AND NOT p.prosecdef";

/* rows and the numbers of sequences survive dump and restore; shipped rows come with the script */
static const char *const dump_rows =
	"SELECT pg_catalog.format('SELECT pg_catalog.pg_extension_config_dump(%L::pg_catalog.regclass, %L)',"
	" m.objid, CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = m.objid"
	" AND a.attname = 'builtin' AND NOT a.attisdropped) THEN 'WHERE NOT builtin' ELSE '' END)"
	" FROM " MEMBERS " JOIN pg_catalog.pg_class c ON c.oid = m.objid"
	" WHERE m.classid = 'pg_catalog.pg_class'::regclass AND c.relkind IN ('r', 'S')";

/*
 * Row security wherever a party's data stands (a column unit_id) or a part of
 * the script asked for it; the owner, under whom actions run, passes.
 */
#define HAS_COLUMN(name) \
	"EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attname = '" name "' AND NOT a.attisdropped)"

#define PROTECT \
	"SELECT pg_catalog.concat_ws('; '," \
	" pg_catalog.format('ALTER TABLE %1$s ENABLE ROW LEVEL SECURITY; ALTER TABLE %1$s FORCE ROW LEVEL SECURITY', c.oid::regclass)," \
	" CASE WHEN NOT EXISTS (SELECT FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'owner')" \
	" THEN pg_catalog.format('CREATE POLICY owner ON %s TO " OWNER " USING (true) WITH CHECK (true)', c.oid::regclass) END," \
	" CASE WHEN " HAS_COLUMN("unit_id") \
	" AND NOT EXISTS (SELECT FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'visible')" \
	" THEN pg_catalog.format('CREATE POLICY visible ON %s FOR SELECT TO " READER " USING (%s%s)', c.oid::regclass," \
	" CASE WHEN " HAS_COLUMN("jurisdiction") \
	" THEN 'unit_id = (SELECT gov_cloud.caller_organization())" \
	" OR jurisdiction = ANY ((SELECT gov_cloud.visible_jurisdictions())::text[])'" \
	" ELSE 'unit_id = ANY ((SELECT gov_cloud.visible_units())::bigint[])' END," \
	" CASE WHEN " HAS_COLUMN("provider_id") \
	" THEN ' OR provider_id = (SELECT gov_cloud.caller_organization())' ELSE '' END) END)"

static const char *const protect_members =
	PROTECT " FROM " MEMBERS " JOIN pg_catalog.pg_class c ON c.oid = m.objid"
	" WHERE m.classid = 'pg_catalog.pg_class'::regclass AND c.relkind = 'r'"
	" AND (c.relrowsecurity OR " HAS_COLUMN("unit_id") ")";

static const char *const protect_storage =
	PROTECT " FROM pg_catalog.pg_class c WHERE c.relnamespace = $1 AND c.relkind IN ('r', 'p')"
	" AND NOT c.relispartition AND " HAS_COLUMN("unit_id")
	" AND NOT (c.relforcerowsecurity AND EXISTS (SELECT FROM pg_catalog.pg_policy p"
	" WHERE p.polrelid = c.oid AND p.polname = 'visible'))";

/* facts are facts for replication and for a restore's session too */
static const char *const freeze_always =
	"SELECT pg_catalog.format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', t.tgrelid::regclass, t.tgname)"
	" FROM " MEMBERS " JOIN pg_catalog.pg_trigger t ON t.tgrelid = m.objid"
	" WHERE m.classid = 'pg_catalog.pg_class'::regclass AND t.tgfoid = 'gov_cloud.frozen'::regproc";

PG_FUNCTION_INFO_V1(gov_close_installation);

/* Called by the last part of the script, over every object the script made. */
Datum
gov_close_installation(PG_FUNCTION_ARGS)
{
	if (!creating_extension)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("gov_cloud.close_installation() can only be called by the extension's script")));
	run_each(give_to_owner, CurrentExtensionObject);
	run_each(take_from_public, CurrentExtensionObject);
	gov_run("GRANT USAGE ON SCHEMA gov_cloud TO " READER ", gov_cloud_user, gov_cloud_sysadmin,"
			" gov_cloud_secadmin, gov_cloud_auditor, gov_cloud_worker, gov_cloud_ingest");
	run_each(give_pure_functions, CurrentExtensionObject);
	run_each(protect_members, CurrentExtensionObject);
	run_each(freeze_always, CurrentExtensionObject);
	run_each(dump_rows, CurrentExtensionObject);
	PG_RETURN_VOID();
}

/* see base.h */
void
gov_protect_storage(void)
{
	run_each(protect_storage, get_namespace_oid("gov_cloud_data", false));
}

/* statement triggers are not inherited: what guards the parent against TRUNCATE guards each partition */
static const char *const copy_truncate_triggers =
	"SELECT pg_catalog.format('CREATE TRIGGER %1$I BEFORE TRUNCATE ON %2$s FOR EACH STATEMENT"
	" EXECUTE FUNCTION %3$s(); ALTER TABLE %2$s ENABLE ALWAYS TRIGGER %1$I',"
	" t.tgname, i.inhrelid::regclass, t.tgfoid::regproc)"
	" FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_trigger t ON t.tgrelid = i.inhparent"
	" WHERE i.inhrelid = $1 AND (t.tgtype & 32) <> 0";

/*
 * see base.h.  A partition is read through its parent; read directly it shows
 * nothing, for it has row security and no policy.
 */
void
gov_protect_partition(const char *partition)
{
	const char *name = quote_identifier(partition);

	gov_run(psprintf("ALTER TABLE gov_cloud_data.%1$s ENABLE ROW LEVEL SECURITY;"
					 "ALTER TABLE gov_cloud_data.%1$s FORCE ROW LEVEL SECURITY", name));
	run_each(copy_truncate_triggers,
			 get_relname_relid(partition, get_namespace_oid("gov_cloud_data", false)));
}
