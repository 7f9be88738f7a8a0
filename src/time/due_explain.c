/*
 * due_explain.c
 *		How a due came about, line by line, for the people who have to keep it:
 *		start, days skipped and why, suspensions, end, roll, due, and whether
 *		it is provisional.  Items are stable codes; notes are for reading.
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/datetime.h"

#include "base/base.h"
#include "time/calendar.h"

/* one explanation on its way to its reader */
typedef struct Teller
{
	const GovCalendar *calendar;
	GovDueLine	line;
	void	   *sink;
} Teller;

static const char *const weekdays[] = {"周日", "周一", "周二", "周三", "周四", "周五", "周六"};

/* The name of the weekday of a date. */
static const char *
weekday_of(DateADT day)
{
	return weekdays[j2day(day + POSTGRES_EPOCH_JDATE)];
}

/* '2026-03-10 09:30:00', the time in Shanghai. */
static char *
print_instant(TimestampTz at)
{
	DateADT		day = gov_local_date(at);
	int64		time = at - gov_local_midnight(day);
	int64		seconds = time / USECS_PER_SEC;
	int			fraction = (int) (time % USECS_PER_SEC);
	char	   *text = psprintf("%s %02d:%02d:%02d", gov_print_date(day),
								(int) (seconds / SECS_PER_HOUR),
								(int) (seconds / SECS_PER_MINUTE % MINS_PER_HOUR),
								(int) (seconds % SECS_PER_MINUTE));

	return fraction == 0 ? text : psprintf("%s.%06d", text, fraction);
}

/* Hands one line over. */
static void
tell(const Teller *teller, const char *item, DateADT day, char *note)
{
	teller->line(teller->sink, item, day, note);
	pfree(note);
}

/*
 * Why a day is not worked: its festival and the notice that says so; NULL for
 * a weekend, which needs no reason.
 */
static char *
rest_reason(const GovCalendar *calendar, DateADT day)
{
	const GovCalendarDay *named = gov_calendar_named(calendar, day);
	int			weekday = j2day(day + POSTGRES_EPOCH_JDATE);

	if (named != NULL)
		return psprintf("%s（%s）", named->name ? named->name : "放假", named->notice);
	return weekday == 0 || weekday == 6 ? NULL : pstrdup("法定节假日");
}

/*
 * Tells the block of rest days that begins at first and ends by limit, and
 * returns the day after it.  Its reason is the festivals in it, else the weekend.
 */
static DateADT
tell_rest(const Teller *teller, DateADT first, DateADT limit)
{
	StringInfoData reasons;
	const char *last_reason = "";
	DateADT		day;

	initStringInfo(&reasons);
	for (day = first; day <= limit && !gov_calendar_workday(teller->calendar, day); day++)
	{
		const char *reason = rest_reason(teller->calendar, day);

		if (reason == NULL || strcmp(reason, last_reason) == 0)
			continue;
		appendStringInfo(&reasons, "%s%s", reasons.len > 0 ? "、" : "", reason);
		last_reason = reason;
	}
	tell(teller, "rest", first,
		 psprintf("至 %s 休 %d 天，不计：%s", gov_print_date(day - 1), day - first,
				  reasons.len > 0 ? reasons.data : "周末"));
	pfree(reasons.data);
	return day;
}

/* Tells what is skipped, and which weekend days are worked, in (after, through]. */
static void
tell_days(const Teller *teller, DateADT after, DateADT through)
{
	DateADT		limit = Min(through, gov_calendar_horizon(teller->calendar));
	DateADT		day = after + 1;

	while (day <= limit)
	{
		int			weekday = j2day(day + POSTGRES_EPOCH_JDATE);

		CHECK_FOR_INTERRUPTS();
		if (!gov_calendar_workday(teller->calendar, day))
		{
			day = tell_rest(teller, day, limit);
			continue;
		}
		if (weekday == 0 || weekday == 6)
		{
			const GovCalendarDay *named = gov_calendar_named(teller->calendar, day);

			tell(teller, "makeup", day,
				 psprintf("%s调休上班，计入：%s（%s）", weekday_of(day),
						  named->name ? named->name : "补班", named->notice));
		}
		day++;
	}
}

