/*
 * term.c
 *		Type term: an amount of legal time in one unit, as a regulation writes
 *		it.  Read from English and Chinese, printed in English.  '24 hours' is
 *		not '1 day' and '12 months' is not '1 year': they are counted
 *		differently (Civil Code art. 200 to 202), so they are different values.
 */
#include "postgres.h"

#include "fmgr.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "time/time.h"

/* longer than any correct text, however it is spaced */
#define TERM_MAX_TEXT	64

typedef struct UnitWord
{
	GovUnit		unit;
	const char *word;
} UnitWord;

/* what the regulations write, and callers; an English plural is its word and an s */
static const UnitWord english_words[] = {
	{GOV_UNIT_MINUTE, "minute"}, {GOV_UNIT_HOUR, "hour"},
	{GOV_UNIT_WORKDAY, "workday"}, {GOV_UNIT_WORKDAY, "working day"},
	{GOV_UNIT_DAY, "day"}, {GOV_UNIT_MONTH, "month"}, {GOV_UNIT_YEAR, "year"},
};

static const UnitWord chinese_words[] = {
	{GOV_UNIT_MINUTE, "分钟"}, {GOV_UNIT_HOUR, "小时"}, {GOV_UNIT_HOUR, "个小时"},
	{GOV_UNIT_WORKDAY, "个工作日"}, {GOV_UNIT_WORKDAY, "工作日"},
	{GOV_UNIT_DAY, "日"}, {GOV_UNIT_DAY, "天"}, {GOV_UNIT_DAY, "个自然日"},
	{GOV_UNIT_DAY, "自然日"}, {GOV_UNIT_MONTH, "个月"}, {GOV_UNIT_YEAR, "年"},
};

/* how a unit is printed, by GovUnit */
static const char *const english_names[] = {NULL, "minute", "hour", "workday", "day", "month", "year"};
static const char *const chinese_names[] = {NULL, "分钟", "小时", "个工作日", "日", "个月", "年"};

PG_FUNCTION_INFO_V1(gov_term_in);
PG_FUNCTION_INFO_V1(gov_term_out);
PG_FUNCTION_INFO_V1(gov_term_recv);
PG_FUNCTION_INFO_V1(gov_term_send);

/* One complaint for text that is no term; detail says what is wrong with it. */
static void pg_attribute_noreturn()
refuse_text(const char *str, int len, const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type %s: \"%.*s\"", "term", len, str),
			 errdetail_internal("%s", detail),
			 errhint("Write a whole number and one unit: minutes, hours, workdays, days, months or years "
					 "(分钟, 小时, 个工作日, 日 or 天, 个月, 年).")));
}

/* One complaint for a number that no term can have. */
static void pg_attribute_noreturn()
refuse_amount(const char *str, int len, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("amount of a term is out of range: \"%.*s\"", len, str),
			 errdetail("A term is a whole number from 1 to %d.", PG_INT32_MAX),
			 errhint("%s", hint)));
}

/* Length of the UTF-8 character at s that people take for a space; 0: none. */
static int
space_length(const unsigned char *s, int len)
{
	if (*s == ' ' || (*s >= '\t' && *s <= '\r'))
		return 1;
	if (len >= 2 && s[0] == 0xC2 && s[1] == 0xA0)	/* no-break space */
		return 2;
	if (len >= 3 && s[0] == 0xE2 && s[1] == 0x80 &&
		(s[2] <= 0x8A || s[2] == 0xAF)) /* en space and kin, narrow no-break */
		return 3;
	if (len >= 3 && s[0] == 0xE3 && s[1] == 0x80 && s[2] == 0x80)	/* ideographic space */
		return 3;
	return 0;
}

/*
 * Forms and scanned texts mix full-width digits, letters and odd spaces into
 * what they write: fold them to ASCII, letters to lower case, runs of space to
 * one, and trim.  Returns the length; -1 when it cannot be a term for length.
 */
