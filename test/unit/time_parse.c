/* unit: src/time/term.c src/time/calendar_parse.c -L/usr/lib/postgresql/15/lib -lpgcommon -lpgport */
/*
 * time_parse.c
 *		What people type as a term or as the days of a notice, mangled at random
 *		under the sanitizers: it is read right or refused, never misread, never
 *		read past its end.
 */
#include "postgres.h"

#include <setjmp.h>

#include "libpq/pqformat.h"
#include "utils/datetime.h"

#include "time/calendar.h"

#define ROUNDS	200000

static int	tests;

/* one assertion in TAP */
static void
ok(bool holds, const char *what)
{
	printf("%sok %d - %s\n", holds ? "" : "not ", ++tests, what);
}

/* in the server a memory context frees what is left over */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "detect_leaks=0";
}

/* ---- what the server gives and the sources under test call ---- */

static jmp_buf refused;
static int	refusal;			/* SQLSTATE of the last ERROR */

const int	day_tab[2][13] = {
	{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0},
	{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0}
};

/* days since 4713 BC, by the formula of the core */
int
date2j(int y, int m, int d)
{
	int			century;

	y += m > 2 ? 4800 : 4799;
	m += m > 2 ? 1 : 13;
	century = y / 100;
	return y * 365 - 32167 + y / 4 - century + century / 4 + 7834 * m / 256 + d;
}

/* its inverse, by searching: slow and sure */
void
j2date(int jd, int *year, int *month, int *day)
{
	int			y = (int) ((jd + 32167) / 365.2425) - 4801;

	while (date2j(y + 1, 1, 1) <= jd)
		y++;
	*year = y;
	*month = 12;
	while (date2j(y, *month, 1) > jd)
		(*month)--;
	*day = jd - date2j(y, *month, 1) + 1;
}

bool
errstart(int elevel, const char *domain)
{
	return true;
}

bool
errstart_cold(int elevel, const char *domain)
{
	return true;
}

int
errcode(int sqlerrcode)
{
	refusal = sqlerrcode;
	return 0;
}

int
errmsg(const char *fmt,...)
{
	return 0;
}

int
errdetail(const char *fmt,...)
{
	return 0;
}

int
errdetail_internal(const char *fmt,...)
{
	return 0;
}

int
errhint(const char *fmt,...)
{
	return 0;
}

void
errfinish(const char *filename, int lineno, const char *funcname)
{
	longjmp(refused, 1);
}

/* the wire format has its own test, in SQL */
unsigned int
pq_getmsgint(StringInfo msg, int b)
{
	abort();
}

void
pq_begintypsend(StringInfo buf)
{
	abort();
}

bytea *
pq_endtypsend(StringInfo buf)
{
	abort();
}

/* ---- random text ---- */

/* a number below n, the same in every run */
static int
below(int n)
{
	static uint64 state = UINT64CONST(0x9E3779B97F4A7C15);

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (int) ((state >> 11) % n);
}

/* Some pieces in a row, a byte or two of them replaced, cut or doubled; its own exact memory. */
static char *
mangle(const char *const *pieces, int npieces, int *length)
{
	char		text[256] = "";
	char	   *exact;
	int			n;

	for (int i = 1 + below(6); i > 0; i--)
		strcat(text, pieces[below(npieces)]);
	n = strlen(text);
	for (int i = below(3); i > 0 && n > 0; i--)
	{
		int			at = below(n);

		if (below(3) == 0)
			text[at] = (char) (1 + below(255));
		else if (below(2) == 0)
			n = at;
		else
		{
			memmove(text + at + 1, text + at, n - at);
			n++;
		}
	}
	exact = malloc(n + 1);
	memcpy(exact, text, n);
	exact[n] = '\0';
	*length = n;
	return exact;
}

static const char *const term_pieces[] = {
	"1", "30", "0", "2147483647", "9999999999", "-", "+", ".", " ", "  ", "\t", "\xC2\xA0", "\xE3\x80\x80",
	"３", "０", "workday", "workdays", "working days", "Day", "s", "month", "年", "个", "工作日", "日", "天", "小时", "分钟", "个月", "\xE3", "\xEF\xBC"
};

