/*
 * calendar_compile.c
 *		Reads the rows of a calendar and compiles them into its tables.
 *
 * Rows are read as system catalogs are: newest committed state and our own
 * changes, whatever the transaction's snapshot, without privileges of the
 * caller and without resolving a name through search_path.  So a session in
 * REPEATABLE READ keeps no stale calendar, and a call needs no SELECT.
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/table.h"
#include "catalog/namespace.h"
#include "executor/spi.h"
#include "storage/lmgr.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

#include "base/base.h"
#include "time/calendar.h"

/* the tables a calendar is made of */
typedef enum Source
{
	SOURCE_CALENDAR,
	SOURCE_NOTICE,
	SOURCE_DAY,
	NSOURCES
} Source;

static const char *const source_names[NSOURCES] = {"calendar", "calendar_notice", "calendar_day"};
static Oid	watched[NSOURCES];	/* as last read */

/* a notice of the chain that the revision includes */
typedef struct Notice
{
	int			layer;			/* 0: the root of the chain */
	char	   *calendar;
	char	   *name;
	DateADT		published_on;
	int32		year;
	int64		revision;
	bool		builtin;
} Notice;

/* a day that a notice names, and how its notice ranks among all */
typedef struct NoticeDay
{
	GovCalendarDay entry;
	int			precedence;
} NoticeDay;

/* what is gathered for one calendar as of one revision */
typedef struct Draft
{
	int64		revision;		/* as of */
	Snapshot	snapshot;		/* one for all three tables */
	char	  **layers;			/* codes, the root first */
	int			nlayers;
	Notice	   *notices;		/* prevailing last */
	int			nnotices;
	NoticeDay  *days;
	int			ndays;
	int			root_year;		/* last year the root has published */
	int			horizon_year;	/* last year that all publishing layers have */
	int			last_year;		/* last year that anything is said about */
} Draft;

/* The table of a source; an error when the extension is not in this database. */
static Oid
source_oid(Source source)
{
	Oid			schema = get_namespace_oid("gov_cloud", true);
	Oid			relation = InvalidOid;

	if (OidIsValid(schema))
		relation = get_relname_relid(source_names[source], schema);
	if (!OidIsValid(relation))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("table gov_cloud.%s does not exist", source_names[source]),
				 errhint("Run CREATE EXTENSION gov_cloud in this database.")));
	return relation;
}

/* Is this one of the tables that were read? */
bool
gov_calendar_read_from(Oid relation)
{
	return relation == watched[SOURCE_CALENDAR] || relation == watched[SOURCE_NOTICE] ||
		relation == watched[SOURCE_DAY];
}

/* Locks the notices until the transaction ends, and takes in what others changed before. */
void
gov_calendar_lock_notices(LOCKMODE mode)
{
	LockRelationOid(source_oid(SOURCE_NOTICE), mode);
}

/* A column of a row by name; 0 for NULL. */
static Datum
column_of(HeapTuple tuple, TupleDesc desc, const char *name)
{
	bool		isnull;
	Datum		value = heap_getattr(tuple, SPI_fnumber(desc, name), desc, &isnull);

	return isnull ? (Datum) 0 : value;
}

/* The same as a string of our own; NULL for NULL. */
static char *
text_of(HeapTuple tuple, TupleDesc desc, const char *name)
{
	Datum		value = column_of(tuple, desc, name);

	return value == (Datum) 0 ? NULL : TextDatumGetCString(value);
}

/* The position of a calendar in the chain, -1 when it is not part of it. */
static int
layer_of(const Draft *draft, const char *code)
{
	for (int i = 0; i < draft->nlayers; i++)
		if (strcmp(draft->layers[i], code) == 0)
			return i;
	return -1;
}

