/*
 * courtesy.c
 *		A worker steps aside for whoever may drop, rename, move or copy its
 *		database, or drop or update the extension, and stays away until that
 *		transaction ends.
 *
 * Only for those who may: a statement that will be refused anyway must not
 * stop the worker.
 */
#include "worker/worker.h"

#include "access/htup_details.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_database.h"
#include "commands/dbcommands.h"
#include "commands/defrem.h"
#include "commands/extension.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "tcop/utility.h"
#include "utils/acl.h"
#include "utils/syscache.h"

static ProcessUtility_hook_type previous_utility = NULL;

/* may the user create databases? */
static bool
may_create_databases(void)
{
	HeapTuple	tuple;
	bool		may = superuser();

	if (may)
		return true;
	tuple = SearchSysCache1(AUTHOID, ObjectIdGetDatum(GetUserId()));
	if (HeapTupleIsValid(tuple))
	{
		may = ((Form_pg_authid) GETSTRUCT(tuple))->rolcreatedb;
		ReleaseSysCache(tuple);
	}
	return may;
}

/* the database of that name if the user owns it, else InvalidOid */
static Oid
own_database(const char *name)
{
	Oid			database = get_database_oid(name, true);

	return OidIsValid(database) && pg_database_ownercheck(database, GetUserId()) ? database : InvalidOid;
}

/* the database CREATE DATABASE copies, if the user may copy it */
static Oid
template_database(CreatedbStmt *statement)
{
	ListCell   *lc;

	foreach(lc, statement->options)
	{
		DefElem    *option = lfirst(lc);

		if (strcmp(option->defname, "template") == 0 && option->arg != NULL && may_create_databases())
			return own_database(defGetString(option));
	}
	return InvalidOid;
}

/* is this DROP EXTENSION of ours, by its owner? */
static bool
drops_extension(DropStmt *statement)
{
	ListCell   *lc;

	foreach(lc, statement->objects)
	{
		if (strcmp(strVal(lfirst(lc)), "gov_cloud") == 0)
		{
			Oid			extension = get_extension_oid("gov_cloud", true);

			return OidIsValid(extension) && pg_extension_ownercheck(extension, GetUserId());
		}
	}
	return false;
}

/* the database the statement needs for itself; InvalidOid: none */
static Oid
database_wanted(Node *statement)
{
	switch (nodeTag(statement))
	{
		case T_DropdbStmt:
			return own_database(((DropdbStmt *) statement)->dbname);
		case T_RenameStmt:
			if (((RenameStmt *) statement)->renameType == OBJECT_DATABASE)
				return own_database(((RenameStmt *) statement)->subname);
			break;
		case T_AlterDatabaseStmt:
			/* only SET TABLESPACE has an option of that name */
			if (list_length(((AlterDatabaseStmt *) statement)->options) == 1 &&
				strcmp(((DefElem *) linitial(((AlterDatabaseStmt *) statement)->options))->defname, "tablespace") == 0)
				return own_database(((AlterDatabaseStmt *) statement)->dbname);
			break;
		case T_CreatedbStmt:
			return template_database((CreatedbStmt *) statement);
		case T_DropStmt:
			if (((DropStmt *) statement)->removeType == OBJECT_EXTENSION &&
				drops_extension((DropStmt *) statement))
				return MyDatabaseId;
			break;
		case T_AlterExtensionStmt:
			if (strcmp(((AlterExtensionStmt *) statement)->extname, "gov_cloud") == 0 && superuser())
				return MyDatabaseId;
			break;
		default:
			break;
	}
	return InvalidOid;
}

/* the hook: first the courtesy, then the statement */
static void
step_aside(PlannedStmt *pstmt, const char *query, bool read_only_tree,
		   ProcessUtilityContext context, ParamListInfo params,
		   QueryEnvironment *environment, DestReceiver *dest, QueryCompletion *completion)
{
	if (gov_slots_present() && IsTransactionState())
	{
		Oid			database = database_wanted(pstmt->utilityStmt);

		if (OidIsValid(database))
		{
			pid_t		pid = gov_slot_hold(database);

			if (pid != 0)
				(void) gov_worker_leave(database, pid);
		}
		else if (IsA(pstmt->utilityStmt, CreateExtensionStmt) &&
				 strcmp(((CreateExtensionStmt *) pstmt->utilityStmt)->extname, "gov_cloud") == 0)
			gov_wake_worker(NULL);
	}
	(previous_utility ? previous_utility : standard_ProcessUtility)
		(pstmt, query, read_only_tree, context, params, environment, dest, completion);
}

/* without preload not every back end would have the hook: a courtesy by chance is none */
void
gov_courtesy_init(void)
{
	if (!process_shared_preload_libraries_in_progress || IsBinaryUpgrade)
		return;
	previous_utility = ProcessUtility_hook;
	ProcessUtility_hook = step_aside;
}
