/*
 * words.c
 *		Words that people give: opinions, reasons, titles, names.  They are shown in
 *		lists, mails and prints, so they have an end and no control characters.
 */
#include "base/base.h"

#include "mb/pg_wchar.h"

/* a character that is shown as nothing, or steers a terminal; lines may break where several are allowed */
static bool
is_control(const unsigned char *at, bool lines)
{
	if (*at == '\t' || *at == '\n' || *at == '\r')
		return !lines;
	if (*at < 0x20 || *at == 0x7F)
		return true;
	/* U+0080 .. U+009F */
	return GetDatabaseEncoding() == PG_UTF8 && at[0] == 0xC2 && at[1] >= 0x80 && at[1] <= 0x9F;
}

/* see base.h */
bool
gov_is_blank(const char *words)
{
	return words == NULL || words[strspn(words, " \t\r\n")] == '\0';
}

/* see base.h */
void
gov_check_words(const char *words, const char *name, int most, bool lines)
{
	int			length;

	if (words == NULL)
		return;
	length = pg_mbstrlen(words);
	if (length > most)
		gov_refuse(GOV_ERR_FORM, psprintf("%s_too_long", name), NULL,
				   lines ? "Attach what is longer as a document." : NULL,
				   "%s has %d characters, and %d are the most", name, length, most);
	for (const char *at = words; *at != '\0'; at += pg_mblen(at))
		if (is_control((const unsigned char *) at, lines))
			gov_refuse(GOV_ERR_FORM, psprintf("%s_control_character", name), NULL,
					   lines ? "Lines and tabs are well, other control characters are not." :
					   "It is one line, without tabs.",
					   "%s has a control character at position %d", name,
					   pg_mbstrlen_with_len(words, (int) (at - words)) + 1);
}

/* see base.h */
void
gov_require_words(const char *words, const char *name, int most, bool lines)
{
	if (gov_is_blank(words))
		gov_refuse(GOV_ERR_FORM, psprintf("%s_missing", name), NULL, NULL, "%s must not be empty", name);
	gov_check_words(words, name, most, lines);
}