/* Follows the parents of a calendar to the root; an unknown code is an error. */
static void
read_layers(Draft *draft, Relation relation, const char *code)
{
	char	   *wanted = pstrdup(code);

	draft->layers = NULL;
	draft->nlayers = 0;
	while (wanted != NULL && layer_of(draft, wanted) < 0)
	{
		SysScanDesc scan = systable_beginscan(relation, InvalidOid, false, draft->snapshot, 0, NULL);
		HeapTuple	tuple;
		char	   *parent = NULL;
		bool		found = false;

		while (HeapTupleIsValid(tuple = systable_getnext(scan)))
		{
			if (strcmp(text_of(tuple, RelationGetDescr(relation), "code"), wanted) != 0)
				continue;
			found = true;
			parent = text_of(tuple, RelationGetDescr(relation), "parent");
		}
		systable_endscan(scan);
		if (!found)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_OBJECT),
					 errmsg("calendar \"%s\" does not exist", wanted),
					 errhint("Table gov_cloud.calendar lists those that do; create_calendar() adds an overlay.")));

		draft->layers = draft->nlayers == 0 ? palloc(sizeof(char *)) :
			repalloc(draft->layers, sizeof(char *) * (draft->nlayers + 1));
		memmove(draft->layers + 1, draft->layers, sizeof(char *) * draft->nlayers);
		draft->layers[0] = wanted;
		draft->nlayers++;
		wanted = parent;
	}
}

/*
 * An overlay prevails over what it lies on; in a layer the notice published
 * later prevails; of two of the same day, the one loaded here and later.
 */
static int
compare_notices(const void *a, const void *b)
{
	const Notice *x = a;
	const Notice *y = b;

	if (x->layer != y->layer)
		return x->layer < y->layer ? -1 : 1;
	if (x->published_on != y->published_on)
		return x->published_on < y->published_on ? -1 : 1;
	if (x->builtin != y->builtin)
		return x->builtin ? -1 : 1;
	return x->revision < y->revision ? -1 : x->revision > y->revision;
}

/* Was this notice part of the state that a revision names?  (time.h, top) */
static bool
notice_known(const Notice *notice, int64 revision)
{
	if (revision == GOV_REVISION_NEWEST)
		return true;
	if (notice->builtin)
		return notice->revision <= revision;
	return notice->revision % GOV_REVISION_STEP <= revision % GOV_REVISION_STEP;
}

/* Gathers the notices of the chain, in prevailing order. */
static void
read_notices(Draft *draft, Relation relation)
{
	TupleDesc	desc = RelationGetDescr(relation);
	SysScanDesc scan = systable_beginscan(relation, InvalidOid, false, draft->snapshot, 0, NULL);
	int			room = 32;
	HeapTuple	tuple;

	draft->notices = palloc(sizeof(Notice) * room);
	draft->nnotices = 0;
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Notice	   *notice;

		if (draft->nnotices == room)
			draft->notices = repalloc(draft->notices, sizeof(Notice) * (room *= 2));
		notice = &draft->notices[draft->nnotices];
		notice->calendar = text_of(tuple, desc, "calendar");
		notice->layer = layer_of(draft, notice->calendar);
		notice->name = text_of(tuple, desc, "notice");
		notice->published_on = DatumGetDateADT(column_of(tuple, desc, "published_on"));
		notice->year = DatumGetInt32(column_of(tuple, desc, "year"));
		notice->revision = DatumGetInt64(column_of(tuple, desc, "revision"));
		notice->builtin = DatumGetBool(column_of(tuple, desc, "builtin"));
		if (notice->layer >= 0 && notice_known(notice, draft->revision))
			draft->nnotices++;
	}
	systable_endscan(scan);
	qsort(draft->notices, draft->nnotices, sizeof(Notice), compare_notices);
}

/* By day, the prevailing notice last. */
static int
compare_days(const void *a, const void *b)
{
	const NoticeDay *x = a;
	const NoticeDay *y = b;

	if (x->entry.day != y->entry.day)
		return x->entry.day < y->entry.day ? -1 : 1;
	return x->precedence < y->precedence ? -1 : x->precedence > y->precedence;
}

