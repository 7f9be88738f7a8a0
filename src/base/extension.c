/*
 * extension.c
 *		Which extension is installed here, and is it the one this library was
 *		built for.
 */
#include "base/base.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "catalog/pg_extension.h"
#include "commands/extension.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

/* What this backend found; any change of the sentinel table makes it look again. */
static Oid	known_extension = InvalidOid;
static Oid	sentinel = InvalidOid;
static bool callback_registered = false;

/*
 * DROP EXTENSION drops, ALTER EXTENSION UPDATE touches, the sentinel table
 * (gov_cloud.jurisdiction); its invalidation message reaches every backend.
 */
static void
forget_extension(Datum arg, Oid relid)
{
	if (relid == sentinel || relid == InvalidOid)
		known_extension = InvalidOid;
}

/* the version in pg_extension, or NULL when the extension is not installed */
static char *
installed_version(Oid extension)
{
	Relation	rel = table_open(ExtensionRelationId, AccessShareLock);
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;
	char	   *version = NULL;

	ScanKeyInit(&key, Anum_pg_extension_oid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(extension));
	scan = systable_beginscan(rel, ExtensionOidIndexId, true, NULL, 1, &key);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple))
	{
		bool		isnull;
		Datum		value = heap_getattr(tuple, Anum_pg_extension_extversion,
										 RelationGetDescr(rel), &isnull);

		if (!isnull)
			version = TextDatumGetCString(value);
	}
	systable_endscan(scan);
	table_close(rel, AccessShareLock);
	return version;
}

/*
 * The extension in this database, InvalidOid when there is none: looked up by
 * membership in pg_extension, never by a schema of that name.
 */
Oid
gov_extension(void)
{
	if (!callback_registered)
	{
		CacheRegisterRelcacheCallback(forget_extension, (Datum) 0);
		callback_registered = true;
	}
	if (!OidIsValid(known_extension))
	{
		Oid			found = get_extension_oid("gov_cloud", true);

		if (OidIsValid(found))
		{
			sentinel = get_relname_relid("jurisdiction", get_namespace_oid("gov_cloud", true));
			gov_check_version(found);
		}
		known_extension = found;
	}
	return known_extension;
}

/*
 * New library with old SQL, or old library with new SQL, must say so instead
 * of reading arguments that are not there.  Inside CREATE or ALTER EXTENSION
 * the versions may differ.
 */
void
gov_check_version(Oid extension)
{
	char	   *version;

	if (creating_extension)
		return;
	version = installed_version(extension);
	if (version != NULL && strcmp(version, GOV_VERSION) != 0)
		gov_refuse(GOV_ERR_VERSION, "version_mismatch", NULL,
				   "Run ALTER EXTENSION gov_cloud UPDATE, then reconnect; if the library is the old one, restart the server.",
				   "gov_cloud's library is of version %s, its SQL of version %s", GOV_VERSION, version);
}
