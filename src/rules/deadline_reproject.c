/*
 * deadline_reproject.c
 *		A notice changed the calendar: every open due is computed again, in the
 *		transaction of the load, and what moved is journalled.
 *
 * Closed terms never move; one that is overdue and unmet is open and may become
 * due again, or sooner.  Loads and acts exclude each other on the calendar, so
 * no term starts under the old revision while this runs.
 */
#include "rules/deadline.h"

#include "miscadmin.h"

/* does the projection differ from the row? */
static bool
moves(const GovDeadline *deadline, const GovDue *due)
{
	return due->due_at != deadline->due_at || due->provisional != deadline->provisional ||
		(due->due_at != DT_NOEND && due->due_on != deadline->due_on);
}

/* one open term under the new revision */
static void
reproject(GovDeadline *deadline, const GovCalendar *calendar, const char *reason)
{
	GovLedgerEntry entry = {.kind = "reproject", .reason = reason};
	GovCourse	course;
	GovDue		due;

	gov_course_of(deadline, &course);
	gov_project(gov_rule_of(deadline), calendar, deadline->started_at, &course, &due);
	if (!moves(deadline, &due))
		return;
	entry.occurred_at = gov_now();
	entry.due_before = deadline->due_at;
	entry.due_after = due.due_at;
	entry.revision = gov_calendar_revision(calendar);
	gov_deadline_set_due(deadline, &due, entry.revision);
	deadline->events++;
	gov_ledger_write(deadline, &entry);
	gov_deadline_update(deadline);
}

/* the listener: see time.h */
static void
calendar_changed(const char *code, int64 old_revision, int64 new_revision)
{
	const GovCalendar *calendar = gov_calendar_at(code, new_revision);
	char	   *reason = psprintf("日历 %s 由第 " INT64_FORMAT " 版至第 " INT64_FORMAT " 版",
								  code, old_revision, new_revision);
	ListCell   *cell;

	SPI_connect();
	foreach(cell, gov_deadlines_on_calendar(code))
	{
		CHECK_FOR_INTERRUPTS();
		reproject(lfirst(cell), calendar, reason);
	}
	SPI_finish();
}

/* the ledger follows the calendar */
void
gov_deadline_init(void)
{
	gov_register_calendar_listener(calendar_changed);
	gov_deadline_change_init();
	gov_deadline_leave_init();
}
