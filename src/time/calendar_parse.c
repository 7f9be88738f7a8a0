/*
 * calendar_parse.c
 *		The days of a notice, as an official types them or a spreadsheet saves
 *		them.  One entry a line, in either form; # begins a comment:
 *
 *			2027-02-05..2027-02-11 off 春节		words apart by spaces
 *			2027-02-14,true,春节,source			CSV, the column is_workday
 *
 *		Faults are collected, not thrown: who has typed forty lines wants to
 *		hear of all mistakes at once.
 */
#include "postgres.h"

#include <ctype.h>

#include "utils/datetime.h"

#include "time/calendar.h"

#define MAX_FIELDS		4
#define MAX_RANGE		31		/* days of one entry; longer is a slip of the pen */

static const char *const off_words[] = {"off", "false", "f", "放假", "休"};
static const char *const work_words[] = {"work", "true", "t", "上班", "班"};

/* Adds a fault; after the twentieth they are only counted. */
void
gov_fault(GovFaults *faults, const char *fmt,...)
{
	if (faults->count == 0)
		initStringInfo(&faults->text);
	else if (faults->count < GOV_FAULTS_TOLD)
		appendStringInfoChar(&faults->text, '\n');
	if (faults->count++ >= GOV_FAULTS_TOLD)
		return;
	for (;;)
	{
		va_list		args;
		int			needed;

		va_start(args, fmt);
		needed = appendStringInfoVA(&faults->text, fmt, args);
		va_end(args);
		if (needed == 0)
			return;
		enlargeStringInfo(&faults->text, needed);
	}
}

/* '2026-03-10', whatever DateStyle says: what is audited or told must not vary. */
char *
gov_print_date(DateADT day)
{
	int			y,
				m,
				d;

	j2date(day + POSTGRES_EPOCH_JDATE, &y, &m, &d);
	return psprintf("%04d-%02d-%02d", y, m, d);
}

/* Reads exactly YYYY-MM-DD, a day that exists. */
static bool
parse_date(const char *text, int length, DateADT *day)
{
	int			y = 0,
				m = 0,
				d = 0;

	for (int i = 0; i < length; i++)
		if (i == 4 || i == 7 ? text[i] != '-' : !isdigit((unsigned char) text[i]))
			return false;
	if (length != 10 || sscanf(text, "%4d-%2d-%2d", &y, &m, &d) != 3 ||
		y < 1 || m < 1 || m > 12 || d < 1 || d > day_tab[isleap(y)][m - 1])
		return false;
	*day = date2j(y, m, d) - POSTGRES_EPOCH_JDATE;
	return true;
}

/* Reads a date or FIRST..LAST. */
static bool
parse_range(const char *text, DateADT *first, DateADT *last)
{
	const char *dots = strstr(text, "..");
	int			length = dots != NULL ? dots - text : strlen(text);

	if (!parse_date(text, length, first))
		return false;
	*last = *first;
	return dots == NULL || parse_date(dots + 2, strlen(dots + 2), last);
}

/* Is it one of these words, in whatever case? */
static bool
one_of(const char *text, const char *const *words, int n)
{
	for (int i = 0; i < n; i++)
		if (pg_strcasecmp(text, words[i]) == 0)
			return true;
	return false;
}

/*
 * Cuts the next field off a line, in place: in CSV up to a comma, quotes
 * around it removed and doubled ones halved; else up to a space.  The last
 * field in words takes the rest, for a name may have spaces.
 */
static char *
next_field(char **line, bool csv, bool last)
{
	char	   *p = *line;
	char	   *field;
	char	   *out;
	bool		quoted = csv && *p == '"';

	field = out = p;
	if (quoted)
		p++;
	while (*p != '\0')
	{
		if (quoted && *p == '"' && p[1] == '"')
			p++;
		else if (quoted && *p == '"')
		{
			quoted = false;
			p++;
			continue;
		}
		else if (!quoted && (csv ? *p == ',' : !last && isspace((unsigned char) *p)))
			break;
		*out++ = *p++;
	}
	if (*p != '\0')
		p++;
	while (isspace((unsigned char) *p))
		p++;
	*line = p;
	while (out > field && isspace((unsigned char) out[-1]))
		out--;
	*out = '\0';
	return field;
}