static int
fold_text(const char *str, int len, char *folded)
{
	const unsigned char *s = (const unsigned char *) str;
	int			n = 0;
	bool		gap = false;

	while (len > 0)
	{
		int			skip = space_length(s, len);

		if (skip > 0)
			gap = n > 0;
		else
		{
			unsigned char c = *s;

			skip = 1;
			if (len >= 3 && s[0] == 0xEF && (s[1] == 0xBC || s[1] == 0xBD) &&
				(s[1] == 0xBC ? s[2] >= 0x81 : s[2] <= 0x9E))
			{
				/* U+FF01 .. U+FF5E stand for '!' .. '~' */
				c = s[1] == 0xBC ? s[2] - 0x60 : s[2] - 0x20;
				skip = 3;
			}
			if (n + 2 >= TERM_MAX_TEXT)
				return -1;
			if (gap)
				folded[n++] = ' ';
			gap = false;
			folded[n++] = (c >= 'A' && c <= 'Z') ? c + ('a' - 'A') : c;
		}
		s += skip;
		len -= skip;
	}
	folded[n] = '\0';
	return n;
}

/* The unit a word names, 0 when it names none. */
static GovUnit
find_unit(const char *word)
{
	int			len = strlen(word);

	for (int i = 0; i < lengthof(chinese_words); i++)
		if (strcmp(word, chinese_words[i].word) == 0)
			return chinese_words[i].unit;
	for (int i = 0; i < lengthof(english_words); i++)
	{
		int			singular = strlen(english_words[i].word);

		if (strncmp(word, english_words[i].word, singular) == 0 &&
			(len == singular || (len == singular + 1 && word[singular] == 's')))
			return english_words[i].unit;
	}
	return 0;
}

/*
 * Reads a term from len bytes.  What is due at once has no term, so zero is
 * refused and never means the end of today; a fraction, a sign, a second unit
 * or anything left over is refused too.
 */
GovTerm
gov_term_parse(const char *str, int len)
{
	char		text[TERM_MAX_TEXT];
	int64		amount = 0;
	char	   *p = text;
	GovUnit		unit;

	if (fold_text(str, len, text) < 0)
		refuse_text(str, len, "The text is too long.");
	if (*p == '-')
		refuse_amount(str, len, "What must happen before an event is a backward rule, not a negative term.");
	if (*p < '0' || *p > '9')
		refuse_text(str, len, "The amount is missing.");

	for (; *p >= '0' && *p <= '9'; p++)
	{
		amount = amount * 10 + (*p - '0');
		if (amount > PG_INT32_MAX)
			refuse_amount(str, len, "State a shorter term, or a larger unit.");
	}
	if (*p == ' ')
		p++;
	if (*p == '\0')
		refuse_text(str, len, "The unit is missing.");
	if (*p == '.' || *p == ',')
		refuse_text(str, len, "The amount is not a whole number.");
	unit = find_unit(p);
	if (unit == 0)
		refuse_text(str, len, "What follows the number is not one known unit.");
	if (amount == 0)
		refuse_amount(str, len, "What is due at once has no term: leave it out.");
	return gov_term_make(unit, amount);
}

/* '1 workday', '3 workdays': what gov_term_parse() reads back. */
char *
gov_term_print(GovTerm term)
{
	int32		amount = gov_term_amount(term);

	return psprintf("%d %s%s", amount, english_names[gov_term_unit(term)],
					amount == 1 ? "" : "s");
}

/* '3个工作日': the same for notices and explanations. */
char *
gov_term_print_zh(GovTerm term)
{
	return psprintf("%d%s", gov_term_amount(term), chinese_names[gov_term_unit(term)]);
}

/* term_in(cstring) */
Datum
gov_term_in(PG_FUNCTION_ARGS)
{
	const char *str = PG_GETARG_CSTRING(0);

	return GovTermGetDatum(gov_term_parse(str, strlen(str)));
}

/* term_out(term) */
Datum
gov_term_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(gov_term_print(DatumGetGovTerm(PG_GETARG_DATUM(0))));
}

/* term_recv(internal): unit and amount, each four bytes, checked as text is. */
Datum
gov_term_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int32		unit = (int32) pq_getmsgint(buf, 4);
	int32		amount = (int32) pq_getmsgint(buf, 4);

	if (unit < GOV_UNIT_MINUTE || unit > GOV_UNIT_YEAR)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid unit %d in external value of type %s", unit, "term")));
	if (amount < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid amount %d in external value of type %s", amount, "term")));
	return GovTermGetDatum(gov_term_make(unit, amount));
}

/* term_send(term) */
Datum
gov_term_send(PG_FUNCTION_ARGS)
{
	GovTerm		term = DatumGetGovTerm(PG_GETARG_DATUM(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint32(&buf, gov_term_unit(term));
	pq_sendint32(&buf, gov_term_amount(term));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}