/* Reads a term; false when it is refused, with the reason in refusal. */
static bool
parses(const char *text, int length, GovTerm *term)
{
	if (setjmp(refused) != 0)
		return false;
	*term = gov_term_parse(text, length);
	return true;
}

/* Is a term read back as itself from what is printed of it? */
static bool
reads_back(GovTerm term)
{
	char	   *texts[] = {gov_term_print(term), gov_term_print_zh(term)};
	bool		same = true;

	for (int i = 0; i < 2; i++)
	{
		GovTerm		again;

		same = same && parses(texts[i], strlen(texts[i]), &again) && again == term;
		pfree(texts[i]);
	}
	return same;
}

/* Terms: what is accepted is printed and read back as itself. */
static void
test_terms(void)
{
	int			accepted = 0;
	int			misread = 0;
	int			odd = 0;

	for (int i = 0; i < ROUNDS; i++)
	{
		int			length;
		char	   *text = mangle(term_pieces, lengthof(term_pieces), &length);
		char	   *exact = malloc(length);
		GovTerm		term;

		/* not terminated: reading on would be seen */
		memcpy(exact, text, length);
		if (parses(exact, length, &term))
		{
			accepted++;
			if (gov_term_amount(term) < 1 || gov_term_unit(term) < GOV_UNIT_MINUTE ||
				gov_term_unit(term) > GOV_UNIT_YEAR || !reads_back(term))
				misread++;
		}
		else if (refusal != ERRCODE_INVALID_TEXT_REPRESENTATION &&
				 refusal != ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE)
			odd++;
		free(exact);
		free(text);
	}
	ok(accepted > ROUNDS / 200, "some mangled terms are terms");
	ok(misread == 0, "each is printed and read back as itself, in both languages");
	ok(odd == 0, "the others are refused as text or as number");
}

static const char *const notice_pieces[] = {
	"2027-02-05", "2027-02-05..2027-02-11", "2027-02-30", "..", ",", ",", " ", "\n", "\r\n", "off", "work", "true", "FALSE",
	"放假", "春节", "\"", "\"\"", "\"a, b\"", "#", "\xEF\xBB\xBF", "date", "0000-00-00", "9999-12-31", "\t", "2027-02-05 off\n", "2027-02-06,false,春节\n"
};

/* Takes the quotes out, in place: CSV may have them anywhere in a date. */
static void
unquote(char *text)
{
	char	   *out = text;

	for (; *text != '\0'; text++)
		if (*text != '"')
			*out++ = *text;
	*out = '\0';
}

/* Notices: a day that comes out stands in the text, and silence is a fault. */
static void
test_notices(void)
{
	int			days = 0;
	int			misread = 0;
	int			silent = 0;

	for (int i = 0; i < ROUNDS; i++)
	{
		GovFaults	faults = {0};
		int			length;
		int			n;
		char	   *text = mangle(notice_pieces, lengthof(notice_pieces), &length);
		GovNoticeDay *read = gov_notice_parse(text, &faults, &n);

		unquote(text);
		days += n;
		if (n == 0 && faults.count == 0)
			silent++;
		for (int d = 0; d < n; d++)
		{
			char	   *date = gov_print_date(read[d].day);

			/* the first and the last day of an entry are written out */
			if (d == 0 && strstr(text, date) == NULL)
				misread++;
			if (d > 0 && read[d].line == read[d - 1].line && read[d].day != read[d - 1].day + 1)
				misread++;
			pfree(date);
			if (read[d].name != NULL)
				pfree(read[d].name);
			if (read[d].source != NULL)
				pfree(read[d].source);
		}
		pfree(read);
		if (faults.count > 0)
			pfree(faults.text.data);
		free(text);
	}
	ok(days > ROUNDS / 50, "some mangled notices name days");
	ok(misread == 0, "which stand in their text");
	ok(silent == 0, "a notice without days has a fault");
}

int
main(void)
{
	test_terms();
	test_notices();
	printf("1..%d\n", tests);
	return 0;
}
