/*
 * storage.c
 *		The partitioned tables: made by install_storage(), never by the
 *		extension's script.
 *
 * As members of the extension, partitions made at run time would not survive
 * dump and restore; made here they are ordinary tables that do.  Bounds are
 * computed from numbers and written with +08, so that no session's TimeZone
 * moves them.
 */
#include "base/base.h"

#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "storage/lock.h"
#include "storage/lmgr.h"
#include "catalog/pg_extension.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#define STORAGE_SCHEMA	"gov_cloud_data"

typedef struct Installer
{
	const char *room;
	GovStorageInstaller install;
} Installer;

static Installer installers[16];
static int	installer_count = 0;

/* see base.h; in the order of the floors, because rooms are initialised so */
void
gov_register_storage(const char *room, GovStorageInstaller install)
{
	if (installer_count == lengthof(installers))
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg_internal("too many rooms with storage")));
	installers[installer_count].room = room;
	installers[installer_count].install = install;
	installer_count++;
}

/* see base.h */
bool
gov_storage_exists(const char *table)
{
	Oid			schema = get_namespace_oid(STORAGE_SCHEMA, true);

	return OidIsValid(schema) && OidIsValid(get_relname_relid(table, schema));
}

/* see base.h */
void
gov_require_storage(void)
{
	(void) gov_extension();
	if (!gov_storage_exists("audit_event"))
		gov_refuse(GOV_ERR_STORAGE, "storage_missing", NULL,
				   "Run SELECT gov_cloud.install_storage() once after CREATE EXTENSION.",
				   "the partitioned storage of gov_cloud is not installed");
}

/* see base.h */
void
gov_run(const char *sql)
{
	int			nest = gov_enter_search_path();
	int			result;

	SPI_connect();
	result = SPI_execute(sql, false, 0);
	SPI_finish();
	if (result < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg_internal("could not run \"%s\": %s", sql, SPI_result_code_string(result))));
	gov_leave_search_path(nest);
}

/* see base.h */
void
gov_month_of(TimestampTz moment, int *year, int *month)
{
	int			day;

	j2date(gov_local_date(moment) + POSTGRES_EPOCH_JDATE, year, month, &day);
}

/*
 * One maker of partitions at a time: CREATE ... IF NOT EXISTS by two sessions
 * fails for one of them.  Held until the transaction ends.
 */
static void
lock_storage(void)
{
	LockDatabaseObject(ExtensionRelationId, gov_extension(), 0, ShareUpdateExclusiveLock);
}

/* see base.h */
bool
gov_make_partition(const char *parent, const char *partition, const char *from, const char *until)
{
	if (gov_storage_exists(partition))
		return false;
	lock_storage();
	if (gov_storage_exists(partition))
		return false;
	/* made beside and attached, so that the parent is locked only weakly */
	gov_run(psprintf("CREATE TABLE gov_cloud_data.%1$s (LIKE gov_cloud_data.%2$s INCLUDING DEFAULTS INCLUDING CONSTRAINTS);"
					 "ALTER TABLE gov_cloud_data.%2$s ATTACH PARTITION gov_cloud_data.%1$s"
					 " FOR VALUES FROM (%3$s) TO (%4$s)",
					 quote_identifier(partition), quote_identifier(parent),
					 quote_literal_cstr(from), quote_literal_cstr(until)));
	gov_protect_partition(partition);
	return true;
}

/* see base.h */
bool
gov_make_month_partition(const char *parent, int year, int month)
{
	int			next_year = month == 12 ? year + 1 : year;
	int			next_month = month == 12 ? 1 : month + 1;

	return gov_make_partition(parent,
							  psprintf("%s_%04d%02d", parent, year, month),
							  psprintf("%04d-%02d-01 00:00:00+08", year, month),
							  psprintf("%04d-%02d-01 00:00:00+08", next_year, next_month));
}

PG_FUNCTION_INFO_V1(gov_install_storage);

/* install_storage(): idempotent; the worker calls it too */
Datum
gov_install_storage(PG_FUNCTION_ARGS)
{
	lock_storage();
	for (int i = 0; i < installer_count; i++)
		installers[i].install();
	gov_protect_storage();
	PG_RETURN_VOID();
}
