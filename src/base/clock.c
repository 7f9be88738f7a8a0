/*
 * clock.c
 *		The one clock.
 *
 * Now is a parameter: tests, the demo and a rehearsal set gov_cloud.clock, and
 * every audit line written under it says so and carries the real time too.
 */
#include "base/base.h"

#include "miscadmin.h"
#include "pgtime.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/guc.h"

static char *clock_setting = NULL;
static bool clock_allowed = false;
static TimestampTz replaced_now;
static bool replaced = false;

/* Beijing time, in which the law counts days: UTC+8, without summer time since 1992 */
#define BEIJING_OFFSET	(INT64CONST(8) * USECS_PER_HOUR)

/*
 * Reads a moment without regard to the session's TimeZone and DateStyle: a
 * setting without an offset is Beijing time.  Returns false if it is none.
 */
static bool
parse_moment(const char *text, TimestampTz *moment)
{
	char		work[MAXDATELEN + MAXDATEFIELDS];
	char	   *field[MAXDATEFIELDS];
	int			ftype[MAXDATEFIELDS];
	int			nf,
				dtype,
				tz = 0;
	struct pg_tm tm;
	fsec_t		fsec;
	pg_tz	   *saved_zone = session_timezone;
	int			saved_order = DateOrder;
	int			bad;

	session_timezone = pg_tzset("Asia/Shanghai");
	DateOrder = DATEORDER_YMD;
	bad = ParseDateTime(text, work, sizeof(work), field, ftype, MAXDATEFIELDS, &nf);
	if (bad == 0)
		bad = DecodeDateTime(field, ftype, nf, &dtype, &tm, &fsec, &tz);
	session_timezone = saved_zone;
	DateOrder = saved_order;

	return bad == 0 && dtype == DTK_DATE && tm2timestamp(&tm, fsec, &tz, moment) == 0;
}

/* check hook: '' is the real clock, anything else must be a moment */
static bool
check_clock(char **newval, void **extra, GucSource source)
{
	TimestampTz moment = 0;

	if (**newval != '\0')
	{
		if (!parse_moment(*newval, &moment))
		{
			GUC_check_errhint("Give a moment such as '2025-03-03 09:00', or '' for the real clock.");
			return false;
		}
		*extra = malloc(sizeof(TimestampTz));
		if (*extra == NULL)
			return false;
		*(TimestampTz *) *extra = moment;
	}
	return true;
}

/* assign hook: keeps the moment in binary, gov_now() is called often */
static void
assign_clock(const char *newval, void *extra)
{
	replaced = extra != NULL;
	replaced_now = replaced ? *(TimestampTz *) extra : 0;
}

/*
 * The time of the product: the wall clock at this instant, independent of when
 * the transaction began, or the replaced one where the server allows that.
 */
TimestampTz
gov_now(void)
{
	return gov_clock_replaced() ? replaced_now : GetCurrentTimestamp();
}

/* the wall clock whatever is set: for what records when the database did it */
TimestampTz
gov_real_now(void)
{
	return GetCurrentTimestamp();
}

/* does gov_now() answer something else than the wall clock? */
bool
gov_clock_replaced(void)
{
	return replaced && clock_allowed;
}

/* the local (Beijing) day of a moment, whatever the session's TimeZone */
DateADT
gov_local_date(TimestampTz moment)
{
	int64		local = moment + BEIJING_OFFSET;
	int64		day = local / USECS_PER_DAY;

	if (local % USECS_PER_DAY < 0)
		day--;
	return (DateADT) day;
}

PG_FUNCTION_INFO_V1(gov_clock);

/* clock(): gov_now() for SQL */
Datum
gov_clock(PG_FUNCTION_ARGS)
{
	PG_RETURN_TIMESTAMPTZ(gov_now());
}

/*
 * Whether the clock may be replaced is the server's to say, at its start.  For
 * a trial without preload there is no start to say it at: a superuser may.
 */
void
gov_clock_init(void)
{
	DefineCustomBoolVariable("gov_cloud.allow_clock",
							 "Lets a superuser replace the product's clock by gov_cloud.clock.",
							 "For tests and rehearsals; every audit line written under it says so.",
							 &clock_allowed, false,
							 process_shared_preload_libraries_in_progress ? PGC_POSTMASTER : PGC_SUSET,
							 0, NULL, NULL, NULL);
	DefineCustomStringVariable("gov_cloud.clock",
							   "The moment the product takes for now; empty: the real clock.",
							   "Only where gov_cloud.allow_clock is on. Without an offset it is Beijing time.",
							   &clock_setting, "", PGC_SUSET, 0,
							   check_clock, assign_clock, NULL);
}