/* Gathers the days those notices name, by day, prevailing last. */
static void
read_days(Draft *draft, Relation relation)
{
	TupleDesc	desc = RelationGetDescr(relation);
	SysScanDesc scan = systable_beginscan(relation, InvalidOid, false, draft->snapshot, 0, NULL);
	int			room = 512;
	HeapTuple	tuple;

	draft->days = palloc(sizeof(NoticeDay) * room);
	draft->ndays = 0;
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		char	   *calendar = text_of(tuple, desc, "calendar");
		char	   *name = text_of(tuple, desc, "notice");
		NoticeDay  *day;
		int			i = 0;

		while (i < draft->nnotices && (strcmp(draft->notices[i].name, name) != 0 ||
									   strcmp(draft->notices[i].calendar, calendar) != 0))
			i++;
		if (i == draft->nnotices)
			continue;
		if (draft->ndays == room)
			draft->days = repalloc(draft->days, sizeof(NoticeDay) * (room *= 2));
		day = &draft->days[draft->ndays++];
		day->entry.day = DatumGetDateADT(column_of(tuple, desc, "day"));
		day->entry.workday = DatumGetBool(column_of(tuple, desc, "is_workday"));
		day->entry.name = text_of(tuple, desc, "name");
		day->entry.notice = name;
		day->precedence = i;
	}
	systable_endscan(scan);
	qsort(draft->days, draft->ndays, sizeof(NoticeDay), compare_days);
}

/* The year of a date. */
static int
year_of(DateADT day)
{
	int			y,
				m,
				d;

	j2date(day + POSTGRES_EPOCH_JDATE, &y, &m, &d);
	return y;
}

/* The last day of a year. */
static DateADT
year_end(int year)
{
	return date2j(year, 12, 31) - POSTGRES_EPOCH_JDATE;
}

/*
 * How far the layers reach.  An overlay without a notice says nothing and does
 * not shorten the horizon; one that publishes does, until its next year comes.
 */
static void
find_reach(Draft *draft)
{
	draft->root_year = draft->horizon_year = draft->last_year = 0;
	for (int layer = 0; layer < draft->nlayers; layer++)
	{
		int			year = 0;

		for (int i = 0; i < draft->nnotices; i++)
			if (draft->notices[i].layer == layer)
				year = Max(year, draft->notices[i].year);
		if (layer == 0)
			draft->root_year = draft->horizon_year = year;
		else if (year > 0)
			draft->horizon_year = Min(draft->horizon_year, year);
		draft->last_year = Max(draft->last_year, year);
	}
	if (draft->ndays > 0)
		draft->last_year = Max(draft->last_year, year_of(draft->days[draft->ndays - 1].entry.day));
	if (draft->root_year < 2010 || draft->last_year > GOV_LAST_YEAR)
		gov_refuse(GOV_ERR_CALENDAR, "calendar_unpublished", NULL,
				   "The notices that ship with gov_cloud must not be deleted.",
				   "calendar \"%s\" has no published year",
				   draft->layers[draft->nlayers - 1]);
}

/* The number of the state that was read: never above what was asked for. */
static int64
draft_revision(const Draft *draft)
{
	int64		shipped = 0;
	int64		loaded = 0;

	for (int i = 0; i < draft->nnotices; i++)
	{
		if (draft->notices[i].builtin)
			shipped = Max(shipped, draft->notices[i].revision);
		else
			loaded = Max(loaded, draft->notices[i].revision % GOV_REVISION_STEP);
	}
	return shipped + loaded;
}

