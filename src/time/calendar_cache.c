/*
 * calendar_cache.c
 *		Keeps compiled calendars for the session, by code and revision.
 *
 * A trigger on the tables of calendars invalidates them in the relation cache,
 * which tells every session, and our own on rollback; then all compiled
 * calendars are dropped, the earlier revisions too.  What a caller may still
 * hold lives on to the end of the transaction.
 */
#include "postgres.h"

#include "access/xact.h"
#include "commands/trigger.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/memutils.h"
#include "utils/rel.h"

#include "base/base.h"
#include "time/calendar.h"

PG_FUNCTION_INFO_V1(gov_calendar_changed);

const GovCalendar *gov_calendar_last = NULL;
static GovCalendar *calendars = NULL;	/* compiled and believed true */
static GovCalendar *retired = NULL; /* dropped, freed when the transaction ends */
static int	ncalendars = 0;
static bool stale = false;		/* rows have changed since */

/* earlier revisions are few; who asks for more of them pays with compiling */
#define MAX_CALENDARS	64

/* Takes all compiled calendars out of use after a change of their rows. */
static void
retire_calendars(void)
{
	while (calendars != NULL)
	{
		GovCalendar *calendar = calendars;

		calendars = calendar->next;
		calendar->next = retired;
		retired = calendar;
	}
	gov_calendar_last = NULL;
	ncalendars = 0;
	stale = false;
}

/* A calendar from the cache, or compiled now. */
static GovCalendar *
find_calendar(const char *code, int64 revision)
{
	GovCalendar *calendar;

	if (stale || ncalendars >= MAX_CALENDARS)
		retire_calendars();
	for (calendar = calendars; calendar != NULL; calendar = calendar->next)
		if (strcmp(calendar->code, code) == 0 &&
			(calendar->asked == revision || calendar->revision == revision))
			return calendar;

	calendar = gov_calendar_compile(code, revision);
	calendar->next = calendars;
	calendars = calendar;
	ncalendars++;
	return calendar;
}

/* The calendar as it is published now. */
const GovCalendar *
gov_calendar(const char *code)
{
	return find_calendar(code, GOV_REVISION_NEWEST);
}

/*
 * The calendar as it was at an earlier revision (a state named by the ledger),
 * so that a stored due can be computed again.
 */
const GovCalendar *
gov_calendar_at(const char *code, int64 revision)
{
	if (revision < GOV_REVISION_STEP)
		gov_refuse(GOV_ERR_CALENDAR, "calendar_revision_unknown", NULL,
				   "Table gov_cloud.calendar_notice has the revisions.",
				   "there is no calendar revision " INT64_FORMAT, revision);
	return find_calendar(code, revision);
}

/*
 * The calendar as it is published now, and stays until this transaction ends:
 * who starts a deadline calls this, so that no load can re-project all open
 * deadlines and miss the one that is not committed yet.
 */
const GovCalendar *
gov_calendar_hold(const char *code)
{
	gov_calendar_lock_notices(RowShareLock);
	return gov_calendar(code);
}

/* The calendar that a text names, and that SQL will likely ask for again. */
const GovCalendar *
gov_calendar_find_text(text *code)
{
	const GovCalendar *calendar = gov_calendar(text_to_cstring(code));

	gov_calendar_last = stale ? NULL : calendar;
	return calendar;
}

/* Relation cache callback: a watched table, or everything, has changed. */
static void
invalidate_calendars(Datum arg, Oid relation)
{
	if (relation != InvalidOid && !gov_calendar_read_from(relation))
		return;
	stale = true;
	gov_calendar_last = NULL;
}

/* End of a transaction: nobody holds a retired calendar any more. */
static void
free_retired(XactEvent event, void *arg)
{
	if (event != XACT_EVENT_COMMIT && event != XACT_EVENT_ABORT && event != XACT_EVENT_PREPARE &&
		event != XACT_EVENT_PARALLEL_COMMIT && event != XACT_EVENT_PARALLEL_ABORT)
		return;
	while (retired != NULL)
	{
		GovCalendar *calendar = retired;

		retired = calendar->next;
		MemoryContextDelete(calendar->context);
	}
}

/*
 * Statement trigger of the three tables: tells all sessions that compiled
 * calendars no longer hold (a relation cache callback does not see rows).
 */
Datum
gov_calendar_changed(PG_FUNCTION_ARGS)
{
	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" was not called by trigger manager", "calendar_changed")));
	CacheInvalidateRelcache(((TriggerData *) fcinfo->context)->tg_relation);
	PG_RETURN_POINTER(NULL);
}

/* The cache has to hear of changes from the first moment of a session. */
void
gov_calendar_init(void)
{
	CacheRegisterRelcacheCallback(invalidate_calendars, (Datum) 0);
	RegisterXactCallback(free_retired, NULL);
}
