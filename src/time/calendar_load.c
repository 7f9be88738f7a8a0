/*
 * calendar_load.c
 *		A year's notice arrives, or an amendment, or a region's own: it is
 *		checked, becomes a revision of its calendar, is audited, and whoever
 *		keeps deadlines is told, all in the transaction of the load.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/memutils.h"

#include "base/base.h"
#include "time/calendar.h"

PG_FUNCTION_INFO_V1(gov_create_calendar);
PG_FUNCTION_INFO_V1(gov_load_calendar_notice);

/* a notice on its way in */
typedef struct Load
{
	const char *calendar;
	const char *notice;
	DateADT		published_on;
	int64		year;
	GovNoticeDay *days;			/* in order */
	int			ndays;
	GovFaults	faults;
} Load;

/* what the tables say before it */
typedef struct Standing
{
	bool		root;			/* no calendar below this one */
	bool		known;			/* the notice is here already */
	int32		last_year;		/* of its notices; 0: none yet */
	int64		shipped;		/* newest shipped revision of all calendars */
	int64		loaded;			/* notices loaded here */
} Standing;

/* a calendar that the load changes, as it was */
typedef struct Affected
{
	char	   *code;
	int64		revision;
} Affected;

static List *listeners = NIL;

/* see time.h */
void
gov_register_calendar_listener(GovCalendarListener listener)
{
	MemoryContext old = MemoryContextSwitchTo(TopMemoryContext);

	listeners = lappend(listeners, (void *) listener);
	MemoryContextSwitchTo(old);
}

/* A text argument that has to be there; missing ones are faults like others. */
static char *
text_argument(FunctionCallInfo fcinfo, int n, const char *name, GovFaults *faults)
{
	char	   *value = PG_ARGISNULL(n) ? pstrdup("") : text_to_cstring(PG_GETARG_TEXT_PP(n));

	if (value[strspn(value, " \t\r\n")] == '\0')
		gov_fault(faults, "%s is missing", name);
	return value;
}

/* Reads what stands; the calendar exists. */
static Standing
read_standing(const Load *load)
{
	static GovQuery query = {
		"SELECT c.parent IS NULL,"
		" EXISTS (SELECT FROM gov_cloud.calendar_notice n WHERE n.calendar OPERATOR(pg_catalog.=) c.code"
		" AND n.notice OPERATOR(pg_catalog.=) $2),"
		" (SELECT pg_catalog.max(n.year) FROM gov_cloud.calendar_notice n WHERE n.calendar OPERATOR(pg_catalog.=) c.code),"
		" (SELECT pg_catalog.max(n.revision) FROM gov_cloud.calendar_notice n WHERE n.builtin),"
		" (SELECT pg_catalog.max(n.revision OPERATOR(pg_catalog.%) 1000000) FROM gov_cloud.calendar_notice n)"
		" FROM gov_cloud.calendar c WHERE c.code OPERATOR(pg_catalog.=) $1",
		2, {TEXTOID, TEXTOID}
	};
	Datum		values[2] = {CStringGetTextDatum(load->calendar), CStringGetTextDatum(load->notice)};
	Standing	standing;
	HeapTuple	tuple;
	TupleDesc	desc;
	bool		isnull;

	SPI_connect();
	if (gov_query(&query, values, NULL, false, 1) != 1)
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("calendar \"%s\" was made after this transaction began", load->calendar),
				 errhint("Retry the transaction.")));
	tuple = SPI_tuptable->vals[0];
	desc = SPI_tuptable->tupdesc;
	standing.root = DatumGetBool(SPI_getbinval(tuple, desc, 1, &isnull));
	standing.known = DatumGetBool(SPI_getbinval(tuple, desc, 2, &isnull));
	standing.last_year = DatumGetInt32(SPI_getbinval(tuple, desc, 3, &isnull));
	standing.shipped = DatumGetInt64(SPI_getbinval(tuple, desc, 4, &isnull));
	standing.loaded = DatumGetInt64(SPI_getbinval(tuple, desc, 5, &isnull));
	SPI_finish();
	return standing;
}