/* Tells each suspension, what it took out and where the end moved to. */
static void
tell_suspensions(const Teller *teller, TimestampTz started_at, GovTerm term, bool rolls,
				 const GovSuspension *suspensions, int n)
{
	for (int i = 0; i < n; i++)
	{
		const GovSuspension *s = &suspensions[i];
		DateADT		from = gov_local_date(s->from);
		GovDue		before;
		GovDue		after;

		gov_due_suspended(teller->calendar, started_at, term, rolls, suspensions, i, &before);
		gov_due_suspended(teller->calendar, started_at, term, rolls, suspensions, i + 1, &after);
		if (TIMESTAMP_NOT_FINITE(after.due_at))
			tell(teller, "suspension", from, pstrdup("中止，尚未恢复"));
		else if (!gov_due_met(&before, s->from))
			tell(teller, "suspension", from, pstrdup("中止时期限已满，不予顺延"));
		else if (!after.exclusive)
			tell(teller, "suspension", from,
				 psprintf("%s 中止，%s 恢复，顺延同样时长至 %s", print_instant(s->from),
						  print_instant(s->until), print_instant(after.due_at)));
		else
			tell(teller, "suspension", from,
				 psprintf("中止，%s 恢复；次日至恢复日的%s不计，期满日由 %s 延至 %s",
						  gov_print_date(gov_local_date(s->until)),
						  gov_term_unit(term) == GOV_UNIT_WORKDAY ? "工作日" : "日数",
						  gov_print_date(before.raw_on), gov_print_date(after.raw_on)));
	}
}

/* Tells the end of a term of days, months or years, and how it rolled. */
static void
tell_end(const Teller *teller, bool rolls, const GovDue *due)
{
	bool		rest = !gov_calendar_workday(teller->calendar, due->raw_on);

	tell(teller, "end", due->raw_on,
		 psprintf("期满日，%s%s", weekday_of(due->raw_on),
				  !rest ? "" : rolls ? "，为休息日" : "，为休息日；状态期限不顺延"));
	if (due->due_on != due->raw_on)
	{
		tell_rest(teller, due->raw_on, due->due_on);
		tell(teller, "rolled", due->due_on,
			 psprintf("顺延至休息日结束的次日，%s（民法典第二百零三条）", weekday_of(due->due_on)));
	}
}

/*
 * Explains the due of gov_due_suspended().  Days are named up to the horizon;
 * beyond it nothing is known to name.
 */
void
gov_due_explain(const GovCalendar *calendar, TimestampTz started_at, GovTerm term, bool rolls,
				const GovSuspension *suspensions, int nsuspensions, GovDueLine line, void *sink)
{
	Teller		teller = {calendar, line, sink};
	char	   *zh = gov_term_print_zh(term);
	GovDue		due;
	DateADT		start;

	gov_due_suspended(calendar, started_at, term, rolls, suspensions, nsuspensions, &due);
	if (TIMESTAMP_NOT_FINITE(started_at))
		return;
	start = gov_local_date(started_at);

	if (!due.exclusive)
		tell(&teller, "start", start,
			 psprintf("%s 起算，%s，昼夜及节假日连续计算（民法典第二百零一条）",
					  print_instant(started_at), zh));
	else
		tell(&teller, "start", start,
			 psprintf("%s，当日不计，次日起算%s（民法典第二百零一条）", weekday_of(start), zh));
	if (gov_term_unit(term) == GOV_UNIT_WORKDAY && !DATE_NOT_FINITE(due.due_on))
		tell_days(&teller, start, due.due_on);
	tell_suspensions(&teller, started_at, term, rolls, suspensions, nsuspensions);
	if (TIMESTAMP_NOT_FINITE(due.due_at))
		return;
	if (due.exclusive && gov_term_unit(term) != GOV_UNIT_WORKDAY)
		tell_end(&teller, rolls, &due);
	if (due.provisional)
		tell(&teller, "provisional", gov_calendar_horizon(calendar),
			 pstrdup("此后的放假安排尚未公布，暂按周一至周五、不含元旦劳动节国庆节法定假日推算，公布后重算"));
	if (due.exclusive)
		tell(&teller, "due", due.due_on,
			 psprintf("%s 24:00 届满，此前为按时", weekday_of(due.due_on)));
	else
		tell(&teller, "due", due.due_on,
			 psprintf("%s 届满，此刻仍为按时", print_instant(due.due_at)));
	pfree(zh);
}
