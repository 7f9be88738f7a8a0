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

void
gov_instance_init(void)
{
	CacheRegisterRelcacheCallback(forget_instance, (Datum) 0);
	RegisterXactCallback(forget_at_abort, NULL);
}
