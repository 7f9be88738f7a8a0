/*
 * instance.c
 *		Is this the database the product lives in, or a copy of it?
 *
 * A restored or cloned copy knows all obligations and must not act on them: it
 * would poll, bill and send beside the original.  It also counts transactions
 * anew, below the ranges already sealed; so adoption begins a new audit epoch.
 */
#include "base/base.h"

#include "access/xact.h"
#include "access/xlog.h"
#include "catalog/pg_type.h"
#include "catalog/namespace.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"

/* what this backend read: 0 when it must read again */
static int32 known_epoch = 0;
static bool known_home = false;
static Oid	instance_table = InvalidOid;

/* adoption touches the table, so that every backend reads again */
static void
forget_instance(Datum arg, Oid relid)
{
	if (relid == instance_table || relid == InvalidOid)
		known_epoch = 0;
}

/* what a transaction wrote and did not commit is not known */
static void
forget_at_abort(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_ABORT)
		known_epoch = 0;
}

/* the newest row; false when the database was never claimed */
static bool
read_instance(void)
{
	static GovQuery query = {
		"SELECT epoch, system_identifier OPERATOR(pg_catalog.=) $1 AND database OPERATOR(pg_catalog.=) $2"
		" FROM gov_cloud.instance ORDER BY epoch DESC LIMIT 1",
		2, {INT8OID, OIDOID}
	};
	Datum		values[2];
	bool		found,
				isnull;

	values[0] = Int64GetDatum((int64) GetSystemIdentifier());
	values[1] = ObjectIdGetDatum(MyDatabaseId);
	SPI_connect();
	found = gov_query(&query, values, NULL, false, 1) > 0;
	if (found)
	{
		known_epoch = DatumGetInt32(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull));
		known_home = DatumGetBool(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2, &isnull));
		instance_table = get_relname_relid("instance", get_namespace_oid("gov_cloud", false));
	}
	SPI_finish();
	return found;
}

/* one more epoch, lived here from now on; a second claimant waits and reads the first one's */
static void
claim_instance(int32 epoch, const char *by)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.instance (epoch, system_identifier, database, since, by)"
		" VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
		5, {INT4OID, INT8OID, OIDOID, TIMESTAMPTZOID, TEXTOID}
	};
	Datum		values[5];

	values[0] = Int32GetDatum(epoch);
	values[1] = Int64GetDatum((int64) GetSystemIdentifier());
	values[2] = ObjectIdGetDatum(MyDatabaseId);
	values[3] = TimestampTzGetDatum(gov_real_now());
	values[4] = CStringGetTextDatum(by);
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
}

/* see base.h */
bool
gov_instance_is_home(void)
{
	if (known_epoch == 0 && !read_instance())
		return true;
	return known_home;
}

/* see base.h */
int32
gov_instance_epoch(void)
{
	if (known_epoch == 0 && !read_instance())
	{
		claim_instance(1, GetUserNameFromId(GetSessionUserId(), false));
		read_instance();
	}
	if (!known_home)
		gov_refuse(GOV_ERR_CLONE, "clone_not_adopted", NULL,
				   "If this copy shall take over, a system and a security administrator each run SELECT gov_cloud.adopt_instance().",
				   "this database is a copy of another one and may not act");
	return known_epoch;
}

/* the newest epoch and whether this place is its home, without refusing */
static int32
epoch_here(bool *home)
{
	if (known_epoch == 0 && !read_instance())
		known_home = true;
	*home = known_home;
	return known_epoch;
}

/* which of the two adopting administrators the caller is */
static const char *
adopting_role(void)
{
	static const char *const roles[] = {"gov_cloud_sysadmin", "gov_cloud_secadmin"};

	for (int i = 0; i < lengthof(roles); i++)
		if (is_member_of_role_nosuper(GetSessionUserId(), get_role_oid(roles[i], false)))
		{
			gov_require_admin(roles[i]);
			return roles[i];
		}
	gov_refuse(GOV_ERR_WRONG_ROLE, "administrator_missing", NULL,
			   "A system administrator and a security administrator adopt a copy, each once.",
			   "login \"%s\" is neither", GetUserNameFromId(GetSessionUserId(), false));
}

/* notes this administrator's word for this place; true when both have given theirs */
static bool
note_adoption(int32 epoch, const char *role)
{
	static GovQuery note = {
		"INSERT INTO gov_cloud.instance_adoption (epoch, role, login, system_identifier, database, at)"
		" VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
		6, {INT4OID, TEXTOID, TEXTOID, INT8OID, OIDOID, TIMESTAMPTZOID}
	};
	static GovQuery both = {
		"SELECT pg_catalog.count(DISTINCT login) OPERATOR(pg_catalog.=) 2"
		" AND pg_catalog.count(DISTINCT role) OPERATOR(pg_catalog.=) 2"
		" FROM gov_cloud.instance_adoption WHERE epoch OPERATOR(pg_catalog.=) $1"
		" AND system_identifier OPERATOR(pg_catalog.=) $2 AND database OPERATOR(pg_catalog.=) $3",
		3, {INT4OID, INT8OID, OIDOID}
	};
	Datum		values[6],
				result;
	bool		isnull;

	values[0] = Int32GetDatum(epoch);
	values[1] = CStringGetTextDatum(role);
	values[2] = CStringGetTextDatum(GetUserNameFromId(GetSessionUserId(), false));
	values[3] = Int64GetDatum((int64) GetSystemIdentifier());
	values[4] = ObjectIdGetDatum(MyDatabaseId);
	values[5] = TimestampTzGetDatum(gov_real_now());
	SPI_connect();
	gov_query(&note, values, NULL, false, 0);
	SPI_finish();
	values[1] = values[3];
	values[2] = values[4];
	gov_query_datum(&both, values, NULL, &result, &isnull);
	return DatumGetBool(result);
}

PG_FUNCTION_INFO_V1(gov_adopt_instance);

/*
 * adopt_instance(): the copy becomes an instance of its own, in a new audit
 * epoch.  Two administrators must say so; answers whether both have.
 */
Datum
gov_adopt_instance(PG_FUNCTION_ARGS)
{
	const char *role = adopting_role();
	bool		home;
	int32		epoch = epoch_here(&home) + 1;
	GovAudit	line = {0};

	gov_require_storage();
	if (home)
		gov_refuse(GOV_ERR_CLONE, "instance_home", NULL, NULL, "this database is at home and needs no adoption");
	if (!note_adoption(epoch, role))
		PG_RETURN_BOOL(false);
	claim_instance(epoch, GetUserNameFromId(GetSessionUserId(), false));
	CacheInvalidateRelcacheByRelid(instance_table);
	known_epoch = 0;
	line.event = "adopt_instance";
	line.object_kind = "instance";
	line.object_id = psprintf("%d", epoch);
	gov_audit(&line);
	PG_RETURN_BOOL(true);
}

/* caches follow adoption and rollback */
void
gov_instance_init(void)
{
	CacheRegisterRelcacheCallback(forget_instance, (Datum) 0);
	RegisterXactCallback(forget_at_abort, NULL);
}