/* Cuts a line into fields; MAX_FIELDS + 1 when there are more. */
static int
split_line(char *line, char **fields)
{
	bool		csv = strchr(line, ',') != NULL;
	int			n = 0;

	while (*line != '\0')
	{
		if (n == MAX_FIELDS)
			return MAX_FIELDS + 1;
		fields[n] = next_field(&line, csv, !csv && n == 2);
		n++;
	}
	return n;
}

/* Is it the heading that spreadsheets put first? */
static bool
is_heading(const char *field)
{
	return pg_strcasecmp(field, "date") == 0 || pg_strcasecmp(field, "day") == 0 ||
		strcmp(field, "日期") == 0;
}

/* NULL for an empty field, which says nothing. */
static char *
field_or_null(char **fields, int n, int which)
{
	return which < n && fields[which][0] != '\0' ? pstrdup(fields[which]) : NULL;
}

/* Reads one line and appends its days; returns how many there are now. */
static int
parse_line(char *line, int number, GovFaults *faults, GovNoticeDay **days, int n)
{
	char	   *fields[MAX_FIELDS];
	int			nfields = split_line(line, fields);
	DateADT		first,
				last;
	bool		workday;

	if (number == 1 && nfields > 0 && is_heading(fields[0]))
		return n;
	if (nfields < 2 || nfields > MAX_FIELDS)
	{
		gov_fault(faults, "line %d: %s", number,
				  nfields < 2 ? "a date and \"off\" or \"work\" are needed" : "there are too many fields");
		return n;
	}
	if (!parse_range(fields[0], &first, &last))
	{
		gov_fault(faults, "line %d: \"%s\" is no date YYYY-MM-DD or FIRST..LAST", number, fields[0]);
		return n;
	}
	workday = one_of(fields[1], work_words, lengthof(work_words));
	if (!workday && !one_of(fields[1], off_words, lengthof(off_words)))
	{
		gov_fault(faults, "line %d: \"%s\" is neither \"off\" (放假, false) nor \"work\" (上班, true)",
				  number, fields[1]);
		return n;
	}
	if (last < first || last - first >= MAX_RANGE)
	{
		gov_fault(faults, "line %d: %s has to run forward, through at most %d days",
				  number, fields[0], MAX_RANGE);
		return n;
	}
	*days = repalloc(*days, sizeof(GovNoticeDay) * (n + (last - first) + 1));
	for (DateADT day = first; day <= last; day++)
	{
		GovNoticeDay *entry = &(*days)[n++];

		entry->day = day;
		entry->workday = workday;
		entry->name = field_or_null(fields, nfields, 2);
		entry->source = field_or_null(fields, nfields, 3);
		entry->line = number;
	}
	return n;
}

/* Reads all lines of a notice's body. */
GovNoticeDay *
gov_notice_parse(const char *body, GovFaults *faults, int *ndays)
{
	GovNoticeDay *days = palloc(sizeof(GovNoticeDay));
	char	   *text = pstrdup(body);
	char	   *next;
	int			number = 0;

	*ndays = 0;
	if (strncmp(text, "\xEF\xBB\xBF", 3) == 0)
		text += 3;				/* the mark that spreadsheets put before UTF-8 */
	for (char *line = text; line != NULL; line = next)
	{
		char	   *comment;

		next = strchr(line, '\n');
		if (next != NULL)
			*next++ = '\0';
		number++;
		comment = strchr(line, '#');
		if (comment != NULL)
			*comment = '\0';
		while (isspace((unsigned char) *line))
			line++;
		if (*line != '\0')
			*ndays = parse_line(line, number, faults, &days, *ndays);
	}
	if (*ndays == 0 && faults->count == 0)
		gov_fault(faults, "no day is named");
	return days;
}