/* Days in order, for finding doubles. */
static int
compare_entries(const void *a, const void *b)
{
	const GovNoticeDay *x = a;
	const GovNoticeDay *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

/* The head of a notice: new here, published, and the next year or an earlier one. */
static void
check_head(Load *load, const Standing *standing, const GovCalendar *calendar)
{
	int			last;

	if (standing->known)
		gov_fault(&load->faults, "notice \"%s\" is loaded already; a correction is a notice of its own",
				  load->notice);
	if (DATE_NOT_FINITE(load->published_on))
		gov_fault(&load->faults, "the date of publication is missing");
	else if (load->published_on > gov_local_date(gov_now()))
		gov_fault(&load->faults, "%s, the date of publication, has not come yet",
				  gov_print_date(load->published_on));

	/* an overlay begins where it likes, then goes on year by year */
	last = standing->last_year;
	if (last == 0)
	{
		int			m,
					d;

		j2date(gov_calendar_horizon(calendar) + POSTGRES_EPOCH_JDATE, &last, &m, &d);
	}
	if (load->year == 0)
		gov_fault(&load->faults, "the year is missing");
	else if (load->year < 2010 || load->year > Min(last + 1, GOV_LAST_YEAR))
		gov_fault(&load->faults, "year " INT64_FORMAT " is not one from 2010 to %d, the next to be published",
				  load->year, last + 1);
}

/* The days: of the year or the December before, once each, and none said to be worked that is. */
static void
check_days(Load *load, const GovCalendar *calendar)
{
	DateADT		first = date2j((int) load->year - 1, 12, 1) - POSTGRES_EPOCH_JDATE;
	DateADT		last = date2j((int) load->year, 12, 31) - POSTGRES_EPOCH_JDATE;

	for (int i = 0; i < load->ndays; i++)
	{
		const GovNoticeDay *entry = &load->days[i];
		int			weekday = j2day(entry->day + POSTGRES_EPOCH_JDATE);

		if (entry->day < Max(first, GOV_FIRST_DAY) || entry->day > last)
			gov_fault(&load->faults, "line %d: %s is outside " INT64_FORMAT " and the December before",
					  entry->line, gov_print_date(entry->day), load->year);
		else if (i > 0 && entry->day == load->days[i - 1].day)
			gov_fault(&load->faults, "line %d: %s stands in line %d already",
					  entry->line, gov_print_date(entry->day), load->days[i - 1].line);
		else if (entry->workday && weekday >= 1 && weekday <= 5 &&
				 gov_calendar_workday(calendar, entry->day))
			gov_fault(&load->faults, "line %d: %s is a working day as it is",
					  entry->line, gov_print_date(entry->day));
	}
}

/* A new year of the nation has to name its fixed holidays: else the text is not whole. */
static void
check_whole_year(Load *load)
{
	DateADT		day = date2j((int) load->year, 1, 1) - POSTGRES_EPOCH_JDATE;
	DateADT		last = date2j((int) load->year, 12, 31) - POSTGRES_EPOCH_JDATE;
	int			i = 0;

	for (; day <= last; day++)
	{
		int			weekday = j2day(day + POSTGRES_EPOCH_JDATE);

		while (i < load->ndays && load->days[i].day < day)
			i++;
		if (weekday >= 1 && weekday <= 5 && !gov_rule_workday(day) &&
			!(i < load->ndays && load->days[i].day == day && !load->days[i].workday))
			gov_fault(&load->faults, "%s is a holiday by statute and is not named as off",
					  gov_print_date(day));
	}
}

/* Ends the load when anything is wrong, naming all of it. */
static void
refuse_faults(Load *load)
{
	GovFaults  *faults = &load->faults;

	if (faults->count == 0)
		return;
	if (faults->count > GOV_FAULTS_TOLD)
		appendStringInfo(&faults->text, "\nand %d more", faults->count - GOV_FAULTS_TOLD);
	gov_refuse(GOV_ERR_FORM, "calendar_notice_invalid", faults->text.data,
			   "Write one entry a line: \"2027-02-05..2027-02-11 off 春节\", \"2027-02-14 work 春节\", "
			   "or CSV with the columns date, is_workday, name, source.",
			   "the notice has %d fault%s", faults->count, faults->count == 1 ? "" : "s");
}

/* Writes the notice and its days. */
static void
store_notice(const Load *load, int64 revision)
{
	static GovQuery notice = {
		"INSERT INTO gov_cloud.calendar_notice (calendar, notice, year, published_on, revision)"
		" VALUES ($1, $2, $3, $4, $5)",
		5, {TEXTOID, TEXTOID, INT4OID, DATEOID, INT8OID}
	};
	static GovQuery day = {
		"INSERT INTO gov_cloud.calendar_day (calendar, notice, day, is_workday, name, source)"
		" VALUES ($1, $2, $3, $4, $5, $6)",
		6, {TEXTOID, TEXTOID, DATEOID, BOOLOID, TEXTOID, TEXTOID}
	};
	Datum		head[5] = {CStringGetTextDatum(load->calendar), CStringGetTextDatum(load->notice),
	Int32GetDatum((int32) load->year), DateADTGetDatum(load->published_on), Int64GetDatum(revision)};

	SPI_connect();
	gov_query(&notice, head, NULL, false, 0);
	for (int i = 0; i < load->ndays; i++)
	{
		const GovNoticeDay *entry = &load->days[i];
		Datum		values[6] = {head[0], head[1], DateADTGetDatum(entry->day), BoolGetDatum(entry->workday)};
		char		nulls[6] = {' ', ' ', ' ', ' ', 'n', 'n'};

		if (entry->name != NULL)
		{
			values[4] = CStringGetTextDatum(entry->name);
			nulls[4] = ' ';
		}
		if (entry->source != NULL)
		{
			values[5] = CStringGetTextDatum(entry->source);
			nulls[5] = ' ';
		}
		gov_query(&day, values, nulls, false, 0);
	}
	SPI_finish();
	CommandCounterIncrement();	/* and the calendars are stale */
}

/* This calendar and those that lie on it, with their revisions before the load. */
static Affected *
find_affected(const char *calendar, int *n)
{
	static GovQuery query = {
		"WITH RECURSIVE lying (code) AS ("
		" SELECT c.code FROM gov_cloud.calendar c WHERE c.code OPERATOR(pg_catalog.=) $1"
		" UNION SELECT c.code FROM gov_cloud.calendar c JOIN lying l ON c.parent OPERATOR(pg_catalog.=) l.code)"
		" SELECT code FROM lying ORDER BY code",
		1, {TEXTOID}
	};
	Datum		value = CStringGetTextDatum(calendar);
	MemoryContext caller = CurrentMemoryContext;
	Affected   *affected;

	SPI_connect();
	*n = (int) gov_query(&query, &value, NULL, false, 0);
	affected = MemoryContextAlloc(caller, sizeof(Affected) * *n);
	for (int i = 0; i < *n; i++)
	{
		char	   *code = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1);

		affected[i].code = MemoryContextStrdup(caller, code);
		affected[i].revision = gov_calendar_revision(gov_calendar(code));
	}
	SPI_finish();
	return affected;
}

