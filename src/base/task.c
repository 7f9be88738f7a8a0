/*
 * task.c
 *		The registries between the rooms and the worker: tasks, health checks,
 *		and the wish to be woken.
 */
#include "postgres.h"

#include "base/task.h"
#include "utils/memutils.h"

typedef struct HealthEntry
{
	const char *name;
	GovHealthCheck check;
} HealthEntry;

static List *tasks = NIL;		/* of const GovTask *, never freed */
static List *health_checks = NIL;	/* of HealthEntry * */

/* set by the worker's room when the library is preloaded */
void		(*gov_wake_hook) (const GovTask *task) = NULL;

/*
 * A lapse here is a programming error of a room, seen at the first start of
 * the server: hence FATAL.  The task itself must be static.
 */
void
gov_register_task(const GovTask *task)
{
	MemoryContext old;

	if (task->name == NULL || task->meaning == NULL || task->interval_seconds <= 0)
		ereport(FATAL, (errcode(ERRCODE_INTERNAL_ERROR),
						errmsg_internal("a task lacks its name, meaning or interval")));
	if ((task->run != NULL) == (task->plan != NULL) ||
		(task->plan != NULL) != (task->store != NULL))
		ereport(FATAL, (errcode(ERRCODE_INTERNAL_ERROR),
						errmsg_internal("task \"%s\" must have either run, or plan and store", task->name)));
	if (gov_task_by_name(task->name) != NULL)
		ereport(FATAL, (errcode(ERRCODE_INTERNAL_ERROR),
						errmsg_internal("task \"%s\" is registered twice", task->name)));

	old = MemoryContextSwitchTo(TopMemoryContext);
	tasks = lappend(tasks, unconstify(GovTask *, task));
	MemoryContextSwitchTo(old);
}

/* the task of that name, or NULL: a row may outlive the code it names */
const GovTask *
gov_task_by_name(const char *name)
{
	ListCell   *lc;

	foreach(lc, tasks)
	{
		const GovTask *task = lfirst(lc);

		if (strcmp(task->name, name) == 0)
			return task;
	}
	return NULL;
}

/* all tasks, in the order of registration, which is that of the floors */
List *
gov_tasks(void)
{
	return tasks;
}

/* adds a check to health(); the name must be a constant */
void
gov_register_health(const char *name, GovHealthCheck check)
{
	MemoryContext old = MemoryContextSwitchTo(TopMemoryContext);
	HealthEntry *entry = palloc(sizeof(HealthEntry));

	entry->name = name;
	entry->check = check;
	health_checks = lappend(health_checks, entry);
	MemoryContextSwitchTo(old);
}

/* shows every check to the one who asks for health */
void
gov_each_health(void (*visit) (const char *name, GovHealthCheck check, void *arg),
				void *arg)
{
	ListCell   *lc;

	foreach(lc, health_checks)
	{
		HealthEntry *entry = lfirst(lc);

		visit(entry->name, entry->check, arg);
	}
}

/*
 * Passes the wish on to the roof, if it is there.  An unknown name is a
 * programming error of the asking room.
 */
void
gov_wake_worker(const char *task)
{
	const GovTask *wanted = NULL;

	if (task != NULL)
	{
		wanted = gov_task_by_name(task);
		if (wanted == NULL)
			ereport(ERROR, (errcode(ERRCODE_INTERNAL_ERROR),
							errmsg_internal("unknown task \"%s\"", task)));
	}
	if (gov_wake_hook != NULL)
		gov_wake_hook(wanted);
}
