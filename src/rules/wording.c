/*
 * wording.c
 *		Texts as people and scanners write them: full-width letters and digits,
 *		no-break and wide spaces, spaces inside Chinese words.  They are folded
 *		for comparing and for reading numbers; what was written stays as it is.
 */
#include "rules/wording.h"

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(gov_plain_text_sql);

/* spaces of any width, and marks without width that some editors leave */
static bool
is_space(pg_wchar c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x00A0 ||
		(c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x3000 || c == 0xFEFF;
}

/* The character meant: full-width '!' .. '~' stand for ASCII. */
static pg_wchar
narrow(pg_wchar c)
{
	return (c >= 0xFF01 && c <= 0xFF5E) ? c - 0xFF01 + '!' : c;
}

/* Chinese needs no spaces: one beside its characters means nothing. */
static bool
is_ideograph(pg_wchar c)
{
	return c >= 0x2E80 && c != 0x3000 && !(c >= 0xFF01 && c <= 0xFF5E);
}

/*
 * The text with narrow characters, one plain space where there were several,
 * none at the ends and none beside Chinese characters.  Letters keep
 * their case.  Only UTF-8 knows the wide forms; other encodings pass through.
 */
char *
gov_plain_text(const char *text)
{
	const unsigned char *s = (const unsigned char *) text;
	unsigned char *plain = palloc(strlen(text) + 1);
	int			n = 0;
	pg_wchar	last = 0;
	bool		gap = false;

	if (GetDatabaseEncoding() != PG_UTF8)
		return strcpy((char *) plain, text);
	while (*s != '\0')
	{
		pg_wchar	c = utf8_to_unicode(s);

		s += pg_utf_mblen(s);
		if (is_space(c))
		{
			gap = true;
			continue;
		}
		if (gap && last != 0 && !is_ideograph(last) && !is_ideograph(c))
			plain[n++] = ' ';
		gap = false;
		c = last = narrow(c);
		unicode_to_utf8(c, plain + n);
		n += pg_utf_mblen(plain + n);
	}
	plain[n] = '\0';
	return (char *) plain;
}

/* The same words, whatever their width, spacing and ASCII case? */
bool
gov_same_text(const char *a, const char *b)
{
	char	   *plain_a = gov_plain_text(a);
	char	   *plain_b = gov_plain_text(b);
	bool		same = pg_strcasecmp(plain_a, plain_b) == 0;

	pfree(plain_a);
	pfree(plain_b);
	return same;
}

/* plain_text(text) */
Datum
gov_plain_text_sql(PG_FUNCTION_ARGS)
{
	char	   *source = text_to_cstring(PG_GETARG_TEXT_PP(0));

	PG_RETURN_TEXT_P(cstring_to_text(gov_plain_text(source)));
}

/* One of the words an argument knows; NULL passes, because nothing is said. */
void
gov_require_word(const char *argument, const char *value, const char *const *words)
{
	StringInfoData known;

	if (value == NULL)
		return;
	initStringInfo(&known);
	for (int i = 0; words[i] != NULL; i++)
	{
		if (strcmp(words[i], value) == 0)
			return;
		appendStringInfo(&known, "%s%s", i > 0 ? ", " : "", words[i]);
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("\"%s\" is no %s", value, argument),
			 errhint("It is one of: %s.", known.data)));
}