/* The notice as the audit digests it: its head and its days, one a line. */
static char *
canonical_notice(const Load *load, int64 revision)
{
	StringInfoData text;

	initStringInfo(&text);
	appendStringInfo(&text, "%s\n%s\n%s\n" INT64_FORMAT "\n" INT64_FORMAT "\n",
					 load->calendar, load->notice, gov_print_date(load->published_on),
					 load->year, revision);
	for (int i = 0; i < load->ndays; i++)
		appendStringInfo(&text, "%s %s %s\n", gov_print_date(load->days[i].day),
						 load->days[i].workday ? "work" : "off",
						 load->days[i].name ? load->days[i].name : "");
	return text.data;
}

/* Writes the audit line of a load. */
static void
audit_load(const Load *load, int64 before, int64 after)
{
	GovAudit	entry = {
		.event = "load_calendar_notice",
		.object_kind = "calendar",
		.object_id = load->calendar,
		.before = psprintf("%s\n" INT64_FORMAT "\n", load->calendar, before),
		.after = canonical_notice(load, after),
		.note = load->notice
	};

	gov_audit(&entry);
}

/* The newest revision of a calendar. */
static int64
revision_of(const char *calendar)
{
	return gov_calendar_revision(gov_calendar(calendar));
}

/* Checks everything there is to check about a load; returns only if it is right. */
static Standing
check_load(Load *load)
{
	const GovCalendar *calendar = gov_calendar(load->calendar);
	Standing	standing = read_standing(load);

	qsort(load->days, load->ndays, sizeof(GovNoticeDay), compare_entries);
	check_head(load, &standing, calendar);
	if (load->year >= 2010 && load->year <= GOV_LAST_YEAR)
	{
		check_days(load, calendar);
		if (standing.root && load->year > standing.last_year)
			check_whole_year(load);
	}
	refuse_faults(load);
	return standing;
}