/* Fills rank and select from the named days and the rule for the others. */
static void
build_tables(GovCalendar *calendar, DateADT root_end)
{
	const GovCalendarDay *named = calendar->named;
	const GovCalendarDay *end = named + calendar->nnamed;
	int			n = 0;

	while (named < end && named->day < GOV_FIRST_DAY)
		named++;
	calendar->rank = palloc(sizeof(uint16) * (calendar->ndays + 1));
	calendar->select = palloc(sizeof(uint16) * calendar->ndays);
	for (int i = 0; i < calendar->ndays; i++)
	{
		DateADT		day = GOV_FIRST_DAY + i;
		int			weekday = j2day(day + POSTGRES_EPOCH_JDATE);
		bool		workday = weekday != 0 && weekday != 6;

		if (named < end && named->day == day)
			workday = named++->workday;
		else if (day > root_end)
			workday = gov_rule_workday(day);
		calendar->rank[i] = n;
		if (workday)
			calendar->select[n++] = i;
	}
	calendar->rank[calendar->ndays] = n;
	calendar->nworkdays = n;
	calendar->rule_rank = gov_rule_rank(calendar->last);
}

/* Makes the calendar of a draft in the current memory context. */
static GovCalendar *
build_calendar(const Draft *draft)
{
	GovCalendar *calendar = palloc0(sizeof(GovCalendar));

	calendar->context = CurrentMemoryContext;
	calendar->code = pstrdup(draft->layers[draft->nlayers - 1]);
	calendar->code_length = strlen(calendar->code);
	calendar->revision = draft_revision(draft);
	calendar->asked = draft->revision;
	calendar->horizon = year_end(draft->horizon_year);
	calendar->last = year_end(draft->last_year);
	calendar->ndays = calendar->last - GOV_FIRST_DAY + 1;

	calendar->named = palloc(sizeof(GovCalendarDay) * Max(draft->ndays, 1));
	for (int i = 0; i < draft->ndays; i++)
	{
		const GovCalendarDay *day = &draft->days[i].entry;
		GovCalendarDay *entry;

		if (i + 1 < draft->ndays && draft->days[i + 1].entry.day == day->day)
			continue;			/* a later notice prevails */
		entry = &calendar->named[calendar->nnamed++];
		*entry = *day;
		entry->name = day->name ? pstrdup(day->name) : NULL;
		entry->notice = pstrdup(day->notice);
	}
	build_tables(calendar, year_end(draft->root_year));
	return calendar;
}

/*
 * Reads what a calendar is made of.  The tables are locked first, which takes
 * in what was committed before, then read in one state: what commits later
 * makes the result stale, and the next look-up reads again.
 */
static void
read_draft(Draft *draft, const char *code)
{
	Relation	sources[NSOURCES];

	for (int i = 0; i < NSOURCES; i++)
	{
		watched[i] = source_oid(i);
		sources[i] = table_open(watched[i], AccessShareLock);
	}
	draft->snapshot = RegisterSnapshot(GetCatalogSnapshot(watched[SOURCE_DAY]));
	read_layers(draft, sources[SOURCE_CALENDAR], code);
	read_notices(draft, sources[SOURCE_NOTICE]);
	read_days(draft, sources[SOURCE_DAY]);
	UnregisterSnapshot(draft->snapshot);
	for (int i = 0; i < NSOURCES; i++)
		table_close(sources[i], AccessShareLock);
	find_reach(draft);
}

/* Compiles a calendar as of a revision, into a context of its own. */
GovCalendar *
gov_calendar_compile(const char *code, int64 revision)
{
	MemoryContext caller = CurrentMemoryContext;
	MemoryContext context = AllocSetContextCreate(caller, "gov_cloud calendar",
												  ALLOCSET_SMALL_SIZES);
	MemoryContext scratch = AllocSetContextCreate(caller, "gov_cloud calendar draft",
												  ALLOCSET_DEFAULT_SIZES);
	GovCalendar *calendar;
	Draft		draft = {.revision = revision};

	MemoryContextSwitchTo(scratch);
	read_draft(&draft, code);
	MemoryContextSwitchTo(context);
	calendar = build_calendar(&draft);
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(scratch);
	MemoryContextSetParent(context, CacheMemoryContext);
	return calendar;
}