/*
 * load_calendar_notice(calendar, notice, published_on, year, days): the new
 * revision.  The lock keeps out who starts deadlines (gov_calendar_hold) and
 * a second load until this transaction ends; readers go on.
 */
Datum
gov_load_calendar_notice(PG_FUNCTION_ARGS)
{
	Load		load = {0};
	Affected   *affected;
	int			naffected;
	int64		revision;
	int64		before;
	char	   *body;
	Standing	standing;

	gov_require_admin("gov_cloud_sysadmin");
	load.calendar = text_argument(fcinfo, 0, "the calendar", &load.faults);
	load.notice = text_argument(fcinfo, 1, "the notice", &load.faults);
	load.published_on = PG_ARGISNULL(2) ? DATEVAL_NOBEGIN : PG_GETARG_DATEADT(2);
	load.year = PG_ARGISNULL(3) ? 0 : PG_GETARG_INT64(3);
	body = text_argument(fcinfo, 4, "the list of days", &load.faults);

	if (load.faults.count > 0 && load.calendar[0] == '\0')
		refuse_faults(&load);
	gov_calendar_lock_notices(ExclusiveLock);
	load.days = gov_notice_parse(body, &load.faults, &load.ndays);
	standing = check_load(&load);
	affected = find_affected(load.calendar, &naffected);
	before = revision_of(load.calendar);
	store_notice(&load, standing.shipped + standing.loaded + 1);

	revision = revision_of(load.calendar);
	audit_load(&load, before, revision);
	for (int i = 0; i < naffected; i++)
	{
		ListCell   *cell;

		foreach(cell, listeners)
			((GovCalendarListener) lfirst(cell)) (affected[i].code, affected[i].revision,
												  revision_of(affected[i].code));
	}
	PG_RETURN_INT64(revision);
}

/*
 * create_calendar(calendar, title, parent): an overlay for a region or a city,
 * empty until notices are loaded into it; its code.
 */
Datum
gov_create_calendar(PG_FUNCTION_ARGS)
{
	static GovQuery insert = {
		"INSERT INTO gov_cloud.calendar (code, title, parent) VALUES ($1, $2, $3)",
		3, {TEXTOID, TEXTOID, TEXTOID}
	};
	Datum		values[3];
	GovAudit	entry = {.event = "create_calendar", .object_kind = "calendar"};

	gov_require_admin("gov_cloud_sysadmin");
	for (int i = 0; i < 3; i++)
		values[i] = PG_GETARG_DATUM(i);
	(void) gov_calendar(TextDatumGetCString(values[2]));	/* the parent exists */
	SPI_connect();
	gov_query(&insert, values, NULL, false, 0);
	SPI_finish();

	entry.object_id = TextDatumGetCString(values[0]);
	entry.note = TextDatumGetCString(values[1]);
	entry.after = psprintf("%s\n%s\n%s\n", entry.object_id, entry.note, TextDatumGetCString(values[2]));
	gov_audit(&entry);
	PG_RETURN_DATUM(values[0]);
}
